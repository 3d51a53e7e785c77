import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract, HandlerReply, Route } from '../contract/server/contract.ts';
import type { Environment, PublicContext } from '../domain/context.ts';
import { entityTag, names } from '../domain/entity-tag.ts';
import { ClientGone } from '../domain/errors.ts';
import { exactJson } from '../domain/exact-json.ts';
import { answerOf, refusalOf } from './answers.ts';
import type { Answer } from './idempotency.ts';
import { sendStream } from './stream.ts';

const jsonType = 'application/json; charset=utf-8';

/** What the metrics call an answer that nobody waits for. */
const clientGoneStatus = 499;

export interface PrepareOptions {
  contract: Contract<PublicContext>;
  /** Check every reply against the contract; a wrong one becomes 500. */
  validateReplies: boolean;
}

/** Makes a handler's reply an answer: text, media type, entity tag. */
export function prepare({ contract, validateReplies }: PrepareOptions, route: Route<PublicContext>, reply: HandlerReply): Answer {
  if (validateReplies) {
    const wrong = contract.judgeReply(route, reply);
    if (wrong.length > 0) throw new Error(`${route.id} replied against the contract: ${JSON.stringify(wrong)}`);
  }
  if (reply.stream) {
    const type = `${reply.mediaType ?? 'application/octet-stream'}; charset=utf-8`;
    return { status: reply.status, headers: { ...reply.headers, 'Content-Type': type }, body: '', stream: reply.stream };
  }
  if (reply.body === undefined) return { status: reply.status, headers: { ...reply.headers }, body: '' };
  const isText = typeof reply.body === 'string';
  const body = typeof reply.body === 'string' ? reply.body : exactJson(reply.body);
  const headers: Record<string, string> = {
    ...reply.headers,
    'Content-Type': isText && reply.mediaType ? `${reply.mediaType}; charset=utf-8` : jsonType,
  };
  if (route.hasEntityTag) headers['ETag'] = entityTag(body);
  return { status: reply.status, headers, body };
}

/** The answer, or 304 to a client that names its entity tag in `If-None-Match`. */
export function unlessSeen(answer: Answer, ifNoneMatch: string | undefined): Answer {
  const tag = answer.headers['ETag'];
  const isSeen = ifNoneMatch !== undefined && tag !== undefined && names(ifNoneMatch, tag, true);
  return isSeen ? { status: 304, headers: { ETag: tag }, body: '' } : answer;
}

/** Sends an answer. Node leaves the body of an answer to HEAD out by itself. `headers` go before its own. */
export function send(response: ServerResponse, { status, headers: own, body }: Answer, headers: Readonly<Record<string, string>>): void {
  if (status === 204 || status === 304) {
    response.writeHead(status, { ...headers, ...own, 'Cache-Control': 'private, no-cache' }).end();
    return;
  }
  const list = listOf(headers, own);
  list.push('Content-Length', String(Buffer.byteLength(body)));
  response.writeHead(status, list);
  response.end(body);
}

/** Sends an answer's chunks as they are made. A HEAD begins no stream. */
export async function sendAsMade(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  stream: AsyncIterable<string>,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const begin = () => void response.writeHead(answer.status, listOf(headers, answer.headers));
  if (request.method !== 'HEAD') return sendStream(response, stream, begin);
  begin();
  response.end();
}

/** A flat list, because Node reads it faster than an object. */
function listOf(headers: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>): string[] {
  const list = ['Cache-Control', 'private, no-cache', 'X-Content-Type-Options', 'nosniff'];
  for (const name in headers) list.push(name, headers[name] ?? '');
  for (const name in own) list.push(name, own[name] ?? '');
  return list;
}

/** An error as an answer. */
export function refusalAnswer(error: unknown, requestId: string, publicUrl: string): Answer {
  const { status, headers, body } = answerOf(error, requestId, publicUrl);
  return { status, headers: { ...headers, 'Content-Type': jsonType }, body };
}

/** Answers an error, and logs those that are not the caller's. */
export function fail(
  { environment }: { environment: Environment },
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  headers: Readonly<Record<string, string>>,
): void {
  const requestId = headers['X-Request-Id'] ?? '';
  if (error instanceof ClientGone) {
    environment.log.debug({ requestId, method: request.method }, 'the client went away');
    response.statusCode = clientGoneStatus;
    return void response.destroy();
  }
  const refusal = refusalOf(error);
  if (refusal === null || refusal.code === 'unavailable')
    environment.log.error({ requestId, method: request.method, err: error }, 'request failed');
  if (response.headersSent) return void response.destroy();
  send(response, refusalAnswer(error, requestId, environment.publicUrl), headers);
}
