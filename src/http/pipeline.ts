import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import { parseBody } from '../contract/server/body.ts';
import { readParameters, validateBody } from '../contract/server/contract.ts';
import type { Contract, HandlerReply, Route } from '../contract/server/contract.ts';
import { readBody } from '../contract/server/encoding.ts';
import { requireForm } from '../contract/server/media.ts';
import type { Confine } from '../db/row-security.ts';
import type { Context, Environment, PublicContext } from '../domain/context.ts';
import { entityTag, names } from '../domain/entity-tag.ts';
import { ApiError, ClientGone } from '../domain/errors.ts';
import { exactJson } from '../domain/exact-json.ts';
import type { Principal } from '../domain/principal.ts';
import { answerOf, inReportingForm, refusalOf } from './answers.ts';
import { authorize, requireOrigin } from './authorize.ts';
import type { ClientAddress } from './client-address.ts';
import { readCredential, readSessionCookie } from './credentials.ts';
import { fingerprint, once } from './idempotency.ts';
import type { Answer } from './idempotency.ts';
import type { Keys } from './keys.ts';
import { otherOperation } from './operator/meter.ts';
import type { Meter } from './operator/meter.ts';
import type { Admission, Quota } from './quota.ts';
import { sendStream } from './stream.ts';

export interface PipelineOptions {
  contract: Contract<PublicContext>;
  environment: Environment;
  keys: Keys;
  quota: Quota;
  clientAddress: ClientAddress;
  /** Gives the handle for the statements of one organization. */
  confine: Confine;
  meter: Meter;
  /** By operation: faster ways to read JSON bodies that are right; undefined for bodies that they do not know. */
  bodyReaders: Readonly<Record<string, (bytes: Buffer) => unknown>>;
  /** Check every reply against the contract; a wrong one becomes 500. */
  validateReplies: boolean;
}

const requestIdPattern = /^[A-Za-z0-9._:/+=-]{1,128}$/;
const jsonType = 'application/json; charset=utf-8';

/** The request's own id when it is well-formed, or a new one. */
export function requestIdOf(headers: IncomingHttpHeaders, environment: Environment): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && requestIdPattern.test(sent) ? sent : environment.ids.requestId();
}

/** Handles every request whose path the contract knows, and passes the others on. */
export function createPipeline(options: PipelineOptions) {
  const { contract, environment, meter } = options;
  return function pipeline(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    const { method = 'GET', url = '/' } = request;
    const mark = url.indexOf('?');
    const path = mark === -1 ? url : url.slice(0, mark);
    const match = contract.match(method, path);
    if (match.kind === 'unknown') return next();
    const begun = performance.now();
    const operation = match.kind === 'route' ? match.route.id : otherOperation;
    const headers: Record<string, string> = { 'X-Request-Id': requestIdOf(request.headers, environment) };
    const answering =
      match.kind === 'route'
        ? serve(options, request, response, match.route, match.path, mark === -1 ? '' : url.slice(mark + 1), headers)
        : otherMethod(method, match.allow, headers);
    const isReporting = match.kind === 'route' && match.route.isReporting;
    void answering
      .then((answer) => deliver(request, response, answer, headers))
      .catch((error: unknown) => fail(options, request, response, isReporting ? inReportingForm(error) : error, headers))
      .then(() => meter.answered(operation, response.statusCode, performance.now() - begun));
  };
}

/** What the metrics call an answer that nobody waits for. */
const clientGoneStatus = 499;

const noContent: Answer = { status: 204, headers: {}, body: '' };

async function otherMethod(method: string, allow: string, headers: Record<string, string>): Promise<Answer> {
  headers['Allow'] = allow;
  if (method !== 'OPTIONS') throw new ApiError('method_not_allowed');
  return noContent;
}

