import { hash } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Knex } from 'knex';

/** A request to cancel is repeated after this: the first may have overtaken its statement. */
const againMs = 250;
const connectMs = 5000;

/**
 * Runs one statement and answers its rows as arrays. When `signal` is aborted, PostgreSQL is told to break the statement off, and
 * the reason of the signal is thrown; the connection stays usable.
 */
export async function readRows<Row>(
  db: Knex,
  { sql, bindings }: { sql: string; bindings: Record<string, Knex.RawBinding> },
  signal?: AbortSignal,
): Promise<Row[]> {
  const { text, name, parameters } = prepare(sql);
  const values = parameters.map((parameter) => bindings[parameter] ?? null);
  const statement = db.raw<{ rows: Row[] }>(text).options({ rowMode: 'array', name, values });
  if (signal === undefined) return (await statement).rows;
  signal.throwIfAborted();
  const connection: unknown = await db.client.acquireConnection();
  let cancelling: { over: AbortController; ended: Promise<void> } | undefined;
  const stop = (): void => {
    const over = new AbortController();
    cancelling = { over, ended: cancelUntil(connection, over.signal) };
  };
  try {
    signal.throwIfAborted();
    signal.addEventListener('abort', stop);
    return (await statement.connection(connection)).rows;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    if (cancelling) {
      cancelling.over.abort();
      await cancelling.ended;
      // A request to cancel that came too late hits this instead of a stranger's statement.
      await db
        .raw('select 1')
        .connection(connection)
        .catch(() => undefined);
    }
    await db.client.releaseConnection(connection);
  }
}

/** A statement as PostgreSQL takes it: `$1` is the first of its parameters. */
interface Prepared {
  text: string;
  name: string;
  parameters: string[];
}

/** Statements by their text. PostgreSQL keeps the plan of a named statement, and planning takes longer than most reads. */
const prepared = new Map<string, Prepared>();

/** Each `:name` becomes one parameter, however often it stands there. */
function prepare(sql: string): Prepared {
  let found = prepared.get(sql);
  if (found === undefined) {
    const parameters: string[] = [];
    const text = sql.replaceAll(/(?<!:):([a-z]\w*)/gi, (_, name: string) => {
      if (!parameters.includes(name)) parameters.push(name);
      return `$${parameters.indexOf(name) + 1}`;
    });
    prepared.set(sql, (found = { text, parameters, name: `read_${hash('sha256', text, 'hex').slice(0, 32)}` }));
  }
  return found;
}

async function cancelUntil(connection: unknown, done: AbortSignal): Promise<void> {
  while (!done.aborted) {
    await requestCancel(connection);
    await delay(againMs, undefined, { signal: done, ref: false }).catch(() => undefined);
  }
}

/**
 * The protocol's request to cancel, over a connection of its own, as the pool may have none left. It is not encrypted, as that of
 * libpq before version 17; it tells nothing but a number that is of no use elsewhere. A failure leaves the statement to its timeout.
 */
function requestCancel(client: unknown): Promise<void> {
  const of = (name: string): unknown => (typeof client === 'object' && client !== null ? Reflect.get(client, name) : undefined);
  const [host, port, processId, key] = [of('host'), of('port'), of('processID'), of('secretKey')];
  if (typeof host !== 'string' || typeof port !== 'number' || typeof processId !== 'number' || typeof key !== 'number')
    return Promise.resolve();
  const packet = Buffer.alloc(16);
  for (const [index, value] of [packet.length, (1234 << 16) | 5678, processId, key].entries()) packet.writeInt32BE(value, index * 4);
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    socket.setTimeout(connectMs, () => socket.destroy());
    // The server closes the connection once the request has been passed on.
    socket.once('connect', () => socket.write(packet));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve());
    socket.resume();
  });
}
