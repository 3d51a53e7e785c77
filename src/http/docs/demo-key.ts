import type { IncomingHttpHeaders } from 'node:http';
import { createKey } from '../../areas/keys/service.ts';
import { findOrganizationBySlug } from '../../areas/organizations/queries.ts';
import { demoSlug } from '../../commands/demo.ts';
import type { Environment } from '../../domain/context.ts';
import { ApiError, notFound } from '../../domain/errors.ts';
import { deleteExpiredKeys } from './queries.ts';

const keyLifeMs = 60 * 60 * 1000;
const minuteMs = 60_000;
const mostPerMinute = 10;
const keyName = 'Playground';

/** Gives visitors of the playground a key of the demo organization. */
export interface DemoKeys {
  /** Whether there is a demo organization to give keys of. */
  isOffered(): Promise<boolean>;
  /**
   * An admin key of the demo organization that lives for an hour.
   *
   * @throws ApiError 404 without a demo, 403 for a request from another site, 429 after ten keys within a minute
   */
  create(headers: IncomingHttpHeaders): Promise<string>;
}

export function createDemoKeys(environment: Environment, isOn: boolean): DemoKeys {
  const { db, clock, publicUrl } = environment;
  let made: number[] = [];
  const findDemo = async () => (isOn ? findOrganizationBySlug(db, demoSlug) : undefined);

  const admit = (now: number): void => {
    made = made.filter((time) => now - minuteMs < time && time <= now);
    const [oldest] = made;
    if (oldest !== undefined && made.length >= mostPerMinute)
      throw new ApiError('rate_limited', [], { 'Retry-After': String(Math.max(1, Math.ceil((oldest + minuteMs - now) / 1000))) });
    made.push(now);
  };

  return {
    isOffered: async () => (await findDemo()) !== undefined,
    async create(headers) {
      const demo = await findDemo();
      if (!demo) throw notFound();
      requireSameOrigin(headers, publicUrl);
      const now = clock.now();
      admit(now);
      await deleteExpiredKeys(db, demo.id, keyName, new Date(now - keyLifeMs));
      const owner = { organizationId: demo.id, kind: 'admin' as const, name: keyName };
      return (await createKey(environment, { ...owner, expiresAt: new Date(now + keyLifeMs) })).secret;
    },
  };
}

/** Browsers tell where a request comes from, and scripts of other sites can't change what they tell. */
function requireSameOrigin(headers: IncomingHttpHeaders, publicUrl: string): void {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const isOwn = origin !== undefined && URL.canParse(origin) && (new URL(origin).host === host || origin === new URL(publicUrl).origin);
  const holds = origin === undefined ? site === 'same-origin' : isOwn && (site === undefined || site === 'same-origin');
  if (!holds) throw new ApiError('forbidden', [{ location: 'header.Origin', message: 'must be this server' }]);
}
