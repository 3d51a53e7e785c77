import { changes } from '../permissions.ts';
import type { Check, Expectation } from './probe.ts';
import { at, jsonOf } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import type { AuditEntry } from './target.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** Tells what is wrong with what a request has left in the audit log. */
type Verdict = (response: WireResponse) => Promise<string[]>;

const nothing: Verdict = async () => [];

/**
 * Watches the audit log over one request. A success leaves an entry of the operation's `x-audit` with the request's id and the
 * caller's credential, a refusal and a replay leave none, and no entry holds a secret.
 */
export async function watchAudit(check: Check, scenario: Scenario, request: WireRequest, expected: Expectation): Promise<Verdict> {
  const { operation, target } = check;
  const action = operation.object['x-audit'] ?? 'none';
  // While the database is broken nobody can look; that nothing is changed without its entry is tested on its own.
  if (!changes(operation.method, operation.object) || expected.status >= 500) return nothing;
  const { harness } = target;
  if (!harness) return (response) => judgeByApi(scenario, action, request, response);
  const before = new Set((await harness.auditLog()).map(({ id }) => id));
  const secret = secretOf(request);
  const credentialId = secret === null || operation.object['x-access'].includes('public') ? null : await harness.credentialId(secret);
  return async (response) => {
    const left = (await harness.auditLog()).filter(({ id }) => !before.has(id));
    // 202: nothing has happened yet.
    const isDone = response.status < 300 && response.status !== 202 && response.headers['idempotent-replayed'] === undefined;
    if (!isDone || action === 'none') return left.map((entry) => `the audit log has got ${entry.action}, where nothing belongs`);
    const requestId = response.headers['x-request-id'] ?? '';
    const strange = left.filter((entry) => entry.requestId !== requestId || (credentialId !== null && entry.credentialId !== credentialId));
    return [
      ...(left.some((entry) => entry.action === action) ? [] : [`the audit log has not got ${action}`]),
      ...strange.map((entry) => `the entry ${entry.action} of the audit log has another request id or caller`),
      ...leaks(left, scenario, request, response),
    ];
  };
}

/** From outside only what a success leaves is looked at, because each look is a request. */
async function judgeByApi(scenario: Scenario, action: string, request: WireRequest, response: WireResponse): Promise<string[]> {
  if (action === 'none' || response.status >= 300 || response.headers['idempotent-replayed'] !== undefined) return [];
  const path = `/api/audit-log?limit=1000&requestId=${encodeURIComponent(response.headers['x-request-id'] ?? '')}`;
  const reply = await scenario.target.wire.send({ method: 'GET', path, headers: { 'X-API-Key': scenario.ground.adminKey } });
  const data = reply.status === 200 ? at(jsonOf(reply), 'data') : undefined;
  if (!Array.isArray(data)) return [`GET ${path} answered ${reply.status}`];
  const left = data.map((entry: unknown) => ({ action: String(at(entry, 'action')), text: JSON.stringify(entry) }));
  if (!left.some((entry) => entry.action === action)) return [`the audit log has not got ${action}`];
  return leaks(left, scenario, request, response);
}

const secretPattern = /tt_[a-z]_[0-9A-Za-z]{36}/;

function leaks(
  entries: readonly Pick<AuditEntry, 'action' | 'text'>[],
  scenario: Scenario,
  request: WireRequest,
  response: WireResponse,
): string[] {
  const said = [
    ...scenario.keys.values(),
    ...secretsIn(request.body?.toString('utf8') ?? ''),
    ...secretsIn(response.body.toString('utf8')),
  ];
  const secrets = said.filter((secret) => secret.length > 7);
  const isLeaky = ({ text }: Pick<AuditEntry, 'text'>) => secretPattern.test(text) || secrets.some((secret) => text.includes(secret));
  return entries.filter(isLeaky).map(({ action }) => `the entry ${action} of the audit log has a secret`);
}

/** The texts in a JSON body that its names call secret. */
function secretsIn(json: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(json, (name, value: unknown) => {
      if (typeof value === 'string' && /password|token|secret/i.test(name)) found.push(value);
      return value;
    });
  } catch {
    return [];
  }
  return found;
}

/** The credential that a request carries. */
function secretOf({ headers }: WireRequest): string | null {
  const text = headers['X-API-Key'] ?? headers['Authorization'] ?? headers['Cookie'] ?? '';
  return secretPattern.exec(text)?.[0] ?? null;
}
