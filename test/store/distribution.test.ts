import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import type { BucketRef, Store } from '../../src/store/store.ts';
import { freshBucket } from './support/model.ts';
import { shardOf } from '../../src/store/columns/shard.ts';
import { other, reading, sensor, useStore, whole } from './support/store.ts';

// On a distributed database a statement must name the shard of all that it touches, so that one node can do it alone; of a
// bucket with slots it may name several, which all lie in one place.

const { store: plain, database } = useStore();
const withSlots = createStore({ maxPoints: 100_000, slotting: { above: 1, slots: 3 } });
const day = 86_400_000;
const start = 20_000 * day;

const statements = new Set<string>();
const query: (...args: unknown[]) => unknown = Reflect.get(pg.Client.prototype, 'query');
Reflect.set(pg.Client.prototype, 'query', function note(this: pg.Client, ...args: unknown[]): unknown {
  const [first] = args;
  const text: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'text') : first;
  if (typeof text === 'string') statements.add(text);
  return Reflect.apply(query, this, args);
});
afterAll(() => Reflect.set(pg.Client.prototype, 'query', query));

/**
 * Whether a statement names the shard as often as it reads or changes a table of points: by a parameter, or by a row of ts_shard that
 * is named so. Another column names no node.
 */
function namesShards(statement: string): boolean {
  const tables = statement.match(/\b(?:from|join|update|into)\s+"?ts_\w+/gi) ?? [];
  const shards = statement.match(/shard_id"?\s*(?:=\s*(?:any\(cast\()?\$\d|in\s*\(\$\d)|\(\s*"?shard_id"?\s*,/gi) ?? [];
  const rows = statement.match(/(?<=\bts_shard )(?!where|set|on)\w+/gi) ?? [];
  const others = rows.flatMap((row) => statement.match(new RegExp(`(?<![.\\w])shard_id = ${row}\\.shard_id`, 'g')) ?? []);
  return shards.length + others.length >= tables.length;
}

/** Statements over all buckets, for the background and the operator. Citus asks every node, or joins where the shards are. */
const overAll = [
  /^select shard_id::text as shard_id, "organization_id" from "ts_shard" where dropped_at </,
  /^\s*select shard_id::text, organization_id, bucket_id, span\b/,
  /^\s*with tails as/,
  /^\s*select count\(\*\) filter \(where not is_over\)/,
];

async function useEverything(bucket: BucketRef, store: Store = plain): Promise<void> {
  const { db } = database();
  const now = start + 3 * day;
  const points = [sensor, other].flatMap((id) =>
    Array.from({ length: 200 }, (_, i) => reading(start + i * 600_000, { a: i, b: `${i % 3}` }, id)),
  );
  await store.write(db, bucket, points);
  await store.write(db, bucket, [{ ...reading(start, { a: 5 }), metadata: { place: 'roof' } }]);
  const read = async () => {
    for (const order of ['asc', 'desc'] as const) {
      await store.points(db, bucket, now, {}, { order, limit: 5, offset: 2 });
      await store.records(db, bucket, now, { from: start }, { order, limit: 5, offset: 0 });
    }
    const selection = { sourceIds: [sensor], fields: ['a'], from: start, to: start + day };
    await store.points(
      db,
      bucket,
      now,
      { ...selection, conditions: [{ field: 'a', operator: 'gt', value: 3 }], metadata: { place: 'roof' } },
      whole,
    );
    for (const aggregation of ['avg', 'last', 'count', 'p95', 'rate'] as const) {
      for (const fields of [undefined, ['a']])
        await store.aggregate(
          db,
          bucket,
          now,
          { ...selection, fields, aggregation, grouping: { milliseconds: 3_600_000 }, fill: 'none' },
          whole,
        );
      await store.aggregate(db, bucket, now, { aggregation, fill: 'none', fields: ['a'] }, whole);
    }
    await store.extent(db, bucket, now, {});
    await store.extent(db, bucket, now, selection);
  };
  await read();
  await store.maintain(db, bucket, now, { all: true });
  await store.write(db, bucket, points.slice(0, 50));
  await read();
  await store.deleteKeys(db, bucket, [start]);
  await store.deleteRange(db, bucket, { from: start, to: start + 3_600_000 });
  await store.deleteSource(db, bucket, other);
  await store.sweep(db, bucket, now);
  await read();
  await store.maintain(db, bucket, now, { all: true });
  await store.maintainAll(db, now);
  await store.backlog(db, now);
  await db.transaction(async (transaction) => store.write(transaction, bucket, points.slice(0, 3)));
  await store.purge(db, bucket);
  await store.drop(db, bucket);
}

describe('the shards of a bucket', () => {
  test('have the same hash, so that a cluster has the bucket on one node and sees it as it was at one moment', async () => {
    for (let count = 0; count < 50; count++) {
      const bucket = freshBucket();
      const ids = Array.from({ length: 64 }, (_, slot) => shardOf(bucket, slot).shardId);
      expect(new Set(ids).size).toBe(ids.length);
      const { rows } = await database().db.raw<{ rows: { hashes: number }[] }>(
        'select count(distinct hashint8(id)) as hashes from unnest(?::bigint[]) id',
        [ids],
      );
      expect(rows).toEqual([{ hashes: 1 }]);
    }
  });
});

describe('statements on points', () => {
  test('name the shard of every table', async () => {
    await useEverything(freshBucket());
    await useEverything({ ...freshBucket(), retentionDays: 2 });
    await useEverything({ ...freshBucket(), retentionRecords: 20 });
    for (const retentionRecords of [null, 20]) await useEverything({ ...freshBucket(), retentionRecords }, withSlots);
    const own = [...statements].filter((statement) => /\bts_\w+/.test(statement));
    expect(own.length).toBeGreaterThan(30);
    for (const known of overAll)
      expect(
        own.some((statement) => known.test(statement)),
        String(known),
      ).toBe(true);
    for (const statement of own) {
      if (overAll.some((known) => known.test(statement))) continue;
      expect(namesShards(statement), statement).toBe(true);
    }
  });

  test('compute nothing in a change that may differ from row to row', () => {
    const changes = [...statements].filter((statement) => /\b(update|delete from)\s+"?ts_/i.test(statement));
    expect(changes.length).toBeGreaterThan(1);
    for (const statement of changes) expect(statement).not.toMatch(/clock_timestamp|random\(|nextval|gen_random_uuid/i);
  });

  test('are found wanting when they name no shard', () => {
    const good = 'select (select data from ts_part where shard_id = $1 and ctid = p) from ts_chunk where shard_id = $1';
    const bad = 'select (select data from ts_part where ctid = p) from ts_chunk where shard_id = $1';
    const joined = 'update ts_shard s set active = 1 from unnest(cast($1 as bigint[])) t (id) where s.shard_id = t.id';
    const listed = `${joined} and s.shard_id = any(cast($1 as bigint[]))`;
    expect([good, bad, listed, joined].map(namesShards)).toEqual([true, false, true, false]);
  });
});
