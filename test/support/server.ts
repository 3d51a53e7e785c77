import { pino } from 'pino';
import { createKey } from '../../src/areas/keys/service.ts';
import { insertOrganization } from '../../src/areas/organizations/queries.ts';
import { createDemo } from '../../src/commands/demo.ts';
import { listen } from '../../src/commands/listener.ts';
import { loadConfig } from '../../src/config.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Environment } from '../../src/domain/context.ts';
import { createIdSource } from '../../src/domain/ids.ts';
import type { Plan } from '../../src/domain/plans.ts';
import { createApplication } from '../../src/http/application.ts';
import type { Application, ApplicationOptions } from '../../src/http/application.ts';
import { openTestDatabase } from './database.ts';

export interface TestServer {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** An admin key of its one organization. */
  adminKey: string;
  databaseUrl: string;
  environment: Environment;
  application: Application;
  close(): Promise<void>;
}

export interface TestServerOptions {
  /** The organization is the demo, with its week of data. */
  demo?: boolean;
  /** Default: that of the configuration, which is unlimited. */
  plan?: Plan;
  clock?: Clock;
  /** The path of the public URL, such as `/telltale`. */
  publicPath?: string;
  /** Settings beside the tests' own. */
  settings?: Readonly<Record<string, string>>;
  /** Other parts in place of the usual ones. */
  overrides?: ApplicationOptions['overrides'];
}

/** The real server on a free port and a database of its own, which checks its answers against the contract. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { demo = false, clock = systemClock, publicPath = '', settings = {} } = options;
  const database = await openTestDatabase();
  const { db } = database;
  const plain = loadConfig({ PORT: '0', TELLTALE_LOG_LEVEL: 'silent', TELLTALE_VALIDATE_RESPONSES: 'on', ...settings });
  const listener = await listen(plain);
  const url = `http://127.0.0.1:${listener.port}`;
  const config = { ...plain, port: listener.port, publicUrl: url + publicPath };
  const ids = createIdSource();
  const application = await createApplication({
    config,
    db,
    clock,
    ids,
    log: pino({ level: config.logLevel }),
    overrides: options.overrides,
  });
  const createAdmin = async () => {
    const organizationId = ids.resourceId();
    const plan = options.plan ?? config.defaultPlan;
    await insertOrganization(db, { id: organizationId, slug: 'test', name: 'Test', plan, created_at: new Date(clock.now()) });
    return (await createKey({ db, clock, ids }, { organizationId, kind: 'admin', name: 'Test', expiresAt: null })).secret;
  };
  const adminKey = demo ? (await createDemo({ db, clock, ids, config }))?.adminKey : await createAdmin();
  if (adminKey === undefined) throw new Error('the test database has a demo already');
  listener.serve(application.handler);
  const close = async (): Promise<void> => {
    await listener.close(0);
    await application.close();
    await database.close();
  };
  return { url, adminKey, databaseUrl: database.url, environment: application.environment, application, close };
}
