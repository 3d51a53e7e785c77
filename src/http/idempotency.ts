import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Context } from '../domain/context.ts';
import { transaction } from '../domain/context.ts';
import { ApiError } from '../domain/errors.ts';
import type { Steps } from '../domain/turns.ts';
import { claimAnswers, findAnswers, storeAnswers } from './queries.ts';
import type { AnswerKey, AnswerRow } from './queries.ts';

/** Answers are repeated for this long. */
export const keptMs = 24 * 60 * 60 * 1000;

/** A successful answer, ready to be sent. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** The body in chunks, in place of `body`. Operations that repeat answers have none. */
  stream?: AsyncIterable<string>;
}

/** What makes two requests the same: operation, address and body, byte for byte as it was before it was compressed. */
export function* fingerprint(operationId: string, url: string, body: Buffer = Buffer.alloc(0)): Steps<Buffer> {
  const hash = createHash('sha256').update(`${operationId}\n${url}\n`);
  for (let at = 0; at < body.length; at += bytesOfStep) {
    if (at > 0) yield;
    hash.update(body.subarray(at, at + bytesOfStep));
  }
  return hash.digest();
}

const bytesOfStep = 1024 * 1024;

/** What a request is repeated by. */
export interface Repeat {
  idempotencyKey: string;
  /** The caller's key. */
  secret: string;
  /** The request's fingerprint. */
  request: Buffer;
}

/**
 * Runs `work` once for a key. Its effect and its answer are committed in one transaction, so a repeat after a crash
 * runs it again if and only if nothing was done. Failures are not kept.
 *
 * @throws ApiError 409 while the first request runs, 422 when the key was used for another request
 */
export async function once(context: Context, repeat: Repeat, work: (inner: Context) => Promise<Answer>): Promise<Answer> {
  const key = answerKeyOf(context, repeat);
  const now = context.clock.now();
  return transaction(context, async (inner) => {
    const [isClaimed] = await claimAnswers(inner.db, [key]);
    if (!isClaimed) throw new ApiError('idempotency_in_progress');
    const [kept] = await findAnswers(inner.db, [key], new Date(now - keptMs));
    if (kept) return repeated(kept, repeat);
    const answer = await work(inner);
    await storeAnswers(inner.db, [{ key, row: rowOf(answer, repeat) }], new Date(now));
    return answer;
  });
}

export function answerKeyOf({ principal }: Context, { idempotencyKey }: Repeat): AnswerKey {
  return { organizationId: principal.organizationId, callerId: principal.credentialId, idempotencyKey };
}

/** An answer as it is kept. */
export function rowOf(answer: Answer, { idempotencyKey, secret, request }: Repeat): AnswerRow {
  return { request_sha256: request, answer: seal(JSON.stringify({ ...answer, body: answer.body.toString() }), secret, idempotencyKey) };
}

/** A kept answer, to be sent again. @throws ApiError 422 when it is that of another request */
export function repeated(kept: AnswerRow, { idempotencyKey, secret, request }: Repeat): Answer {
  if (!kept.request_sha256.equals(request))
    throw new ApiError('idempotency_key_reused', [{ location: 'header.Idempotency-Key', message: 'belongs to another request' }]);
  const answer: Answer = JSON.parse(unseal(kept.answer, secret, idempotencyKey));
  return { ...answer, headers: { ...answer.headers, 'Idempotent-Replayed': 'true' } };
}

/** Answers may hold a secret that is shown once, so they are sealed with the caller's key, which is not stored. */
function sealingKey(secret: string, idempotencyKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, idempotencyKey, 'telltale idempotent answer', 32));
}

/** AES-256-GCM: 12 bytes of nonce, 16 of tag, then the text. */
function seal(text: string, secret: string, idempotencyKey: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(secret, idempotencyKey), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function unseal(bytes: Buffer, secret: string, idempotencyKey: string): string {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(secret, idempotencyKey), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