/** The way of one request, from its credential to its answer. Headers that belong to refusals too are put into `headers`. */
async function serve(
  options: PipelineOptions,
  request: IncomingMessage,
  response: ServerResponse,
  route: Route<PublicContext>,
  path: Record<string, string | undefined>,
  queryString: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const { environment } = options;
  const requestId = headers['X-Request-Id'] ?? '';
  const secret = route.isPublic ? '' : readCredential(request.headers, route.queryKey, queryString);
  const admitted = route.isPublic ? null : admit(options, route, path, secret, headers);
  const principal = admitted instanceof Promise ? await admitted : admitted;
  if (route.setsCookie || (route.isChange && principal?.kind === 'session')) requireOrigin(request.headers, environment.publicUrl);
  const mediaType = agree(request, route.mediaTypes);
  const form = route.takes.length > 0 ? requireForm(request.headers, route.takes) : undefined;
  const limit = route.isBulk ? environment.limits.bulkBodyBytes : environment.limits.bodyBytes;
  const bytes = form && (await readBody(request, limit, form.encoding));
  const contentType = form?.contentType;
  const isJson = contentType === 'application/json';
  if (bytes) options.meter.received(route.id, bytes.length);
  const { parameters, details } = readParameters(route, path, queryString, request.headers);
  const known = bytes && isJson ? options.bodyReaders[route.id]?.(bytes) : undefined;
  const body = known ?? (bytes && isJson ? parseBody(bytes) : bytes);
  if (bytes && isJson && known === undefined) details.push(...validateBody(route, body, bytes.length));
  if (details.length > 0) throw new ApiError('validation_failed', details);
  const run = async (context: PublicContext): Promise<Answer> => {
    try {
      return await handle(context);
    } catch (error) {
      if (!(error instanceof ApiError) || error.nuance.isDone !== true) throw error;
      const refused = answerOf(error, requestId, environment.publicUrl);
      return { ...refused, headers: { ...refused.headers, 'Content-Type': jsonType } };
    }
  };
  const handle = async (context: PublicContext): Promise<Answer> => {
    const reply = await route.handler({ path: parameters.path, query: parameters.query, body, contentType, mediaType }, context);
    return prepare(options, route, reply);
  };
  const { headers: sent, socket } = request;
  const client = {
    address: options.clientAddress(socket.remoteAddress, sent['x-forwarded-for']),
    userAgent: sent['user-agent'] ?? '',
    session: readSessionCookie(sent),
  };
  if (!principal) return run({ ...environment, requestId, client });
  let signal: AbortSignal | undefined;
  const context: Context = {
    ...environment,
    db: route.isPersonal ? environment.db : options.confine(principal.organizationId),
    requestId,
    client,
    principal,
    ifMatch: route.takesIfMatch ? parameters.header['if-match'] : undefined,
    lastEventId: parameters.header['last-event-id'],
    async recheck() {
      const current = await options.keys.check(secret);
      authorize(route, current, path);
      return current;
    },
    // Few handlers ask for it, so that it is made when one does. As a getter it would give each request a shape of its own.
    signal: () => (signal ??= signalOf(response)),
  };
  const idempotencyKey = route.isIdempotent ? parameters.header['idempotency-key'] : undefined;
  if (idempotencyKey !== undefined) {
    const kind = form && !isJson ? `${route.id} ${form.contentType}` : route.id;
    return once(context, idempotencyKey, secret, fingerprint(kind, request.url ?? '/', bytes), run);
  }
  const answer = await run(context);
  const seen = parameters.header['if-none-match'];
  const tag = answer.headers['ETag'];
  return seen !== undefined && tag !== undefined && names(seen, tag, true) ? { status: 304, headers: { ETag: tag }, body: '' } : answer;
}

/** Aborted when the connection closes before the answer is sent. */
function signalOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const close = (): void => {
    if (!response.writableFinished) controller.abort(new ClientGone());
  };
  if (response.closed) close();
  else response.once('close', close);
  return controller.signal;
}

/** Who calls, whether the plan has calls left, and whether this kind of key may do this here. */
function admit(
  { keys, quota }: PipelineOptions,
  route: Route<PublicContext>,
  path: Record<string, string | undefined>,
  secret: string,
  headers: Record<string, string>,
): Principal | Promise<Principal> {
  const allow = (principal: Principal, admission: Admission): Principal => {
    Object.assign(headers, admission.headers);
    authorize(route, principal, path);
    if (admission.refusal) throw admission.refusal;
    return principal;
  };
  const meter = (principal: Principal): Principal | Promise<Principal> => {
    const taken = route.isReporting ? quota.takeReporting(principal) : quota.take(principal);
    return taken instanceof Promise ? taken.then((admission) => allow(principal, admission)) : allow(principal, taken);
  };
  const found = keys.authenticate(secret);
  return found instanceof Promise ? found.then(meter) : meter(found);
}

/** The media type to answer with; where there is nothing to answer, any `Accept` will do. @throws ApiError 406 */
function agree(request: IncomingMessage, mediaTypes: readonly string[]): string {
  const first = mediaTypes[0] ?? 'application/json';
  const { accept } = request.headers;
  if (accept === undefined || accept === '*/*' || accept === first || mediaTypes.length === 0) return first;
  const best = express.request.accepts.call(request, ...mediaTypes);
  if (best === false)
    throw new ApiError('not_acceptable', [{ location: 'header.Accept', message: `must allow ${mediaTypes.join(' or ')}` }]);
  return best;
}

/** Makes a handler's reply an answer: text, media type, entity tag. */
function prepare({ contract, validateReplies }: PipelineOptions, route: Route<PublicContext>, reply: HandlerReply): Answer {
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

/** Sends an answer, whole or as it is made. A HEAD begins no stream. */
async function deliver(request: IncomingMessage, response: ServerResponse, answer: Answer, headers: Record<string, string>): Promise<void> {
  const { stream } = answer;
  if (!stream) return send(response, answer, headers);
  const begin = () => void response.writeHead(answer.status, listOf(headers, answer.headers));
  if (request.method !== 'HEAD') return sendStream(response, stream, begin);
  begin();
  response.end();
}

/** Sends an answer. Node leaves the body of an answer to HEAD out by itself. */
function send(response: ServerResponse, answer: Answer, headers: Record<string, string>): void {
  if (answer.status === 204 || answer.status === 304) {
    response.writeHead(answer.status, { ...headers, ...answer.headers, 'Cache-Control': 'private, no-cache' }).end();
    return;
  }
  response.writeHead(answer.status, [...listOf(headers, answer.headers), 'Content-Length', String(Buffer.byteLength(answer.body))]);
  response.end(answer.body);
}

/** A flat list, because Node reads it faster than an object. */
function listOf(...sets: Readonly<Record<string, string>>[]): string[] {
  const list = ['Cache-Control', 'private, no-cache', 'X-Content-Type-Options', 'nosniff'];
  for (const headers of sets) for (const [name, value] of Object.entries(headers)) list.push(name, value);
  return list;
}

/** Answers an error, and logs those that are not the caller's. */
export function fail(
  { environment }: Pick<PipelineOptions, 'environment'>,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  headers: Record<string, string>,
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
  const answer = answerOf(error, requestId, environment.publicUrl);
  send(response, { status: answer.status, headers: { ...answer.headers, 'Content-Type': jsonType }, body: answer.body }, headers);
}
