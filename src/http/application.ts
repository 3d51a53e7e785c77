import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Handlers } from '../../generated/handlers.ts';
import { handlers } from '../areas/index.ts';
import { bodyReaders } from '../areas/data/bodies.ts';
import { forgetLines } from '../areas/lines/known.ts';
import { forgetSources } from '../areas/sources/known.ts';
import type { Config } from '../config.ts';
import type { OpenApiDocument } from '../contract/openapi.ts';
import { createContract } from '../contract/server/contract.ts';
import { createConfine, whyUnconfined } from '../db/row-security.ts';
import type { Confine } from '../db/row-security.ts';
import { createDelivery } from '../delivery/deliver.ts';
import type { Delivery } from '../delivery/deliver.ts';
import { createSmtpSender } from '../delivery/smtp.ts';
import type { Clock } from '../domain/clock.ts';
import type { Context, Environment, PublicContext } from '../domain/context.ts';
import { notFound } from '../domain/errors.ts';
import type { IdSource } from '../domain/ids.ts';
import { createSlots } from '../domain/slots.ts';
import { createTurns } from '../domain/turns.ts';
import { StartError } from '../start-error.ts';
import { createStreams, waking } from '../areas/streams/streams.ts';
import { createStore } from '../store/index.ts';
import { createClientAddress } from './client-address.ts';
import { createDocs } from './docs/index.ts';
import { readDocument } from './document.ts';
import { createHousekeeping } from './housekeeping.ts';
import type { Housekeeping } from './housekeeping.ts';
import { createKeys } from './keys.ts';
import { createLargeBodies } from './large/threads.ts';
import type { LargeBodies } from './large/threads.ts';
import type { Keys } from './keys.ts';
import { createMeter, otherOperation } from './operator/meter.ts';
import type { Meter } from './operator/meter.ts';
import { createPipeline, requestIdOf } from './pipeline.ts';
import { createQuota } from './quota.ts';
import type { Quota } from './quota.ts';
import { fail } from './reply.ts';

export interface ApplicationOptions {
  config: Config;
  db: Knex;
  clock: Clock;
  ids: IdSource;
  log: Logger;
  /** Other parts in place of the usual ones. */
  overrides?: Partial<Parts>;
}

/** The parts that the server is put together from. */
export interface Parts {
  document: OpenApiDocument;
  handlers: Handlers<Context>;
  keys: Keys;
  quota: Quota;
  largeBodies: LargeBodies;
}

export interface Application {
  handler: (request: IncomingMessage, response: ServerResponse) => void;
  environment: Environment;
  quota: Quota;
  /** What this process has counted. */
  meter: Meter;
  /** Not started yet. */
  housekeeping: Housekeeping;
  /** Ends open streams and takes no more: before the process stops, so that their clients go elsewhere. */
  endStreams(): void;
  /** Forgets every key and every leased call, as a new process would. */
  reset(): Promise<void>;
  /** Writes what is only in memory. The pool stays open. */
  close(): Promise<void>;
}

export { readDocument };

/** Confines the statements of requests by row-level security, if it is wanted and works here. @throws StartError when it must and doesn't */
async function confineFor({ config, db, log }: ApplicationOptions): Promise<Confine> {
  const reason = config.rowSecurity === 'off' ? 'TELLTALE_ROW_SECURITY is off' : await whyUnconfined(db);
  if (reason === null) return createConfine(db);
  if (config.rowSecurity === 'on') throw new StartError(`row-level security cannot work: ${reason}`);
  log.warn({ reason }, 'row-level security does not confine the statements of requests');
  return () => db;
}

/** Builds the server's request handler on an open, migrated database. */
export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const { config, db, clock, ids, log } = options;
  const parts: Parts = {
    document: await readDocument(),
    handlers,
    keys: createKeys(db, clock, { idleMs: config.sessionIdleMs }),
    quota: createQuota(db, clock),
    largeBodies: createLargeBodies(),
    ...options.overrides,
  };
  const { keys, quota, largeBodies } = parts;
  const confine = await confineFor(options);
  const { maxQueryPoints: maxPoints, maxUnfoldedValues: maxUnfolded, maxSeries, streamKeptMs: keptMs } = config;
  const inTurns = createTurns();
  const limits = { maxPoints, maxUnfolded, maxSeries, keptMs, inTurns };
  const { meter, store: counted } = createMeter(createStore(limits));
  const most = { all: config.maxStreams, organization: config.maxOrganizationStreams };
  const streams = createStreams({ db, store: counted, clock, log, most });
  const store = waking(counted, streams);
  const contract = await createContract<PublicContext>(parts.document, parts.handlers);
  const environment: Environment = {
    db,
    store,
    clock,
    ids,
    log,
    publicUrl: config.publicUrl,
    limits: {
      bodyBytes: config.maxBodyBytes,
      bulkBodyBytes: config.maxBulkBodyBytes,
      queryPoints: config.maxQueryPoints,
      series: maxSeries,
    },
    sessions: { maxMs: config.sessionMaxMs, idleMs: config.sessionIdleMs },
    signUp: { mode: config.signUp },
    passwordCost: config.passwordCost,
    defaultPlan: config.defaultPlan,
    forgetKey: keys.forget,
    forgetOrganization: keys.forgetOrganization,
    streams,
    judge: contract.judge,
    inTurns,
    exportSlots: createSlots(Math.max(1, Math.floor(config.databasePoolMax / 2))),
    flushLastUse: keys.flush,
  };
  const { validateResponses: validateReplies } = config;
  const clientAddress = createClientAddress(config.trustedProxies);
  const pipeline = createPipeline({
    contract,
    environment,
    keys,
    quota,
    confine,
    clientAddress,
    meter,
    bodyReaders,
    largeBodies,
    validateReplies,
  });

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(await createDocs({ environment, document: parts.document, isDemoOn: config.demo !== 'off' }));
  app.use((request: Request, response: Response) => {
    fail({ environment }, request, response, notFound(), { 'X-Request-Id': requestIdOf(request.headers, environment) });
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    fail({ environment }, request, response, error, { 'X-Request-Id': requestIdOf(request.headers, environment) });
  });

  const housekeeping = createHousekeeping({ environment, keys, quota, delivery: deliveryOf(options), auditDays: config.auditDays });

  return {
    // Express changes the prototype of every request, which costs as much as the rest; the contract's requests do without it.
    handler: (request, response) =>
      pipeline(request, response, () => {
        const begun = performance.now();
        response.once('finish', () => meter.answered(otherOperation, response.statusCode, performance.now() - begun));
        app(request, response);
      }),
    environment,
    quota,
    meter,
    housekeeping,
    async reset() {
      await keys.flush();
      keys.clear();
      forgetSources(db);
      forgetLines(db);
      await quota.close();
    },
    endStreams: () => streams.stop(),
    async close() {
      streams.stop();
      await housekeeping.stop();
      await keys.flush();
      await quota.close();
      await largeBodies.close();
      await environment.store.close();
    },
  };
}

function deliveryOf({ config, db, clock, log }: ApplicationOptions): Delivery | null {
  const { smtp: server, smtpTls: tls, mailFrom: from } = config;
  return server && from ? createDelivery({ db, clock, log, send: createSmtpSender({ server, tls, from }) }) : null;
}
