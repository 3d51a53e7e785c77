import { cells } from '../../../generated/cells.ts';
import type { Cell } from '../../../generated/cells.ts';
import { follow, operationsOf } from '../openapi.ts';
import type { OpenApiDocument, Operation } from '../openapi.ts';
import { createJudge } from './judge.ts';
import { checkPaths } from './paths.ts';
import { Unreachable } from './probe.ts';
import type { Check } from './probe.ts';
import { reach } from './reach/index.ts';
import type { Scenario } from './scenario.ts';
import type { Target } from './target.ts';
import { curlOf } from './wire.ts';

/** One thing that is wrong, and the command line that shows it. */
export interface Failure {
  problem: string;
  curl: string | null;
}

export interface CellResult {
  operation: string;
  tag: string;
  status: number;
  mediaType: string | null;
  example: string;
  outcome: 'passed' | 'failed' | 'unreachable';
  /** Why it is unreachable. */
  reason: string | null;
  failures: Failure[];
  /** Answers that were judged. */
  requests: number;
  durationMs: number;
}

export interface RunReport {
  baseUrl: string;
  apiVersion: string;
  cells: CellResult[];
  /** What holds for paths: 405, OPTIONS, 404. */
  paths: { failures: Failure[]; requests: number };
  durationMs: number;
}

export interface RunOptions {
  document: OpenApiDocument;
  target: Target;
  /** Only these operations. */
  operations?: readonly string[];
  /** Whether the rules for paths are checked too; with all operations they are. */
  paths?: boolean;
  /** Told of each cell when it is done. */
  onCell?: (result: CellResult) => void;
}

const mostFailures = 20;

/** Executes every cell of the contract, one after the other, and the rules for paths. */
export async function runContract({
  document,
  target,
  operations,
  paths: wantsPaths = operations === undefined,
  onCell,
}: RunOptions): Promise<RunReport> {
  const started = performance.now();
  const judge = createJudge(document);
  const known = new Map(operationsOf(document).map((operation) => [operation.id, operation]));
  const results: CellResult[] = [];
  for (const cell of cells) {
    if (operations && !operations.includes(cell.operation)) continue;
    const operation = known.get(cell.operation);
    if (!operation) throw new Error(`the document lacks ${cell.operation}; run npm run generate`);
    const result = await runCell({ document, target, judge, operation, cell, example: exampleOf(document, operation, cell) });
    results.push(result);
    onCell?.(result);
  }
  const paths: RunReport['paths'] = { failures: [], requests: 0 };
  if (wantsPaths)
    paths.requests = await checkPaths(
      document,
      target,
      (_path, problem, scenario) => void paths.failures.push({ problem, curl: curlFor(target, scenario) }),
    );
  return { baseUrl: target.baseUrl, apiVersion: document.info.version, cells: results, paths, durationMs: performance.now() - started };
}

async function runCell(base: Omit<Check, 'fail' | 'count'>): Promise<CellResult> {
  const { cell, operation, target } = base;
  const started = performance.now();
  const failures: Failure[] = [];
  let requests = 0;
  let reason: string | null = null;
  const check: Check = {
    ...base,
    fail: (problem, scenario) => void (failures.length < mostFailures && failures.push({ problem, curl: curlFor(target, scenario) })),
    count: () => void requests++,
  };
  try {
    await reach(check);
    if (requests === 0) check.fail('no answer was judged', null);
  } catch (error) {
    if (error instanceof Unreachable) reason = error.message;
    else check.fail(`the check broke off: ${error instanceof Error ? error.message : String(error)}`, null);
  }
  const outcome = failures.length > 0 ? 'failed' : reason === null ? 'passed' : 'unreachable';
  const tag = operation.object.tags[0] ?? '';
  return {
    operation: cell.operation,
    tag,
    status: cell.status,
    mediaType: cell.mediaType,
    example: cell.example,
    outcome,
    reason,
    failures,
    requests,
    durationMs: performance.now() - started,
  };
}

function curlFor(target: Target, scenario: Scenario | null): string | null {
  return scenario?.last ? curlOf(target.baseUrl, scenario.last.request) : null;
}

/** The documented value of a cell's example. */
function exampleOf(document: OpenApiDocument, operation: Operation, cell: Cell): unknown {
  const entry =
    cell.mediaType === null ? undefined : operation.responses.get(cell.status)?.content?.[cell.mediaType]?.examples?.[cell.example];
  return entry && follow(document, entry).value;
}
