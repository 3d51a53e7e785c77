import { describe, expect, it, onTestFinished } from 'vitest';
import { distribute, placementsOf } from '../../src/db/distribute.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { whyUnconfined } from '../../src/db/row-security.ts';
import { runCommand } from '../support/command.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { temporaryDirectory } from '../support/directory.ts';

async function databaseForTest(): Promise<TestDatabase> {
  const database = await openTestDatabase();
  onTestFinished(() => database.close());
  return database;
}

/** Functions of the names and parameters that Citus has, which note that they were called and refuse what it does: a Citus is not at hand here. */
const standIn = `
  create schema citus_stand_in;
  create table citus_stand_in.calls (no serial, call text);
  create table citus_stand_in.pg_dist_partition (logicalrelid regclass, partkey text);
  create function citus_stand_in.column_to_column_name(regclass, text) returns text language sql as 'select $2';
  create function citus_stand_in.create_distributed_table(table_name regclass, distribution_column text, colocate_with text, shard_count int default null)
  returns void language plpgsql as $$
  begin
    if exists (select from pg_policies where tablename = table_name::text and coalesce(qual, with_check) ilike '%(%select %') then
      raise exception 'cannot create policy' using detail = 'Subqueries are not supported in policies on distributed tables';
    end if;
    insert into citus_stand_in.calls (call) values (concat_ws(' ', 'distribute', table_name, distribution_column, colocate_with, shard_count));
    insert into citus_stand_in.pg_dist_partition values (table_name, distribution_column);
  end $$;
  create function citus_stand_in.truncate_local_data_after_distributing_table(table_name regclass) returns void language sql as $$
    insert into citus_stand_in.calls (call) values ('truncate ' || table_name);
  $$;`;

async function withStandIn() {
  const { db, url } = await databaseForTest();
  await db.raw(standIn.replaceAll('?', '\\?'));
  await db.raw('alter database ?? set search_path = public, citus_stand_in', [new URL(url).pathname.slice(1)]);
  const again = await openDatabase({ url, poolMax: 2, statementTimeoutMs: 10_000 });
  onTestFinished(() => again.destroy());
  return { db: again, calls: () => again('citus_stand_in.calls').orderBy('no').pluck('call') };
}

describe('telltale db distribute', () => {
  it('says what is missing, and changes nothing', async () => {
    const { url } = await databaseForTest();
    expect(await runCommand(['db', 'distribute'], { DATABASE_URL: url })).toEqual({
      code: 1,
      out: '',
      err: 'telltale: this PostgreSQL has no Citus extension: install it on all nodes, see https://docs.citusdata.com\n',
    });
    const directory = temporaryDirectory();
    expect((await runCommand(['db', 'distribute'], { TELLTALE_DATA_DIR: directory })).err).toMatch(
      /^telltale: the embedded PostgreSQL is one server and cannot be distributed: set DATABASE_URL/,
    );
    expect((await runCommand(['db', 'distribute', '--shards', '0'], { DATABASE_URL: url })).err).toMatch(/^telltale: --shards must be/);
    expect((await runCommand(['db', 'scatter'], { DATABASE_URL: url })).err).toMatch(/^telltale: expected /);
  });

  it('cuts the points by bucket, all of them side by side, and leaves the catalogue alone', async () => {
    const { db, calls } = await withStandIn();
    await distribute(db, { shardCount: 48, dryRun: false });
    const made = await calls();
    const tables = (await placementsOf(db)).map(({ table }) => table);
    expect(tables).toEqual(expect.arrayContaining(['ts_shard', 'ts_batch', 'ts_part', 'ts_chunk', 'ts_deletion', 'ts_series', 'points']));
    expect(made).toEqual(
      tables.flatMap((table) => {
        const how = { ts_shard: 'shard_id none 48', points: 'bucket_id none 48' }[table] ?? 'shard_id ts_shard';
        return [`distribute ${table} ${how}`, `truncate ${table}`];
      }),
    );
    for (const table of ['organizations', 'buckets', 'sources', 'api_keys', 'call_leases']) expect(tables).not.toContain(table);
  });

  it('takes the policies away, which the nodes could not carry', async () => {
    const { db } = await withStandIn();
    const guarded = async () => (await db('pg_class').where({ relkind: 'r', relrowsecurity: true }).pluck('relname')).map(String);
    const tables = (await placementsOf(db)).map(({ table }) => table);
    expect(await guarded()).toEqual(expect.arrayContaining([...tables, 'buckets']));
    await distribute(db, { shardCount: 32, dryRun: false });
    for (const table of tables) expect(await guarded()).not.toContain(table);
    expect(await guarded()).toContain('buckets');
    expect(await whyUnconfined(db)).toMatch(/^the table points has no policy/);
  });

  it('goes on where it was broken off, and does nothing when all is done', async () => {
    const { db, calls } = await withStandIn();
    await db('citus_stand_in.pg_dist_partition').insert([
      { logicalrelid: 'ts_shard', partkey: 'shard_id' },
      { logicalrelid: 'ts_batch', partkey: 'shard_id' },
    ]);
    const planned = await distribute(db, { shardCount: 32, dryRun: true });
    expect(await calls()).toEqual([]);
    expect(await distribute(db, { shardCount: 32, dryRun: false })).toEqual(planned);
    expect((await calls()).join()).not.toMatch(/ts_shard shard_id|ts_batch/);
    expect(await distribute(db, { shardCount: 32, dryRun: false })).toEqual([]);
  });

  it('refuses a table that lies otherwise', async () => {
    const { db, calls } = await withStandIn();
    await db('citus_stand_in.pg_dist_partition').insert({ logicalrelid: 'points', partkey: 'organization_id' });
    await expect(distribute(db, { shardCount: 32, dryRun: true })).rejects.toThrow(
      'the table points is distributed by organization_id instead of bucket_id; undo that with undistribute_table',
    );
    expect(await calls()).toEqual([]);
  });
});

describe('the schema of points', () => {
  it('can be distributed: keys hold the column, nothing refers to other tables, nothing counts by itself', async () => {
    const { db } = await databaseForTest();
    for (const { table, column } of await placementsOf(db)) {
      const { rows: keys } = await db.raw<{ rows: { columns: string[] }[] }>(
        `select array(select a.attname::text from unnest(i.indkey::int[]) with ordinality k (attnum, no)
           join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum order by k.no) as columns
         from pg_index i where i.indrelid = ?::regclass and i.indisunique`,
        [table],
      );
      expect(keys.length, table).toBeGreaterThan(0);
      for (const { columns } of keys) {
        if (column === 'shard_id') expect(columns[0], table).toBe('shard_id');
        else expect(columns, table).toContain(column);
      }
      const { rows: obstacles } = await db.raw<{ rows: { obstacle: string }[] }>(
        `select conname as obstacle from pg_constraint where :table::regclass in (conrelid, confrelid) and contype in ('f', 'x')
         union all select attname from pg_attribute where attrelid = :table::regclass and attidentity <> ''
         union all select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = :table::regclass and pg_get_expr(adbin, adrelid) like '%nextval%'
         union all select tgname from pg_trigger where tgrelid = :table::regclass`,
        { table },
      );
      expect(obstacles, table).toEqual([]);
    }
  });
});
