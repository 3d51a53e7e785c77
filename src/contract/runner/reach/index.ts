import type { ErrorCode } from '../../../../generated/errors.ts';
import type { Check } from '../probe.ts';
import { prepare, probe } from '../probe.ts';
import { differences } from '../judge.ts';
import { at, happyRequest, jsonOf } from '../scenario.ts';
import { reachNotModified, reachPreconditionFailed } from './conditional.ts';
import { reachForeignOrigin, reachOverLimit, reachPremium, reachReadOnlyProject, reachRefused } from './access.ts';
import { reachExpiredKey, reachInvalidKey, reachNotFound, reachUnauthenticated } from './credentials.ts';
import { reachInProgress, reachKeyReused } from './idempotency.ts';
import { reachInvalid, reachMalformed } from './invalid.ts';
import { reachFault, reachFullLog, reachNotAcceptable, reachQuotaExceeded, reachTooLarge, reachUnsupported } from './protocol.ts';
import { reachTooManyStreams } from './streams.ts';
import { reachSuccess } from './success.ts';

type Reacher = (check: Check) => Promise<void>;

/** How each error is caused on any operation. `null`: only by the state and request that an example names. */
const reachers: Record<ErrorCode, Reacher | null> = {
  unauthenticated: reachUnauthenticated,
  api_key_invalid: reachInvalidKey,
  api_token_expired: reachExpiredKey,
  forbidden: reachRefused('forbidden'),
  premium_required: reachPremium,
  shared_account_write_forbidden: reachRefused('shared_account_write_forbidden'),
  api_token_scope_denied: reachRefused('api_token_scope_denied'),
  project_scope_forbidden: null,
  project_write_forbidden: reachReadOnlyProject,
  account_context_forbidden: null,
  over_limit: reachOverLimit,
  origin_forbidden: reachForeignOrigin,
  login_failed: null,
  password_wrong: null,
  link_invalid: null,
  sign_up_closed: null,
  not_found: reachNotFound,
  method_not_allowed: null,
  not_acceptable: reachNotAcceptable,
  validation_failed: reachInvalid,
  partial_write: null,
  malformed_json: reachMalformed,
  conflict: null,
  idempotency_in_progress: reachInProgress,
  idempotency_key_reused: reachKeyReused,
  precondition_failed: reachPreconditionFailed,
  payload_too_large: reachTooLarge,
  unsupported_media_type: reachUnsupported,
  rate_limited: reachFullLog,
  quota_exceeded: reachQuotaExceeded,
  too_many_streams: reachTooManyStreams,
  internal_error: reachFault,
  unavailable: reachFault,
};

/** An error that belongs to one operation: its example's request in its example's state answers it exactly. */
async function reachNamed(check: Check): Promise<void> {
  const { document, operation, cell } = check;
  const scenario = await prepare(check);
  const request = happyRequest(document, scenario, operation, cell.example);
  const code = String(at(check.example, 'code'));
  const response = await probe(check, scenario, request, { status: cell.status, code, why: `the example ${cell.example}` });
  if (check.target.harness && response.status === cell.status)
    for (const found of differences(check.example, jsonOf(response))) check.fail(found, scenario);
}

/** Makes the server answer a cell, and judges what it says. @throws Error when nothing knows how */
export async function reach(check: Check): Promise<void> {
  const { cell } = check;
  if (cell.status === 304) return reachNotModified(check);
  if (cell.status < 300) return reachSuccess(check);
  if (cell.given !== null) return reachNamed(check);
  const code = at(check.example, 'code');
  const reacher = typeof code === 'string' && isCode(code) ? reachers[code] : null;
  if (!reacher) throw new Error(`nothing knows how to cause ${String(code)} on ${check.operation.id}; give the example a state in x-given`);
  return reacher(check);
}

const isCode = (code: string): code is ErrorCode => code in reachers;
