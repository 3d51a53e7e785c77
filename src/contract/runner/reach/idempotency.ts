import { usualCredential } from '../callers.ts';
import type { Check } from '../probe.ts';
import { Unreachable, prepare, probe, successOf, usualRequest } from '../probe.ts';
import type { Scenario } from '../scenario.ts';
import { padded } from '../wire.ts';
import type { WireRequest } from '../wire.ts';

const withKey = (request: WireRequest, { ground }: Scenario): WireRequest => ({
  ...request,
  headers: { ...request.headers, 'Idempotency-Key': ground.nonce },
});

/** The same key with another body, byte by byte. */
export async function reachKeyReused(check: Check): Promise<void> {
  const scenario = await prepare(check);
  const request = withKey(usualRequest(check, scenario), scenario);
  await probe(check, scenario, request, { status: successOf(check), why: 'the first request' });
  const other = padded(request, 1);
  await probe(check, scenario, other, { status: 422, code: 'idempotency_key_reused', why: 'the same Idempotency-Key with another body' });
  await probe(check, scenario, request, { status: successOf(check), replay: true, why: 'the first request again' });
}

/** A repeat while the first request still runs. */
export async function reachInProgress(check: Check): Promise<void> {
  const { harness } = check.target;
  if (!harness) throw new Unreachable('a running request cannot be held from outside');
  const scenario = await prepare(check);
  const request = withKey(usualRequest(check, scenario), scenario);
  const release = await harness.holdIdempotencyKey(usualCredential(check, scenario), scenario.ground.nonce);
  await probe(check, scenario, request, { status: 409, code: 'idempotency_in_progress', why: 'a repeat of a running request' });
  await release();
  await probe(check, scenario, request, { status: successOf(check), why: 'after the running request' });
}
