import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import { parseBody } from '../contract/server/body.ts';
import { readParameters } from '../contract/server/contract.ts';
import type { Contract, HandlerRequest, Route } from '../contract/server/contract.ts';
import { readBody } from '../contract/server/encoding.ts';
import { requireForm } from '../contract/server/media.ts';
import { validateBody } from '../contract/server/validate-body.ts';
import type { Confine } from '../db/row-security.ts';
import type { Client, Context, Environment, PublicContext } from '../domain/context.ts';
import { ApiError, ClientGone } from '../domain/errors.ts';
import type { Detail } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import { inReportingForm } from './answers.ts';
import { authorize, requireOrigin } from './authorize.ts';
import type { ClientAddress } from './client-address.ts';
import { readCredential, readSessionCookie } from './credentials.ts';
import { onceGathered } from './gathered-answers.ts';
import { fingerprint, once } from './idempotency.ts';
import type { Answer } from './idempotency.ts';
import type { Keys } from './keys.ts';
import type { LargeBodies } from './large/threads.ts';
import { otherOperation } from './operator/meter.ts';
import type { Meter } from './operator/meter.ts';
import type { Admission, Quota } from './quota.ts';
import { fail, prepare, refusalAnswer, send, sendAsMade, unlessSeen } from './reply.ts';

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
  /** Reads JSON bodies that are large. */
  largeBodies: LargeBodies;
  /** Check every reply against the contract; a wrong one becomes 500. */
  validateReplies: boolean;
}

const requestIdPattern = /^[A-Za-z0-9._:/+=-]{1,128}$/;

/** The request's own id when it is well-formed, or a new one. */
export function requestIdOf(headers: IncomingHttpHeaders, environment: Environment): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && requestIdPattern.test(sent) ? sent : environment.ids.requestId();
}

/** One request on its way. */
interface Passage {
  request: IncomingMessage;
  response: ServerResponse;
  route: Route<PublicContext>;
  path: Record<string, string | undefined>;
  queryString: string;
  /** The key or the session that it came with; empty for public operations. */
  secret: string;
  requestId: string;
}

/**
 * Handles every request whose path the contract knows, and passes the others on. Steps that need not wait run at once: a promise
 * for each would cost more than most of them.
 */
export function createPipeline(options: PipelineOptions) {
  const { contract, environment, meter } = options;
  return function pipeline(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    const { method = 'GET', url = '/' } = request;
    const mark = url.indexOf('?');
    const match = contract.match(method, mark === -1 ? url : url.slice(0, mark));
    if (match.kind === 'unknown') return next();
    const begun = performance.now();
    const route = match.kind === 'route' ? match.route : null;
    const requestId = requestIdOf(request.headers, environment);
    /** What refusals carry too. */
    const headers: Record<string, string> = { 'X-Request-Id': requestId };
    const count = (): void => meter.answered(route?.id ?? otherOperation, response.statusCode, performance.now() - begun);
    const refuse = (error: unknown): void => {
      fail(options, request, response, route?.isReporting === true ? inReportingForm(error) : error, headers);
      count();
    };
    const reply = (answer: Answer): void => {
      try {
        if (answer.stream) return void sendAsMade(request, response, answer, answer.stream, headers).then(count, refuse);
        send(response, answer, headers);
      } catch (error) {
        return refuse(error);
      }
      count();
    };
    try {
      if (match.kind === 'other-method') return reply(otherMethod(method, match.allow, headers));
      const queryString = mark === -1 ? '' : url.slice(mark + 1);
      const secret = match.route.isPublic ? '' : readCredential(request.headers, match.route.queryKey, queryString);
      const passage: Passage = { request, response, route: match.route, path: match.path, queryString, secret, requestId };
      const answering = enter(options, passage, headers);
      if (answering instanceof Promise) void answering.then(reply, refuse);
      else reply(answering);
    } catch (error) {
      refuse(error);
    }
  };
}

const noContent: Answer = { status: 204, headers: {}, body: '' };

function otherMethod(method: string, allow: string, headers: Record<string, string>): Answer {
  headers['Allow'] = allow;
  if (method !== 'OPTIONS') throw new ApiError('method_not_allowed');
  return noContent;
}

/** The way of one request, from its credential on. Headers that belong to refusals too are put into `headers`. */
function enter(options: PipelineOptions, passage: Passage, headers: Record<string, string>): Promise<Answer> {
  if (passage.route.isPublic) return proceed(options, passage, null);
  const admitted = admit(options, passage, headers);
  return admitted instanceof Promise
    ? admitted.then((principal) => proceed(options, passage, principal))
    : proceed(options, passage, admitted);
}

/** From the permission to the body. */
function proceed(options: PipelineOptions, passage: Passage, principal: Principal | null): Promise<Answer> {
  const { environment, meter } = options;
  const { request, route } = passage;
  if (route.setsCookie || (route.isChange && principal?.kind === 'session')) requireOrigin(request.headers, environment.publicUrl);
  const mediaType = agree(request, route.mediaTypes);
  if (route.takes.length === 0) return serve(options, passage, principal, mediaType, undefined, undefined);
  const form = requireForm(request.headers, route.takes);
  const limit = route.isBulk ? environment.limits.bulkBodyBytes : environment.limits.bodyBytes;
  return readBody(request, limit, form.encoding).then((bytes) => {
    meter.received(route.id, bytes.length);
    return serve(options, passage, principal, mediaType, form.contentType, bytes);
  });
}

