import { operationsOf } from '../openapi.ts';
import type { OpenApiDocument, Operation } from '../openapi.ts';
import { callers, verdictsOf } from '../permissions.ts';
import type { Caller, Verdict } from '../permissions.ts';
import { credentialOf } from './callers.ts';
import { usualCaller, withCredential } from './credential.ts';
import { firstSuccess } from './probe.ts';
import { at, beginScenario, happyRequest, jsonOf, make, send, textAt } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import { states } from './states.ts';
import type { Harness, Target } from './target.ts';
import { curlOf } from './wire.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** How a caller stands to what a request names. */
type Standing = 'of another organization' | 'with other projects only' | 'with its project only';

/** What was executed of the matrix, and what was wrong. */
export interface MatrixReport {
  /** Entries by standing: operation and kind of caller. */
  executed: Record<Standing, number>;
  failures: string[];
}

/** One operation in the state of its first success, and a way to send its usual request. */
interface Bench {
  operation: Operation;
  scenario: Scenario;
  request: WireRequest;
  harness: Harness;
  /** A secret of the organization that everything in the scenario is of. */
  own: string;
}

/** The kinds of caller whose membership may be limited to projects. */
const limited = callers.filter((caller) => /^(session|user):(viewer|editor)/.test(caller));

/**
 * Every operation that needs a credential, called by every kind of caller who is of another organization, is limited to other projects
 * or to the right one. A stranger sees none of the organization's ids, and changes none of its rows; who may gets what the
 * permission table says.
 */
export async function checkMatrix(document: OpenApiDocument, target: Target, only?: readonly string[]): Promise<MatrixReport> {
  const { harness } = target;
  if (!harness) throw new Error('the matrix needs powers over the server');
  const report: MatrixReport = {
    executed: { 'of another organization': 0, 'with other projects only': 0, 'with its project only': 0 },
    failures: [],
  };
  for (const operation of operationsOf(document)) {
    if (operation.object['x-access'].includes('public') || (only && !only.includes(operation.id))) continue;
    const verdicts = verdictsOf(operation.method, operation.object);
    const begin = async (isInProject = false): Promise<Bench> => begun(document, target, harness, operation, isInProject);
    const failIn = (bench: Bench, caller: Caller, standing: Standing) => {
      report.executed[standing]++;
      const curl = () => bench.scenario.last && curlOf(target.baseUrl, bench.scenario.last.request);
      return (problem: string) => void report.failures.push(`${operation.id} by ${caller} ${standing}: ${problem}\n    ${curl()}`);
    };

    const bench = await begin();
    const foreign: Scenario = { ...bench.scenario, ids: new Map(), keys: new Map(), last: null };
    foreign.ground = { ...bench.scenario.ground, adminKey: bench.scenario.ground.foreignAdminKey ?? '' };
    for (const caller of callers) {
      const fail = failIn(bench, caller, 'of another organization');
      const secret = await credentialOf(foreign, caller);
      if (secret !== null) await judgeStranger(bench, { secret, codes: [verdicts[caller], ...hiding], known: [] }, fail);
    }
    const elsewhere = await harness.emptyProject(bench.own);
    for (const caller of limited) {
      const fail = failIn(bench, caller, 'with other projects only');
      const secret = await harness.credential(bench.own, caller, [elsewhere.projectId]);
      const codes = refusalsOf(verdicts[caller], operation);
      await judgeStranger(bench, { secret, codes, known: Object.values(elsewhere) }, fail);
    }
    for (const caller of limited) {
      if (verdicts[caller] !== 'allowed' || !isOfProject(bench)) continue;
      const fresh = await begin(true);
      const fail = failIn(fresh, caller, 'with its project only');
      const projectId = fresh.scenario.ids.get('projectId') ?? '';
      const secret = await harness.credential(fresh.own, caller, [projectId]);
      const response = await send(fresh.scenario, withCredential(fresh.request, secret));
      if (!operation.responses.has(response.status) || response.status >= 300) fail(told(response));
    }
  }
  return report;
}

/** How an organization is hidden from strangers, and refused to them. */
const hiding = ['not_found', 'account_context_forbidden'];

