import { byAda, signUpAda } from './person.ts';
import { textAt } from './scenario.ts';
import type { Scenario } from './scenario.ts';

/** A person with two organizations, acting for the first one. */
export async function makeSecondOrganization(scenario: Scenario): Promise<void> {
  await signUpAda(scenario);
  await byAda(scenario, '/api/organizations', { name: 'Difference Engines' });
}

/** A person who may read one project of an organization. The scenario is theirs. */
export async function limitViewer(scenario: Scenario): Promise<void> {
  await signUpAda(scenario);
  const { harness } = scenario.target;
  const projectId = textAt(await byAda(scenario, '/api/projects', { name: 'Web shop' }), 'data', 'id');
  const viewer = (await harness?.credential(scenario.keys.get('session:owner') ?? '', 'session:viewer', [projectId])) ?? '';
  scenario.keys.set('session:owner', viewer);
}
