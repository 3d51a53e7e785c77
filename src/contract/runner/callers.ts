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
  const own = await ownKey(scenario, caller);
  if (own !== null) return own;
  const fellow = scenario.keys.get('session:owner') ?? scenario.ground.adminKey;
  return (await scenario.target.harness?.credential(fellow, caller)) ?? null;
}

/** A key of the project or dashboard that the scenario has, where the kind of key is of one. */
async function ownKey(scenario: Scenario, caller: Caller): Promise<string | null> {
  const [projectId, dashboardId] = [scenario.ids.get('projectId'), scenario.ids.get('dashboardId')];
  const body = { name: `A key of kind ${caller}` };
  const bucketId = scenario.ids.get('bucketId');
  if (caller === 'dashboard' && bucketId !== undefined) return dashboardKeyOf(scenario, bucketId);
  if (caller === 'dashboard' && dashboardId !== undefined)
    return textAt(await make(scenario, `/api/dashboards/${dashboardId}/keys`, body), 'data', 'key');
  if ((caller === 'project' || caller === 'connection') && projectId !== undefined)
    return textAt(await make(scenario, `/api/projects/${projectId}/keys`, { ...body, type: caller }), 'data', 'key');
  return null;
}

/** A key of a new dashboard, which the bucket joins. */
async function dashboardKeyOf(scenario: Scenario, bucketId: string): Promise<string> {
  const projectId = textAt(await make(scenario, '/api/projects', { name: 'Web shop' }), 'data', 'id');
  const dashboardId = textAt(await make(scenario, `/api/projects/${projectId}/dashboards`, { name: 'Orders' }), 'data', 'id');
  await make(scenario, `/api/buckets/${bucketId}`, { dashboardId }, 'PATCH');
  return textAt(await make(scenario, `/api/dashboards/${dashboardId}/keys`, { name: 'A key of the dashboard' }), 'data', 'key');
}

/** A key of another bucket of the same organization. */
export async function strangersKey(scenario: Scenario, type: 'write' | 'read'): Promise<string> {
  const bucketId = textAt(await make(scenario, '/api/buckets', { name: `Bucket of a stranger with a ${type} key` }), 'data', 'id');
  return textAt(await make(scenario, `/api/buckets/${bucketId}/keys`, { name: 'Stranger', type }), 'data', 'key');
}
