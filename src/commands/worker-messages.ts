import type { ProcessState } from '../http/operator/process.ts';

/** What the processes of one server tell each other. */

/** What a worker is for: to answer requests, or to do the background work. */
export type WorkerRole = 'requests' | 'background';

/** From the primary to a worker. */
export type Order =
  /** The first: what to be, and for a worker that answers requests the port to listen on; 0: any free one. */
  | { kind: 'begin'; role: WorkerRole; port: number }
  /** The database is ready. */
  | { kind: 'serve'; databaseUrl: string; port: number }
  /** Tell how you are. */
  | { kind: 'ask'; id: number; about: 'state' | 'metrics' }
  /** Finish the requests in flight and end. */
  | { kind: 'stop'; timeoutMs: number };

/** From a worker to the primary. */
export type Word =
  | { kind: 'hello' }
  | { kind: 'listening'; port: number }
  | { kind: 'serving' }
  | { kind: 'state'; id: number; state: ProcessState }
  | { kind: 'metrics'; id: number; metrics: object[] };

/** Both ends run the same code, and nobody else can write to the channel. */
export function isMessage<Message extends Order | Word>(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
