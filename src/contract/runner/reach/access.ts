import type { Caller, Verdict } from '../../permissions.ts';
import { callersWith, credentialOf } from '../callers.ts';
import { withCredential } from '../credential.ts';
import type { Check } from '../probe.ts';
import { unknownId } from '../scenario.ts';
import { Unreachable, prepare, probe, usualRequest } from '../probe.ts';

/** Every kind of caller whom the permission table refuses so. */
export function reachRefused(verdict: Exclude<Verdict, 'allowed'>): (check: Check) => Promise<void> {
  return async (check) => {
    let asked = 0;
    for (const caller of callersWith(check.operation, verdict)) {
      const scenario = await prepare(check);
      const credential = await credentialOf(scenario, caller);
      if (credential === null) continue;
      asked++;
      const request = withCredential(usualRequest(check, scenario), credential);
      await probe(check, scenario, request, { status: 403, code: verdict, why: `a caller of kind ${caller}` });
    }
    if (asked === 0) throw new Unreachable('none of the callers who are refused so can be made from outside');
  };
}

/** A viewer who is limited to the project of the request, or to some other one where it names none. */
export async function reachReadOnlyProject(check: Check): Promise<void> {
  const { harness } = check.target;
  if (!harness) throw new Unreachable('nobody can be limited to projects from outside');
  const scenario = await prepare(check);
  const caller = callersWith(check.operation, 'shared_account_write_forbidden')[0];
  if (!caller) throw new Error(`no viewer is refused ${check.operation.id}`);
  const fellow = scenario.keys.get('session:owner') ?? scenario.ground.adminKey;
  const credential = await harness.credential(fellow, caller, [scenario.ids.get('projectId') ?? unknownId]);
  const request = withCredential(usualRequest(check, scenario), credential);
  await probe(check, scenario, request, { status: 403, code: 'project_write_forbidden', why: 'a viewer of some projects' });
}

const isUserKey = (caller: Caller) => caller.startsWith('user:');

/** A person's key, or a project's, in an organization whose plan has none. */
export async function reachPremium(check: Check): Promise<void> {
  const { harness } = check.target;
  if (!harness) throw new Unreachable('the plan of the organization cannot be changed from outside');
  const caller = callersWith(check.operation, 'allowed').find((one) => isUserKey(one) || one === 'project');
  if (!caller) throw new Error(`no key that needs a plan may call ${check.operation.id}; it does not answer premium_required`);
  const scenario = await prepare(check);
  const credential = await harness.credential(scenario.ground.adminKey, caller);
  const request = withCredential(usualRequest(check, scenario), credential);
  await harness.setPlan(scenario.ground.adminKey, 'free');
  await probe(check, scenario, request, { status: 403, code: 'premium_required', why: `a key of ${caller} on the free plan` });
}

/** A change while the organization has more than its plan allows. */
export async function reachOverLimit(check: Check): Promise<void> {
  const { harness } = check.target;
  if (!harness) throw new Unreachable('the plan of the organization cannot be changed from outside');
  const scenario = await prepare(check);
  const caller = callersWith(check.operation, 'allowed')[0];
  const credential = caller && (await credentialOf(scenario, caller));
  if (!credential) throw new Error(`nobody may call ${check.operation.id}`);
  const request = withCredential(usualRequest(check, scenario), credential);
  await harness.pauseWrites(scenario.keys.get('session:owner') ?? scenario.ground.adminKey);
  await probe(check, scenario, request, { status: 403, code: 'over_limit', why: 'an organization over the limits of its plan' });
}

/** A page of another site that sends the session's cookie. */
export async function reachForeignOrigin(check: Check): Promise<void> {
  const isPublic = check.operation.object['x-access'].includes('public');
  const scenario = await prepare(check);
  const caller = isPublic ? undefined : callersWith(check.operation, 'allowed').find((one) => one.startsWith('session:'));
  const credential = caller && (await credentialOf(scenario, caller));
  if (!isPublic && !credential) throw new Unreachable('a session cannot be made from outside');
  const usual = usualRequest(check, scenario);
  const request = credential ? withCredential(usual, credential) : usual;
  for (const origin of ['https://evil.example', 'null', `${check.target.baseUrl}.evil.example`])
    await probe(
      check,
      scenario,
      { ...request, headers: { ...request.headers, Origin: origin } },
      { status: 403, code: 'origin_forbidden', why: `the origin ${origin}` },
    );
}
