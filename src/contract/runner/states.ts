import type { StateName } from '../../../generated/cells.ts';
import { acceptInvitation, cancelInvitation, fillMailboxes, inviteGrace, inviteToFullTeam, makeInvitation } from './invited.ts';
import {
  askForReset,
  askToConfirm,
  logInTwice,
  makeOrganizationKey,
  makeTeam,
  makeUserKey,
  setSignUp,
  signUpAda,
  signUpFree,
  spendAttempts,
} from './person.ts';
import { limitViewer, makeSecondOrganization } from './person-standings.ts';
import { make, textAt } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import { Unreachable } from './unreachable.ts';

const greenhouse = { name: 'Greenhouse', description: 'Climate of the two greenhouses' };
const northBed = {
  name: 'North bed',
  description: 'By the door',
  schema: { temperature: { type: 'number', unit: 'celsius' }, valveOpen: { type: 'boolean' } },
};

async function makeBucket(scenario: Scenario, body: object = greenhouse): Promise<void> {
  const reply = await make(scenario, '/api/buckets', body);
  scenario.ids.set('bucketId', textAt(reply, 'data', 'id'));
}

async function makeSource(scenario: Scenario): Promise<void> {
  const reply = await make(scenario, `/api/buckets/${scenario.ids.get('bucketId')}/sources`, northBed);
  scenario.ids.set('sourceId', textAt(reply, 'data', 'id'));
}

async function makeKeys(scenario: Scenario): Promise<void> {
  for (const [type, name] of [
    ['write', 'Gateway'],
    ['read', 'Dashboard'],
  ] as const) {
    const reply = await make(scenario, `/api/buckets/${scenario.ids.get('bucketId')}/keys`, { name, type });
    scenario.keys.set(type, textAt(reply, 'data', 'key'));
    if (type === 'write') scenario.ids.set('keyId', textAt(reply, 'data', 'id'));
  }
}

async function makeSourceWithKeys(scenario: Scenario): Promise<void> {
  await makeBucket(scenario);
  await makeSource(scenario);
  await makeKeys(scenario);
}

const stepMs = 2 * 60_000;
const dayEnd = Date.UTC(2026, 0, 15, 10, 30);

/** A day of points every two minutes: a daily curve and a valve that opens when it is warm. */
export function dayOfPoints(sourceId: string): object[] {
  return Array.from({ length: 720 }, (_, index) => {
    const time = dayEnd - (720 - index) * stepMs;
    const temperature = Math.round((20 + 5 * Math.sin(((time % 86_400_000) / 86_400_000 - 0.25) * 2 * Math.PI)) * 100) / 100;
    return { sourceId, timestamp: new Date(time).toISOString(), values: { temperature, valveOpen: temperature > 23 } };
  });
}

async function makeProject(scenario: Scenario): Promise<void> {
  const reply = await make(scenario, '/api/projects', { name: 'Web shop', description: 'What customers see' });
  scenario.ids.set('projectId', textAt(reply, 'data', 'id'));
}

async function makeDashboard(scenario: Scenario): Promise<void> {
  await makeProject(scenario);
  const reply = await make(scenario, `/api/projects/${scenario.ids.get('projectId')}/dashboards`, { name: 'Orders' });
  scenario.ids.set('dashboardId', textAt(reply, 'data', 'id'));
}

/** The least plan there is. */
async function onFreePlan({ target, ground }: Scenario): Promise<void> {
  if (!target.harness) throw new Unreachable('the plan of the organization cannot be changed from outside');
  await target.harness.setPlan(ground.adminKey, 'free');
}

