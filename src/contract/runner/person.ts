import { Unreachable } from './unreachable.ts';
import { credentialHeader } from './credential.ts';
import { send, textAt, jsonOf } from './scenario.ts';
import type { Scenario } from './scenario.ts';

const ada = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada Lovelace', organizationName: 'Analytical Engines' };

export const post = (scenario: Scenario, path: string, body: object) =>
  send(scenario, { method: 'POST', path, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** A person in an organization of their own; the scenario is theirs. */
export async function signUpAda(scenario: Scenario): Promise<void> {
  if (!scenario.target.harness) throw new Unreachable('it would leave an account behind');
  const response = await post(scenario, '/api/auth/signup', ada);
  const secret = /^telltale_session=([^;]+)/.exec(response.headers['set-cookie'] ?? '')?.[1];
  if (secret === undefined) throw new Error(`signing up gave no session: ${response.status} ${response.body.toString('utf8')}`);
  scenario.keys.set('session:owner', secret);
  scenario.ids.set('slug', textAt(jsonOf(response), 'data', 'organization', 'slug'));
  scenario.ids.set('userId', textAt(jsonOf(response), 'data', 'user', 'id'));
}

/** A person whose organization has an editor; `userId` is the editor's. */
export async function makeTeam(scenario: Scenario): Promise<void> {
  await signUpAda(scenario);
  await scenario.target.harness?.credential(scenario.keys.get('session:owner') ?? '', 'session:editor');
  const headers = credentialHeader(scenario.keys.get('session:owner') ?? '');
  const path = `/api/organizations/${scenario.ids.get('slug')}/members`;
  scenario.ids.set('userId', textAt(jsonOf(await send(scenario, { method: 'GET', path, headers })), 'data', 1, 'userId'));
}

/** A person with a key of their own. */
export async function makeUserKey(scenario: Scenario): Promise<void> {
  await signUpAda(scenario);
  const reply = await byAda(scenario, '/api/user/api-tokens', { name: 'Notebook', accessLevel: 'read_only' });
  scenario.ids.set('keyId', textAt(reply, 'data', 'id'));
}

/** A person whose organization has a key. */
export async function makeOrganizationKey(scenario: Scenario): Promise<void> {
  await signUpAda(scenario);
  const reply = await byAda(scenario, `/api/organizations/${scenario.ids.get('slug')}/keys`, { name: 'Partner', type: 'organization' });
  scenario.ids.set('keyId', textAt(reply, 'data', 'id'));
}

/** A person in an organization on the free plan. */
export async function signUpFree(scenario: Scenario): Promise<void> {
  await signUpAda(scenario);
  await scenario.target.harness?.setPlan(scenario.keys.get('session:owner') ?? '', 'free');
}

/** Makes something as the person of the scenario. @throws Error when it is refused */
export async function byAda(scenario: Scenario, path: string, body: object, expected = 201): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json', ...credentialHeader(scenario.keys.get('session:owner') ?? '') };
  const response = await send(scenario, { method: 'POST', path, headers, body: JSON.stringify(body) });
  if (response.status !== expected) throw new Error(`the state could not be made: ${path} answered ${response.status}`);
  return jsonOf(response);
}

/** Uses up the attempts of this minute. */
export async function spendAttempts(scenario: Scenario): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) await post(scenario, '/api/auth/login', { email: ada.email, password: 'a wrong one' });
}

/** A person who is logged in twice; `sessionId` is the other session's. */
export async function logInTwice(scenario: Scenario): Promise<void> {
  await signUpAda(scenario);
  await post(scenario, '/api/auth/login', { email: ada.email, password: ada.password });
  const headers = credentialHeader(scenario.keys.get('session:owner') ?? '');
  const list = jsonOf(await send(scenario, { method: 'GET', path: '/api/user/sessions', headers }));
  scenario.ids.set('sessionId', textAt(list, 'data', 1, 'id'));
}

/** A person who was sent a link to reset the password; `token` is the link's. */
export async function askForReset(scenario: Scenario): Promise<void> {
  await signUpAda(scenario);
  await post(scenario, '/api/auth/password/forgot', { email: ada.email });
  scenario.ids.set('token', /token=([0-9A-Za-z]+)/.exec((await scenario.target.harness?.mailTo(ada.email)) ?? '')?.[1] ?? '');
}

/** A server on which others may sign up than usually. */
export const setSignUp =
  (mode: 'confirm' | 'closed') =>
  async ({ target }: Scenario): Promise<void> => {
    if (!target.harness) throw new Unreachable('who may sign up is a setting of the server');
    target.harness.setSignUp(mode);
  };

/** A person who was sent a link to confirm the sign-up; `token` is the link's. */
export async function askToConfirm(scenario: Scenario): Promise<void> {
  await setSignUp('confirm')(scenario);
  await post(scenario, '/api/auth/signup', ada);
  scenario.ids.set('token', /token=([0-9A-Za-z]+)/.exec((await scenario.target.harness?.mailTo(ada.email)) ?? '')?.[1] ?? '');
}
