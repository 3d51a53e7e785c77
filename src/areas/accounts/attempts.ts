import type { PublicContext } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import { countAttempt } from './queries.ts';

const mostAttempts = 20;
const minuteMs = 60_000;

/**
 * Counts an attempt to prove who one is, by the address that it comes from and across processes.
 *
 * @throws ApiError 429 beyond 20 in a minute
 */
export async function countAttempts({ db, clock, client }: PublicContext): Promise<void> {
  const now = clock.now();
  const minute = now - (now % minuteMs);
  const count = await countAttempt(db, `login ${client.address}`, new Date(minute));
  if (count > mostAttempts)
    throw new ApiError('rate_limited', [], { 'Retry-After': String(Math.max(1, Math.ceil((minute + minuteMs - now) / 1000))) });
}
