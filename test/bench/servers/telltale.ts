import { pino } from 'pino';
import { handlers } from '../../../src/areas/index.ts';
import { listen } from '../../../src/commands/listener.ts';
import { loadConfig } from '../../../src/config.ts';
import { openDatabase } from '../../../src/db/connect.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { createIdSource } from '../../../src/domain/ids.ts';
import { createApplication } from '../../../src/http/application.ts';
import { serveParent } from '../child.ts';
import { bucket, bucketId, manyOperations, places } from './sample.ts';

// Everything of Telltale but the handlers, which answer from memory.
const config = loadConfig({ DATABASE_URL: process.env['DATABASE_URL'], PORT: '0' });
const db = await openDatabase({ url: config.databaseUrl ?? '', poolMax: 2, statementTimeoutMs: 0 });
const copies = places.map((name) => ({
  [`${name}Get`]: async () => ({ status: 200, body: bucket }),
  [`${name}Create`]: async () => ({ status: 201, headers: { Location: `/api/${name}/${bucketId}` }, body: bucket }),
}));
const overrides = { document: await manyOperations(), handlers: Object.assign({}, handlers, ...copies) };
const application = await createApplication({ config, db, clock: systemClock, ids: createIdSource(), log: pino(), overrides });
const listener = await listen(config);
listener.serve(application.handler);
serveParent(listener.port);
