import type { Knex } from 'knex';
import type { Beside, Ledger } from '../beside.ts';
import type { WriteResult } from '../store.ts';
import type { WriteRequest } from './request.ts';

/** Within a transaction: makes the writes that their ledgers let through, and then stores what belongs to those that were made. */
export async function withBesides<Made extends { outcomes: (WriteResult | Error)[] }>(
  db: Knex,
  requests: readonly WriteRequest[],
  write: (requests: readonly WriteRequest[]) => Promise<Made>,
): Promise<Made> {
  if (requests.every(({ beside }) => beside === undefined)) return write(requests);
  const refusals = new Map<Beside, Error>();
  for (const [ledger, entries] of byLedger(requests)) {
    const answers = await ledger.open(db, entries);
    for (const [index, entry] of entries.entries()) {
      const refusal = answers[index] ?? null;
      if (refusal !== null) refusals.set(entry, refusal);
    }
  }
  const refusalOf = ({ beside }: WriteRequest): Error | undefined => beside && refusals.get(beside);
  const own = requests.filter((request) => refusalOf(request) === undefined);
  const made = await write(own);
  const stored: WriteRequest[] = [];
  for (const [index, request] of own.entries()) {
    const outcome = made.outcomes[index];
    if (outcome === undefined || outcome instanceof Error) continue;
    stored.push(request);
    request.made?.(outcome);
  }
  for (const [ledger, entries] of byLedger(stored)) await ledger.close(db, entries);
  const outcomes = [...made.outcomes];
  return { ...made, outcomes: requests.map((request) => refusalOf(request) ?? outcomes.shift() ?? new Error('a write has no outcome')) };
}

function byLedger(requests: readonly WriteRequest[]): Map<Ledger, Beside[]> {
  const entries = new Map<Ledger, Beside[]>();
  for (const { beside } of requests) {
    if (beside === undefined) continue;
    const own = entries.get(beside.ledger);
    if (own) own.push(beside);
    else entries.set(beside.ledger, [beside]);
  }
  return entries;
}
