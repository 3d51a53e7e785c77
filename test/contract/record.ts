import { readFile, writeFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { cells } from '../../generated/cells.ts';
import type { Cell } from '../../generated/cells.ts';
import { operationsOf } from '../../src/contract/openapi.ts';
import { credentialOf } from '../../src/contract/runner/callers.ts';
import { usualCaller } from '../../src/contract/runner/credential.ts';
import { states } from '../../src/contract/runner/states.ts';
import { beginScenario, canonical, happyRequest, jsonOf, send } from '../../src/contract/runner/scenario.ts';
import type { Target } from '../../src/contract/runner/target.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { startTemporary } from '../../src/db/embedded.ts';
import { prepareSchema } from '../../src/db/open.ts';
import { readDocument } from '../../src/http/application.ts';
import { startHarness } from '../support/harness.ts';

// Records the documented examples from the server: `npm run examples`. Look at the diff before you commit it.

/** What the server answers to the example's request in the example's state. */
async function answerTo(target: Target, cell: Cell): Promise<unknown> {
  const document = await readDocument();
  const operation = operationsOf(document).find((one) => one.id === cell.operation);
  if (!operation || cell.given === null) throw new Error(`${cell.operation} ${cell.example} has no state`);
  const scenario = await beginScenario(target);
  await states[cell.given](scenario);
  const caller = usualCaller(operation);
  if (!scenario.keys.has(caller)) scenario.keys.set(caller, (await credentialOf(scenario, caller)) ?? '');
  const request = happyRequest(document, scenario, operation, cell.example);
  const accept: Record<string, string> = cell.mediaType === 'application/json' || cell.mediaType === null ? {} : { Accept: cell.mediaType };
  const response = await send(scenario, { ...request, headers: { ...request.headers, ...accept } });
  if (response.status !== cell.status)
    throw new Error(`${cell.operation} ${cell.example} answered ${response.status}: ${response.body.toString('utf8')}`);
  return cell.mediaType === 'application/json' ? jsonOf(response) : canonical(response.body.toString('utf8'));
}

/** How sections of media types beside JSON are named. */
const sections: Record<string, string> = { 'text/csv': '-csv', 'application/x-ndjson': '-ndjson', 'text/event-stream': '-events' };

async function record(target: Target): Promise<void> {
  const texts = new Map<string, ReturnType<typeof parseDocument>>();
  for (const cell of cells) {
    if (cell.given === null || cell.mediaType === null) continue;
    const file = `openapi/examples/${cell.operation}.yaml`;
    const document = texts.get(file) ?? parseDocument(await readFile(file, 'utf8'));
    texts.set(file, document);
    const section = String(cell.status) + (sections[cell.mediaType] ?? '');
    const value = document.createNode(await answerTo(target, cell));
    document.setIn([section, cell.example, 'value'], value);
  }
  for (const [file, document] of texts)
    await writeFile(file, document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' }));
}

const postgres = await startTemporary();
try {
  const db = await openDatabase({ url: postgres.url, poolMax: 5, statementTimeoutMs: 30_000 });
  await prepareSchema(db);
  const harness = await startHarness(db);
  try {
    await record(harness.target);
  } finally {
    await harness.close();
    await db.destroy();
  }
} finally {
  await postgres.stop();
}