/** How somebody with other projects only may be refused. */
function refusalsOf(verdict: Verdict, { object }: Operation): string[] {
  if (verdict === 'allowed') return ['project_scope_forbidden', ...(object['x-own'] === true ? ['not_found'] : [])];
  return verdict === 'shared_account_write_forbidden' ? ['project_write_forbidden', 'project_scope_forbidden'] : [verdict];
}

/** Somebody who may not see what the request names. */
interface Stranger {
  secret: string;
  /** What the refusal may be. */
  codes: readonly string[];
  /** Ids of the organization that they may know. */
  known: readonly string[];
}

const told = ({ status, body }: WireResponse) => `answered ${status} ${body.toString('utf8').slice(0, 200)}`;

/** Whether the request names something that lies in a project. */
function isOfProject({ operation, scenario, request }: Bench): boolean {
  if (/\{(projectId|dashboardId|bucketId)\}/.test(operation.path)) return true;
  const bucketId = scenario.ids.get('bucketId');
  return bucketId !== undefined && textOf(request).includes(bucketId);
}

const textOf = ({ path, body }: WireRequest) => `${path} ${body?.toString('utf8') ?? ''}`;

async function begun(
  document: OpenApiDocument,
  target: Target,
  harness: Harness,
  operation: Operation,
  isInProject: boolean,
): Promise<Bench> {
  const scenario = await beginScenario(target);
  const { example, given } = firstSuccess(document, operation);
  if (given !== null) await states[given](scenario);
  const bucketId = scenario.ids.get('bucketId');
  if (isInProject && bucketId !== undefined) await putIntoProject(scenario, bucketId);
  const caller = usualCaller(operation);
  scenario.keys.set(caller, (await credentialOf(scenario, caller)) ?? '');
  const own = scenario.keys.get('session:owner') ?? scenario.ground.adminKey;
  return { operation, scenario, harness, own, request: happyRequest(document, scenario, operation, example, caller) };
}

/** Puts the bucket on a dashboard of a new project. */
async function putIntoProject(scenario: Scenario, bucketId: string): Promise<void> {
  const projectId = textAt(await make(scenario, '/api/projects', { name: 'Project of the bucket' }), 'data', 'id');
  const dashboardId = textAt(await make(scenario, `/api/projects/${projectId}/dashboards`, { name: 'Its dashboard' }), 'data', 'id');
  await make(scenario, `/api/buckets/${bucketId}`, { dashboardId }, 'PATCH');
  scenario.ids.set('projectId', projectId);
}

/**
 * A request of somebody who may not see what it names. One that names nothing of the organization may succeed; no answer shows
 * more of it than the request has said, and none of its rows is another than before.
 */
async function judgeStranger(bench: Bench, { secret, codes, known }: Stranger, fail: (problem: string) => void): Promise<void> {
  const { harness, own, scenario } = bench;
  const request = withCredential(bench.request, secret);
  const look = await harness.watch(own, secret);
  const before = await look();
  const hidden = before.ids.filter((id) => !known.includes(id));
  const response = await send(scenario, request);
  const said = textOf(request);
  const answer = `${response.headers['location'] ?? ''} ${response.body.toString('utf8')}`;
  const shown = hidden.filter((id) => answer.includes(id) && !said.includes(id));
  if (shown.length > 0) fail(`shows ${shown.join(', ')}: ${told(response)}`);
  const after = await look();
  const changed = Object.keys(after.tables).filter((table) => after.tables[table] !== before.tables[table]);
  if (changed.length > 0) fail(`changed ${changed.join(', ')}: ${told(response)}`);
  const named = hidden.some((id) => said.includes(id));
  if (response.status < 300) {
    if (named || codes.some((code) => !['allowed', 'project_scope_forbidden', ...hiding].includes(code))) fail(told(response));
    return;
  }
  const code = String(at(jsonOf(response), 'code'));
  // What they have made before for themselves may stand in the way.
  const isInTheWay = code === 'conflict' && !named;
  if (!codes.includes(code) && !isInTheWay && !isRefusedName(bench, code)) fail(told(response));
}

/** A body that names what is not there is invalid. */
const isRefusedName = ({ operation }: Bench, code: string) => code === 'validation_failed' && operation.object.requestBody !== undefined;