/** How each state that an example names is made, through the API itself. A name without a function does not compile. */
export const states: Record<StateName, (scenario: Scenario) => Promise<void>> = {
  async organization() {},

  async 'own-organization'({ ground, ids }) {
    if (ground.slug === null) throw new Unreachable('no key tells the slug of its organization');
    ids.set('slug', ground.slug);
  },

  project: makeProject,

  async 'two-projects'(scenario) {
    await makeProject(scenario);
    await make(scenario, '/api/projects', { name: 'Back office' });
  },

  'free-plan': onFreePlan,

  async 'bucket-on-free-plan'(scenario) {
    await states.bucket(scenario);
    await onFreePlan(scenario);
  },

  async 'full-free-plan'(scenario) {
    if (!scenario.target.harness) throw new Unreachable('the plan of the organization cannot be changed from outside');
    await makeProject(scenario);
    await make(scenario, '/api/projects', { name: 'Back office' });
    for (const name of ['Orders', 'Stock', 'Visitors'])
      await make(scenario, `/api/projects/${scenario.ids.get('projectId')}/dashboards`, { name });
    for (const name of ['Cold store', 'Orchard', 'Bees']) await makeBucket(scenario, { name });
    await onFreePlan(scenario);
  },

  async 'changed-project'(scenario) {
    await makeProject(scenario);
    const changed = { name: 'Web shop', description: 'What customers see and buy' };
    await make(scenario, `/api/projects/${scenario.ids.get('projectId')}`, changed, 'PUT');
  },

  async 'spent-hour'(scenario) {
    const { harness } = scenario.target;
    if (!harness) throw new Unreachable('the calls of an hour cannot be used up from outside');
    await makeProject(scenario);
    const path = `/api/projects/${scenario.ids.get('projectId')}/keys`;
    const key = textAt(await make(scenario, path, { name: 'Report', type: 'project' }), 'data', 'key');
    scenario.keys.set('project', key);
    await harness.exhaustHour(key);
  },

  async 'project-with-key'(scenario) {
    await makeProject(scenario);
    const path = `/api/projects/${scenario.ids.get('projectId')}/keys`;
    scenario.ids.set('keyId', textAt(await make(scenario, path, { name: 'Billing script', type: 'connection' }), 'data', 'id'));
  },

  dashboard: makeDashboard,

  async 'dashboard-with-key'(scenario) {
    await makeDashboard(scenario);
    const path = `/api/dashboards/${scenario.ids.get('dashboardId')}/keys`;
    scenario.ids.set('keyId', textAt(await make(scenario, path, { name: 'Shop', keyType: 'production' }), 'data', 'id'));
  },

  person: signUpAda,
  'person-with-key': makeUserKey,
  team: makeTeam,
  'two-organizations': makeSecondOrganization,
  'limited-viewer': limitViewer,
  guest: (scenario) => inviteGrace(scenario).then(() => acceptInvitation(scenario)),

  invitation: makeInvitation,
  'cancelled-invitation': (scenario) => makeInvitation(scenario).then(() => cancelInvitation(scenario)),
  'many-invitations': fillMailboxes,
  'invited-person': (scenario) => inviteGrace(scenario),
  'invited-to-full-team': inviteToFullTeam,
  'accepted-invitation': (scenario) => inviteGrace(scenario).then(() => acceptInvitation(scenario)),
  'invited-person-with-many-attempts': (scenario) => inviteGrace(scenario).then(() => spendAttempts(scenario)),

  'person-on-free-plan': signUpFree,
  'organization-key': makeOrganizationKey,

  'person-with-two-sessions': logInTwice,
  'password-reset': askForReset,
  'confirmed-sign-up': setSignUp('confirm'),
  'closed-sign-up': setSignUp('closed'),
  'asked-to-confirm': askToConfirm,

  async 'many-attempts'(scenario) {
    await signUpAda(scenario);
    await spendAttempts(scenario);
  },

  async bucket(scenario) {
    await makeBucket(scenario);
    await makeKeys(scenario);
  },

  async 'two-buckets'(scenario) {
    await makeBucket(scenario);
    await make(scenario, '/api/buckets', { name: 'Cold store', retentionRecords: 100000 });
  },

  async 'bucket-keyed-by-string'(scenario) {
    await makeBucket(scenario, { name: 'Births by year', keyType: 'string' });
    await makeKeys(scenario);
  },

  source: makeSourceWithKeys,

  async 'source-without-schema'(scenario) {
    await makeBucket(scenario);
    const bucketId = scenario.ids.get('bucketId');
    const reply = await make(scenario, `/api/buckets/${bucketId}/sources`, { name: northBed.name });
    const sourceId = textAt(reply, 'data', 'id');
    scenario.ids.set('sourceId', sourceId);
    await makeKeys(scenario);
    await make(scenario, '/api/data', { bucketId, sourceId, timestamp: '2026-01-15T10:27:00Z', values: { temperature: 21 } });
  },

  async 'two-sources'(scenario) {
    await makeSourceWithKeys(scenario);
    await make(scenario, `/api/buckets/${scenario.ids.get('bucketId')}/sources`, {
      name: 'South bed',
      type: 'weather station',
      labels: { site: 'garden', side: 'south' },
    });
  },

  async 'labelled-points'(scenario) {
    await states['two-sources'](scenario);
    const body = { bucketId: scenario.ids.get('bucketId'), timestamp: '2026-01-15T10:29:00Z' };
    const list = await make(scenario, `/api/buckets/${body.bucketId}/sources`, undefined, 'GET');
    for (const index of [0, 1])
      await make(scenario, '/api/data', { ...body, sourceId: textAt(list, 'data', index, 'id'), values: { temperature: 20 + index } });
  },

  async 'day-of-data'(scenario) {
    await makeSourceWithKeys(scenario);
    const dataPoints = dayOfPoints(scenario.ids.get('sourceId') ?? '');
    await make(scenario, '/api/data/batch', { bucketId: scenario.ids.get('bucketId'), dataPoints });
  },

  async records(scenario) {
    await makeBucket(scenario);
    await makeKeys(scenario);
    const record = (time: string, first: number, second: number) => ({
      key: `2026-01-15T${time}:00Z`,
      data: [
        { series_key: 1, value: first },
        { series_key: 2, value: second },
      ],
    });
    await make(scenario, `/api/buckets/${scenario.ids.get('bucketId')}`, [
      record('10:00', 42, 7.5),
      record('10:01', 43.5, 7.25),
      record('11:00', 40, 8),
    ]);
  },
};
