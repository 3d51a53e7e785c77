import type { Knex } from 'knex';
import type { BucketRef } from '../store.ts';
import type { Catalog } from './catalog.ts';
import { clockNow } from './log.ts';
import type { ShardRef } from './shard.ts';
import { findShards, rowsOfShards } from './slots.ts';

/** What becomes of series with a write. */
export interface SeriesChanges {
  /** The numbers of new ones, ascending. */
  created: readonly number[];
  /** The numbers of those whose type changes. */
  changed: readonly number[];
  /** How many more are in use. */
  activated: number;
}

/** What is to be stored of the series of a shard, as they are in `catalog`. */
export interface SeriesSave {
  shard: ShardRef;
  catalog: Catalog;
  changes: SeriesChanges;
}

/** Stores new series and new types of shards of one bucket. Only under the locks of the shards. */
export async function saveSeries(db: Knex, saves: readonly SeriesSave[]): Promise<void> {
  await insertSeries(db, saves);
  const isChanging = ({ changes }: SeriesSave): boolean => changes.changed.length > 0;
  await countSeries(
    db,
    saves.filter((save) => !isChanging(save)),
  );
  for (const save of saves.filter(isChanging)) await changeTypes(db, save);
}

const typeOf = ({ catalog }: SeriesSave, number: number): number => catalog.types[number] ?? 0;

async function insertSeries(db: Knex, saves: readonly SeriesSave[]): Promise<void> {
  const created = saves.flatMap((save) => save.changes.created.map((number) => ({ save, number })));
  const [first] = created;
  if (first === undefined) return;
  const { shardId, organizationId } = first.save.shard;
  const isOne = created.every(({ save }) => save.shard.shardId === shardId);
  const names = created.map(({ save, number }) => save.catalog.names.get(number) ?? { sourceId: '', isMetadata: false, field: '' });
  await db.raw(
    `insert into ts_series (shard_id, series_no, organization_id, source_id, is_metadata, field, type)
     select ${isOne ? ':shardId' : 'shard_id'}, series_no, :organizationId, source_id, is_metadata, field, type
     from unnest(cast(:numbers as int[]), cast(:sources as text[]), cast(:metadata as boolean[]), cast(:fields as text[]), cast(:types as smallint[])
       ${isOne ? '' : ', cast(:shardIds as bigint[])'}) as t (series_no, source_id, is_metadata, field, type${isOne ? '' : ', shard_id'})`,
    {
      shardId,
      organizationId,
      numbers: created.map(({ number }) => number),
      sources: names.map((name) => name.sourceId),
      metadata: names.map((name) => name.isMetadata),
      fields: names.map((name) => name.field),
      types: created.map(({ save, number }) => typeOf(save, number)),
      shardIds: isOne ? [] : created.map(({ save }) => save.shard.shardId),
    },
  );
}

/** Notes how many series there are, and are in use. */
async function countSeries(db: Knex, saves: readonly SeriesSave[]): Promise<void> {
  const [first] = saves;
  if (first === undefined) return;
  const { shardId, organizationId } = first.shard;
  if (saves.length === 1) {
    await db('ts_shard')
      .where({ shard_id: shardId, organization_id: organizationId })
      .update({ series: first.catalog.greatest, active: db.raw('active + ?', [first.changes.activated]) });
    return;
  }
  await db.raw(
    `update ts_shard s set series = t.series, active = s.active + t.activated
     from unnest(cast(:shardIds as bigint[]), cast(:series as int[]), cast(:activated as int[])) as t (shard_id, series, activated)
     where s.shard_id = any(cast(:shardIds as bigint[])) and s.shard_id = t.shard_id and s.organization_id = :organizationId`,
    {
      organizationId,
      shardIds: saves.map(({ shard }) => shard.shardId),
      series: saves.map(({ catalog }) => catalog.greatest),
      activated: saves.map(({ changes }) => changes.activated),
    },
  );
}

async function changeTypes(db: Knex, save: SeriesSave): Promise<void> {
  const { shard, catalog, changes } = save;
  const { shardId, organizationId } = shard;
  const { changed, activated } = changes;
  const { rows }: { rows: { changed_at: number | string }[] } = await db.raw(
    `with shard as (
       update ts_shard set series = :greatest, active = active + :activated, changed_at = greatest(changed_at + 1, ${clockNow})
       where shard_id = :shardId and organization_id = :organizationId returning changed_at
     ), changed as (
       update ts_series s set type = t.type, changed_at = shard.changed_at
       from shard, unnest(cast(:numbers as int[]), cast(:types as smallint[])) as t (series_no, type)
       where s.shard_id = :shardId and s.organization_id = :organizationId and s.series_no = t.series_no
     )
     select changed_at from shard`,
    {
      shardId,
      organizationId,
      greatest: catalog.greatest,
      activated,
      numbers: [...changed],
      types: changed.map((number) => typeOf(save, number)),
    },
  );
  catalog.changedAt = Number(rows[0]?.changed_at);
}

/**
 * Empties the series of one source or of all, which have lost their points: they count no more, and their next value fixes
 * their type anew. Only under the lock of the shard. Tells whether there were any.
 */
export async function emptySeries(db: Knex, { shardId, organizationId }: ShardRef, sourceId: string | null): Promise<boolean> {
  const { rows }: { rows: { changed_at: number | string | null; fields: number | string }[] } = await db.raw(
    `with emptied as (
       update ts_series set type = null, changed_at = (
         select greatest(changed_at + 1, ${clockNow}) from ts_shard where shard_id = :shardId and organization_id = :organizationId)
       where shard_id = :shardId and organization_id = :organizationId and type is not null
         and (cast(:sourceId as text) is null or source_id = :sourceId)
       returning is_metadata, changed_at
     )
     select max(changed_at) as changed_at, count(*) filter (where not is_metadata) as fields from emptied`,
    { shardId, organizationId, sourceId },
  );
  const [emptied] = rows;
  if (emptied === undefined || emptied.changed_at === null) return false;
  await db('ts_shard')
    .where({ shard_id: shardId, organization_id: organizationId })
    .update({ changed_at: String(emptied.changed_at), active: db.raw('active - ?', [Number(emptied.fields)]) });
  return true;
}

/** How many series of a bucket are in use. Other writers may be about to change it where there are several shards. */
export async function activeSeries(db: Knex, shards: readonly ShardRef[]): Promise<number> {
  const rows: { n: number | string | null }[] = await rowsOfShards(db, 'ts_shard', shards).sum({ n: 'active' });
  return Number(rows[0]?.n ?? 0);
}

/** `Store.largestSources` on columns. */
export async function largestSources(db: Knex, bucket: BucketRef, limit: number): Promise<{ sourceId: string | null; series: number }[]> {
  const rows: { source_id: string; n: number | string }[] = await rowsOfShards(db, 'ts_series', await findShards(db, bucket))
    .where({ is_metadata: false })
    .whereNotNull('type')
    .groupBy('source_id')
    .orderBy([{ column: 'n', order: 'desc' }, 'source_id'])
    .limit(limit)
    .select('source_id')
    .count({ n: '*' });
  return rows.map(({ source_id: sourceId, n }) => ({ sourceId: sourceId === '' ? null : sourceId, series: Number(n) }));
}
