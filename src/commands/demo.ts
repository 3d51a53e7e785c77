import { parseArgs } from 'node:util';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { operatorActor, recordChangeBy } from '../areas/audit/service.ts';
import type { Change } from '../areas/audit/service.ts';
import { insertBucket } from '../areas/buckets/queries.ts';
import type { BucketRow } from '../areas/buckets/queries.ts';
import { bucketRef, bucketResource } from '../areas/buckets/resource.ts';
import { keyResource } from '../areas/keys/resource.ts';
import { createKey } from '../areas/keys/service.ts';
import { insertOrganization } from '../areas/organizations/queries.ts';
import { organizationResource } from '../areas/organizations/resource.ts';
import { insertSource } from '../areas/sources/queries.ts';
import { sourceResource } from '../areas/sources/resource.ts';
import type { SourceRow } from '../areas/sources/queries.ts';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { openConfiguredDatabase } from '../db/open.ts';
import { systemClock } from '../domain/clock.ts';
import type { Clock } from '../domain/clock.ts';
import { createIdSource } from '../domain/ids.ts';
import type { IdSource } from '../domain/ids.ts';
import { createStore } from '../store/index.ts';
import type { Point } from '../store/store.ts';

/** The slug of the demo organization. */
export const demoSlug = 'demo';

interface DemoOptions {
  db: Knex;
  clock: Clock;
  ids: IdSource;
  config: Config;
}

const dayMs = 86_400_000;
const stepMs = 5 * 60_000;
const days = 7;

const beds = [
  { name: 'North bed', mean: 19, swing: 4 },
  { name: 'South bed', mean: 22, swing: 6 },
  { name: 'Propagation table', mean: 25, swing: 2 },
] as const;

/** A repeatable small unevenness between -1 and 1, so that charts do not look drawn with a ruler. */
function ripple(step: number, source: number): number {
  const value = Math.sin(step * 12.9898 + source * 78.233) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

function weekOfPoints(sourceId: string, source: number, now: number): Point[] {
  const { mean, swing } = beds[source] ?? beds[0];
  const end = now - (now % stepMs);
  return Array.from({ length: (days * dayMs) / stepMs }, (_, index) => {
    const key = end - (days * dayMs - (index + 1) * stepMs);
    const day = Math.sin(((key % dayMs) / dayMs - 0.25) * 2 * Math.PI);
    const temperature = Math.round((mean + swing * day + 0.3 * ripple(index, source)) * 100) / 100;
    const humidity = Math.round((65 - 15 * day + ripple(index, source + 7)) * 10) / 10;
    return { sourceId, key, values: { temperature, humidity, ventOpen: temperature > mean + swing / 2 } };
  });
}

/**
 * Makes an organization with a bucket, three sources and a week of points, in one transaction. Answers its admin key,
 * or null when the demo exists already.
 */
export function createDemo({ db, clock, ids, config }: DemoOptions): Promise<{ adminKey: string } | null> {
  const now = clock.now();
  const createdAt = new Date(now);
  const store = createStore({ maxPoints: config.maxQueryPoints });
  return db.transaction(async (trx) => {
    const organizationId = ids.resourceId();
    const organization = await insertOrganization(trx, {
      id: organizationId,
      slug: demoSlug,
      name: 'Demo',
      plan: config.defaultPlan,
      created_at: createdAt,
    });
    if (!organization) return null;
    const services = { db: trx, clock, ids, requestId: ids.requestId() };
    const record = (change: Change) => recordChangeBy(services, operatorActor(organizationId), change);
    await record({ action: 'organization.create', resourceId: organizationId, after: organizationResource(organization) });
    const bucket: BucketRow = {
      id: ids.resourceId(),
      organization_id: organizationId,
      name: 'Demo greenhouse',
      description: 'A week of made-up climate, a point every five minutes',
      key_type: 'timestamp',
      retention_days: null,
      retention_records: null,
      dashboard_id: null,
      sources_version: 0,
      created_at: createdAt,
      updated_at: createdAt,
    };
    await insertBucket(trx, bucket);
    await record({ action: 'bucket.create', resourceId: bucket.id, after: bucketResource(bucket) });
    for (const [index, bed] of beds.entries()) {
      const source: SourceRow = {
        id: ids.resourceId(),
        organization_id: organizationId,
        bucket_id: bucket.id,
        name: bed.name,
        type: 'sensor',
        labels: {},
        description: null,
        schema: {
          temperature: { type: 'number', unit: 'celsius' },
          humidity: { type: 'number', unit: 'percent' },
          ventOpen: { type: 'boolean' },
        },
        downsampling: true,
        created_at: createdAt,
        updated_at: createdAt,
      };
      await insertSource(trx, source);
      await record({ action: 'source.create', resourceId: source.id, after: sourceResource(source) });
      await store.write(trx, bucketRef(bucket), weekOfPoints(source.id, index, now));
    }
    const owner = { organizationId, kind: 'admin' as const, name: 'Demo', expiresAt: null };
    const { row, secret } = await createKey(services, owner);
    await record({ action: 'key.create', resourceId: row.id, after: keyResource(row) });
    return { adminKey: secret };
  });
}

const help = `Usage: telltale demo

Makes the demo organization with a week of data in the configured database, and prints its admin key. Does nothing when
it exists.`;

/** Makes the demo by hand. Answers the exit code. */
export async function run(args: string[], env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const config = loadConfig(env);
  const opened = await openConfiguredDatabase(config, pino({ level: config.logLevel }, pino.destination(2)), { beside: true });
  try {
    const made = await createDemo({ db: opened.db, clock: systemClock, ids: createIdSource(), config });
    console.log(
      made ? `Admin key of the demo organization, shown only this once: ${made.adminKey}` : 'The demo organization exists already.',
    );
    return 0;
  } finally {
    await opened.close();
  }
}
