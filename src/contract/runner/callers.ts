import { callers, verdictsOf } from '../permissions.ts';
import type { Caller, Verdict } from '../permissions.ts';
import type { Operation } from '../openapi.ts';
import { usualCaller } from './credential.ts';
import { make, textAt } from './scenario.ts';
import type { Scenario } from './scenario.ts';

/** The callers of whom the permission table says this of an operation. */
export function callersWith(operation: Operation, verdict: Verdict): Caller[] {
  const verdicts = verdictsOf(operation.method, operation.object);
  return callers.filter((caller) => verdicts[caller] === verdict);
}

/** The credential of the usual caller, which `prepare` has made. */
export const usualCredential = ({ operation }: { operation: Operation }, scenario: Scenario): string =>
  scenario.keys.get(usualCaller(operation)) ?? scenario.ground.adminKey;

/**
 * A credential of a caller in the scenario's organization: that of the state where it has made one, a new one otherwise. Null where
 * none can be made from outside.
 */
export async function credentialOf(scenario: Scenario, caller: Caller): Promise<string | null> {
  const known = scenario.keys.get(caller);
  if (known !== undefined) return known;
  if (caller === 'write' || caller === 'read') return strangersKey(scenario, caller);
  return (await scenario.target.harness?.credential(scenario.ground.adminKey, caller)) ?? null;
}

/** A key of another bucket of the same organization. */
export async function strangersKey(scenario: Scenario, type: 'write' | 'read'): Promise<string> {
  const bucketId = textAt(await make(scenario, '/api/buckets', { name: `Bucket of a stranger with a ${type} key` }), 'data', 'id');
  return textAt(await make(scenario, `/api/buckets/${bucketId}/keys`, { name: 'Stranger', type }), 'data', 'key');
}
