import { byAda, post, signUpAda } from './person.ts';
import { credentialHeader } from './credential.ts';
import { send, textAt } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import { Unreachable } from './unreachable.ts';

const grace = { email: 'grace@example.com', password: 'nanoseconds of wire', name: 'Grace Hopper' };
const invitations = '/api/user/team-invitations';

async function invite(scenario: Scenario): Promise<void> {
  const { harness } = scenario.target;
  if (!harness) throw new Unreachable('messages cannot be read from outside');
  const reply = await byAda(scenario, invitations, { email: grace.email, role: 'editor' });
  scenario.ids.set('invitationId', textAt(reply, 'data', 'id'));
  scenario.ids.set('token', /token=([0-9A-Za-z]+)/.exec(await harness.mailTo(grace.email))?.[1] ?? '');
}

/** An organization that has invited somebody without an account; `token` is the invitation's. */
export async function makeInvitation(scenario: Scenario): Promise<void> {
  await signUpAda(scenario);
  await invite(scenario);
}

/** Somebody with an account who is invited to Ada's organization. The scenario is theirs. */
export async function inviteGrace(scenario: Scenario, before: (ada: string) => Promise<void> = async () => undefined): Promise<void> {
  await signUpAda(scenario);
  await before(scenario.keys.get('session:owner') ?? '');
  const response = await post(scenario, '/api/auth/signup', grace);
  await invite(scenario);
  scenario.keys.set('session:owner', /^telltale_session=([^;]+)/.exec(response.headers['set-cookie'] ?? '')?.[1] ?? '');
}

/** The same where the plan allows no more members. */
export async function inviteToFullTeam(scenario: Scenario): Promise<void> {
  await inviteGrace(scenario, async (ada) => {
    await scenario.target.harness?.credential(ada, 'session:editor');
    await scenario.target.harness?.setPlan(ada, 'free');
  });
}

export async function acceptInvitation(scenario: Scenario): Promise<void> {
  await byAda(scenario, `${invitations}/accept`, { token: scenario.ids.get('token') }, 200);
}

export async function cancelInvitation(scenario: Scenario): Promise<void> {
  const headers = credentialHeader(scenario.keys.get('session:owner') ?? '');
  await send(scenario, { method: 'POST', path: `${invitations}/${scenario.ids.get('invitationId')}/cancel`, headers });
}

/** An organization that has sent as many invitations as it may in an hour. */
export async function fillMailboxes(scenario: Scenario): Promise<void> {
  await signUpAda(scenario);
  for (let index = 0; index < 50; index++) await byAda(scenario, invitations, { email: `guest${index}@example.com`, role: 'viewer' });
}
