import type { Victim } from './server.ts';

/** What the clients share: the server that is up at the moment, and what they have seen of it. */
export interface World {
  bucketId: string;
  /** Answers null when there was none. Waits while the server is down. */
  send(path: string, body: unknown, idempotencyKey?: string): Promise<{ status: number; body: string } | null>;
  makeSource(name: string): Promise<string>;
  isOver(): boolean;
  /** Something is not as it must be. */
  complain(problem: string): void;
}

/** The world with what only the torturer may do. */
export interface Torturable extends World {
  /** Lets clients send to this server; null: it is down. */
  point(victim: Victim | null): void;
  /** Resolves after so many more requests have been stored. @throws Error when nothing moves any more */
  stored(count: number): Promise<void>;
  end(): void;
  statuses: Map<string, number>;
  problems: string[];
  key: string;
}

/** A request that takes longer hangs. */
const requestMs = 30_000;
/** Longer than any pause: a start after a crash replays the log. */
const stuckMs = 90_000;

export async function createWorld(first: Victim, key: string): Promise<Torturable> {
  let url: string | null = null;
  let up = Promise.withResolvers<true>();
  let over = false;
  let left = Infinity;
  let reached: () => void = () => undefined;
  const statuses = new Map<string, number>();
  const problems: string[] = [];
  const note = (status: string) => statuses.set(status, (statuses.get(status) ?? 0) + 1);

  const post = async (base: string, path: string, body: unknown, idempotencyKey?: string) => {
    const headers: Record<string, string> = { 'X-API-Key': key, 'Content-Type': 'application/json' };
    if (idempotencyKey !== undefined) headers['Idempotency-Key'] = idempotencyKey;
    const signal = AbortSignal.timeout(requestMs);
    const response = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body), signal });
    return { status: response.status, body: await response.text() };
  };
  const make = async (path: string, name: string): Promise<string> => {
    const { status, body } = await post(first.url, path, { name });
    const id = /"id":"([0-9a-f]{24})"/.exec(body)?.[1];
    if (status !== 201 || id === undefined) throw new Error(`${path} answered ${status} ${body}`);
    return id;
  };
  const bucketId = await make('/api/buckets', 'Torture');

  return {
    bucketId,
    statuses,
    problems,
    key,
    makeSource: (name) => make(`/api/buckets/${bucketId}/sources`, name),
    isOver: () => over,
    complain: (problem) => void problems.push(problem),
    async send(path, body, idempotencyKey) {
      if (url === null) await up.promise;
      if (url === null) return null;
      try {
        const answer = await post(url, path, body, idempotencyKey);
        note(String(answer.status));
        if (![201, 409, 429, 503].includes(answer.status)) problems.push(`${path} answered ${answer.status} ${answer.body.slice(0, 300)}`);
        if (answer.status === 201 && --left <= 0) reached();
        return answer;
      } catch (error) {
        note(error instanceof Error && error.name === 'TimeoutError' ? 'hung' : 'broken off');
        // The next attempt waits for its turn, so that a server that is gone is not asked without pause.
        await new Promise((resolve) => setImmediate(resolve));
        return null;
      }
    },
    point(victim) {
      url = victim?.url ?? null;
      if (victim) up.resolve(true);
      else up = Promise.withResolvers<true>();
    },
    async stored(count) {
      const done = Promise.withResolvers<true>();
      reached = () => done.resolve(true);
      left = count;
      const stuck = AbortSignal.timeout(stuckMs);
      stuck.addEventListener('abort', () => done.reject(new Error(`no ${count} requests were stored within ${stuckMs / 1000} s`)));
      await done.promise;
      left = Infinity;
    },
    end() {
      over = true;
      up.resolve(true);
    },
  };
}
