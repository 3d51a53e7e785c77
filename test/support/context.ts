import type { Context } from '../../src/domain/context.ts';
import { createKeys } from '../../src/http/keys.ts';
import type { TestServer } from './server.ts';

/** The context of a request with the server's admin key, for services that are called without HTTP. */
export async function contextOf({ environment, adminKey }: TestServer): Promise<Context> {
  const principal = await createKeys(environment.db, environment.clock, { idleMs: 60_000 }).authenticate(adminKey);
  const { signal } = new AbortController();
  return {
    ...environment,
    requestId: 'x',
    client: { address: '', userAgent: '', session: undefined },
    principal,
    ifMatch: undefined,
    lastEventId: undefined,
    beside: undefined,
    recheck: async () => principal,
    signal: () => signal,
  };
}