/** From the parameters to the answer. */
function serve(
  options: PipelineOptions,
  passage: Passage,
  principal: Principal | null,
  mediaType: string,
  contentType: string | undefined,
  bytes: Buffer | undefined,
): Promise<Answer> {
  const { request, route, path, queryString } = passage;
  const isJson = contentType === 'application/json';
  const { parameters, details } = readParameters(route, path, queryString, request.headers);
  const kind = contentType === undefined || isJson ? route.id : `${route.id} ${contentType}`;
  const print = () => options.environment.inTurns(fingerprint(kind, request.url ?? '/', bytes));
  const respond = (body: unknown, wrong: readonly Detail[], printed: () => Promise<Buffer>): Promise<Answer> => {
    if (details.length > 0 || wrong.length > 0) throw new ApiError('validation_failed', [...details, ...wrong]);
    const input: HandlerRequest = { path: parameters.path, query: parameters.query, body, contentType, mediaType };
    return handle(options, passage, principal, input, parameters.header, printed);
  };
  const isLarge = (form: 'fast' | 'other') => bytes !== undefined && isJson && options.largeBodies.takes(route.id, bytes, form);
  if (bytes && isLarge('fast')) return serveLarge(options, passage, bytes, print, respond);
  const known = bytes && isJson ? options.bodyReaders[route.id]?.(bytes) : undefined;
  if (bytes && known === undefined && isLarge('other')) return serveLarge(options, passage, bytes, print, respond);
  const body = known ?? (bytes && isJson ? parseBody(bytes) : bytes);
  const wrong = bytes && isJson && known === undefined ? validateBody(route, body, bytes.length) : [];
  return respond(body, wrong, print);
}

/** A large JSON body is read by a thread. */
async function serveLarge(
  { largeBodies }: PipelineOptions,
  { route, request }: Passage,
  bytes: Buffer,
  print: () => Promise<Buffer>,
  respond: (body: unknown, wrong: readonly Detail[], printed: () => Promise<Buffer>) => Promise<Answer>,
): Promise<Answer> {
  // The bytes move to the thread.
  const printed = request.headers['idempotency-key'] === undefined ? undefined : await print();
  const read = await largeBodies.read(route.id, bytes);
  return 'wrong' in read ? respond(undefined, read.wrong, print) : respond(read.body, [], async () => printed ?? print());
}

/** From the request that the contract lets through to the answer. */
function handle(
  options: PipelineOptions,
  passage: Passage,
  principal: Principal | null,
  input: HandlerRequest,
  header: Record<string, string | undefined>,
  printed: () => Promise<Buffer>,
): Promise<Answer> {
  const { environment } = options;
  const { request, response, route, path, secret, requestId } = passage;
  const client = clientOf(request, options.clientAddress);
  if (!principal) return route.handler(input, { ...environment, requestId, client }).then((reply) => prepare(options, route, reply));
  let signal: AbortSignal | undefined;
  const context: Context = {
    ...environment,
    db: route.isPersonal ? environment.db : options.confine(principal.organizationId),
    requestId,
    client,
    principal,
    ifMatch: route.takesIfMatch ? header['if-match'] : undefined,
    lastEventId: header['last-event-id'],
    beside: undefined,
    async recheck() {
      const current = await options.keys.check(secret);
      authorize(route, current, path);
      return current;
    },
    // Few handlers ask for it, so that it is made when one does. As a getter it would give each request a shape of its own.
    signal: () => (signal ??= signalOf(response)),
  };
  const idempotencyKey = route.isIdempotent ? header['idempotency-key'] : undefined;
  if (idempotencyKey === undefined) {
    const seen = header['if-none-match'];
    return route.handler(input, context).then((reply) => unlessSeen(prepare(options, route, reply), seen));
  }
  const work = async (inner: Context): Promise<Answer> => {
    try {
      return prepare(options, route, await route.handler(input, inner));
    } catch (error) {
      if (!(error instanceof ApiError) || error.nuance.isDone !== true) throw error;
      return refusalAnswer(error, requestId, environment.publicUrl);
    }
  };
  return printed().then((request) => {
    const repeat = { idempotencyKey, secret, request };
    return route.isGathered ? onceGathered(context, repeat, work) : once(context, repeat, work);
  });
}

/** Where a request comes from. */
function clientOf({ socket, headers }: IncomingMessage, clientAddress: ClientAddress): Client {
  return {
    address: clientAddress(socket.remoteAddress, headers['x-forwarded-for']),
    userAgent: headers['user-agent'] ?? '',
    session: readSessionCookie(headers),
  };
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
function admit({ keys, quota }: PipelineOptions, passage: Passage, headers: Record<string, string>): Principal | Promise<Principal> {
  const { route, path, secret } = passage;
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
