import { Unreachable } from './unreachable.ts';
import { send, textAt, jsonOf } from './scenario.ts';
import type { Scenario } from './scenario.ts';

const ada = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada Lovelace', organizationName: 'Analytical Engines' };

const post = (scenario: Scenario, path: string, body: object) =>
  send(scenario, { method: 'POST', path, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** A person in an organization of their own; the scenario is theirs. */
export async function signUpAda(scenario: Scenario): Promise<void> {
  if (!scenario.target.harness) throw new Unreachable('it would leave an account behind');
  const response = await post(scenario, '/api/auth/signup', ada);
  const secret = /^telltale_session=([^;]+)/.exec(response.headers['set-cookie'] ?? '')?.[1];
  if (secret === undefined) throw new Error(`signing up gave no session: ${response.status} ${response.body.toString('utf8')}`);
  scenario.keys.set('session:owner', secret);
  scenario.ids.set('userId', textAt(jsonOf(response), 'data', 'user', 'id'));
}

/** Uses up the attempts of this minute. */
export async function spendAttempts(scenario: Scenario): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) await post(scenario, '/api/auth/login', { email: ada.email, password: 'a wrong one' });
}
