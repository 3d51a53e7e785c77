import pg from 'pg';

/** Breaks the connection before a statement is sent, as a crash of the process would. */
export interface Crashes {
  /** Lets `work` crash before its statement number `after` (from 0; a transaction's begin and commit count). True when it came to that. */
  during(after: number, work: () => Promise<unknown>): Promise<boolean>;
  restore(): void;
}

class Crash extends Error {}

/** Puts itself before every statement of the process. */
export function plantCrashes(): Crashes {
  const query: (...args: unknown[]) => unknown = Reflect.get(pg.Client.prototype, 'query');
  let left = Infinity;
  Reflect.set(pg.Client.prototype, 'query', function run(this: pg.Client, ...args: unknown[]): unknown {
    const done = args.at(-1);
    if (left-- > 0 || typeof done !== 'function') return Reflect.apply(query, this, args);
    left = Infinity;
    const stream = Reflect.get(Reflect.get(this, 'connection'), 'stream');
    stream.once('close', () => done(new Crash('crashed')));
    stream.destroy();
    return undefined;
  });
  return {
    async during(after, work) {
      left = after;
      try {
        await work();
        return false;
      } catch (error) {
        if (left !== Infinity) throw error;
        return true;
      } finally {
        left = Infinity;
      }
    },
    restore: () => void Reflect.set(pg.Client.prototype, 'query', query),
  };
}
