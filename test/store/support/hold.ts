import pg from 'pg';

/** Does `between` before the statement number `nth` (from 1) of those whose text has `part` is sent, as another client may. */
export async function holdBefore<Result>(
  nth: number,
  part: string,
  between: () => Promise<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  const query: (...args: unknown[]) => unknown = Reflect.get(pg.Client.prototype, 'query');
  let count = 0;
  Reflect.set(pg.Client.prototype, 'query', function run(this: pg.Client, ...args: unknown[]): unknown {
    const [statement] = args;
    const text = typeof statement === 'object' && statement !== null ? String(Reflect.get(statement, 'text')) : String(statement);
    if (!text.includes(part) || ++count !== nth) return Reflect.apply(query, this, args);
    void between().then(() => Reflect.apply(query, this, args));
    return undefined;
  });
  try {
    return await work();
  } finally {
    Reflect.set(pg.Client.prototype, 'query', query);
  }
}
