import { answerExamplesOf } from '../openapi.ts';
import type { OpenApiDocument, Operation } from '../openapi.ts';
import type { Cell } from '../../../generated/cells.ts';
import { watchAudit } from './audit.ts';
import { credentialOf } from './callers.ts';
import { usualCaller } from './credential.ts';
import { differences } from './judge.ts';
import type { Judge } from './judge.ts';
import { beginScenario, happyRequest, jsonOf, send } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import { states } from './states.ts';
import type { Target } from './target.ts';
import { Unreachable } from './unreachable.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** What a cell's check works with. */
export interface Check {
  document: OpenApiDocument;
  target: Target;
  judge: Judge;
  operation: Operation;
  cell: Cell;
  /** The documented value of the cell's example. */
  example: unknown;
  /** Notes what is wrong, with the request that showed it. */
  fail(problem: string, scenario: Scenario | null): void;
  /** Counts a request that was judged. */
  count(): void;
}

export { Unreachable };

/** A fresh scenario in the state that the operation's first success needs, or in a named one. */
export async function prepare({ document, target, operation, cell }: Check, given?: Cell['given']): Promise<Scenario> {
  const scenario = await beginScenario(target);
  const state = given ?? cell.given ?? firstSuccess(document, operation).given;
  if (state !== null) await states[state](scenario);
  const caller = usualCaller(operation);
  if (!scenario.keys.has(caller)) {
    const credential = await credentialOf(scenario, caller);
    if (credential === null) throw new Unreachable(`a credential of ${caller} cannot be made from outside`);
    scenario.keys.set(caller, credential);
  }
  return scenario;
}

/** The example by which the operation succeeds first, and its state. */
export function firstSuccess(document: OpenApiDocument, operation: Operation): { example: string; given: Cell['given'] } {
  const successes = [...operation.responses].filter(([status]) => status < 300);
  const [first] = successes.flatMap(([, response]) => answerExamplesOf(document, response));
  if (!first) throw new Error(`${operation.id} documents no success`);
  const given = first.example['x-given'];
  return { example: first.name, given: isState(given) ? given : null };
}

const isState = (name: string | undefined): name is NonNullable<Cell['given']> => name !== undefined && name in states;

/** The request by which the operation succeeds first. */
export function usualRequest(check: Check, scenario: Scenario, caller: string = usualCaller(check.operation)): WireRequest {
  return happyRequest(check.document, scenario, check.operation, firstSuccess(check.document, check.operation).example, caller);
}

/** The status by which the operation succeeds first. */
export function successOf({ operation }: Check): number {
  return [...operation.responses.keys()].find((status) => status < 300) ?? 200;
}

export interface Expectation {
  status: number;
  /** The machine code of an error. */
  code?: string;
  replay?: boolean;
  /** What was done to the request, for the report. */
  why: string;
}

/**
 * Sends a request and judges its answer: by the contract, by the expected status, and an error by its example's
 * code, title, sentence and page.
 */
export async function probe(check: Check, scenario: Scenario, request: WireRequest, expected: Expectation): Promise<WireResponse> {
  const { operation, judge, target, cell } = check;
  const judgeAudit = await watchAudit(check, scenario, request, expected);
  const response = await send(scenario, request);
  check.count();
  const problem = (text: string) => check.fail(`${expected.why}: ${text}`, scenario);
  for (const found of await judgeAudit(response)) problem(found);
  if (response.status !== expected.status) {
    problem(`answered ${response.status} instead of ${expected.status}: ${response.body.toString('utf8').slice(0, 300)}`);
    return response;
  }
  const limitedPlan = target.harness !== null && !operation.object['x-access'].includes('public');
  const circumstances = { limitedPlan, replay: expected.replay ?? false, head: request.method === 'HEAD' };
  for (const found of judge(operation, response, circumstances)) problem(found);
  if (expected.code === undefined || request.method === 'HEAD') return response;
  const body = jsonOf(response);
  const members = ['error', 'code', 'message', ...(target.harness ? ['docs'] : [])];
  const documented = cell.status === expected.status ? check.example : { code: expected.code };
  for (const found of differences(documented, body, cell.status === expected.status ? members : ['code'])) problem(found);
  return response;
}
