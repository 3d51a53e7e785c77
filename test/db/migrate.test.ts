import type { Knex } from 'knex';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listMigrations, migrate } from '../../src/db/migrate.ts';
import { shardOf } from '../../src/store/columns/shard.ts';
import { openTestDatabase } from '../support/database.ts';

/** A database in which nothing has been migrated. */
async function openBlank(): Promise<Knex> {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  await db.raw('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  return db;
}

const migration = (number: number, sql: string) => ({ number, name: `000${number}_test`, sql });

describe('migrate', () => {
  it('applies each migration once', async () => {
    const db = await openBlank();
    const names = listMigrations().map(({ name }) => name);
    expect(await migrate(db)).toEqual(names);
    expect(await migrate(db)).toEqual([]);
    expect(await db('schema_migrations').orderBy('number').pluck('name')).toEqual(names);
  });

  it('is safe when several processes start at once', async () => {
    const db = await openBlank();
    const done = await Promise.all(Array.from({ length: 5 }, () => migrate(db)));
    expect(done.flat().sort()).toEqual(listMigrations().map(({ name }) => name));
  });

  it('says nothing that PostgreSQL 15 does not know', () => {
    // New in 16: how a column is stored, within CREATE TABLE.
    for (const { name, sql } of listMigrations())
      for (const [table] of sql.matchAll(/CREATE TABLE [^;]*/gi)) expect(table.replaceAll(/--.*/g, ''), name).not.toMatch(/\bSTORAGE\b/i);
  });

  it('undoes a migration that fails, keeps those before it, and goes on from there', async () => {
    const db = await openBlank();
    const first = migration(1, 'CREATE TABLE one (id integer)');
    const broken = migration(2, 'CREATE TABLE two (id integer); SELECT 1 / 0');
    await expect(migrate(db, [first, broken])).rejects.toThrow(/^migration 0002_test failed and was undone: division by zero$/);
    expect([await db.schema.hasTable('one'), await db.schema.hasTable('two')]).toEqual([true, false]);
    expect(await migrate(db, [first, migration(2, 'CREATE TABLE two (id integer)')])).toEqual(['0002_test']);
  });

  it('runs SQL with question marks and dollars as it is written', async () => {
    const db = await openBlank();
    await migrate(db, [migration(1, `CREATE TABLE one AS SELECT '{"a":1}'::jsonb ? 'a' AS has, $$it's ?$$ AS text`)]);
    expect(await db('one')).toEqual([{ has: true, text: "it's ?" }]);
  });

  it('refuses a schema of a newer version', async () => {
    const db = await openBlank();
    const first = migration(1, 'SELECT 1');
    await migrate(db, [first, migration(2, 'SELECT 1')]);
    await expect(migrate(db, [first])).rejects.toThrow('has the migration 0002_test, which this version of Telltale does not know');
  });
});

describe('the migration 0018', () => {
  it('gives the slots of a bucket the numbers that the store looks for', async () => {
    const db = await openBlank();
    await migrate(db, listMigrations().slice(0, 17));
    const buckets = ['a', 'b'].map((bucketId) => ({
      ...{ organizationId: 'o', bucketId, keyType: 'timestamp' as const },
      ...{ retentionDays: null, retentionRecords: null },
    }));
    for (const [number, bucket] of buckets.entries()) {
      const ids = [shardOf(bucket).shardId, String(1000 + number), String(2000 + number)];
      for (const [slot, shard] of ids.entries()) {
        const row = { shard_id: shard, organization_id: 'o' };
        await db('ts_shard').insert({ ...row, bucket_id: bucket.bucketId, span: 1, made_at: 1, last_at: 1, slot, slots: 3 });
        await db('ts_batch').insert({ ...row, at: slot, prev_at: 0, n: 1, t_min: number, t_max: number, data: Buffer.of() });
      }
    }
    await migrate(db);
    for (const [number, bucket] of buckets.entries()) {
      const expected = [0, 1, 2].map((slot) => ({ slot, shard_id: shardOf(bucket, slot).shardId }));
      const found = db('ts_batch as b').join('ts_shard as s', 's.shard_id', 'b.shard_id').where({ t_min: number }).orderBy('slot');
      expect(await found.select('slot', db.raw('b.shard_id::text'))).toEqual(expected);
    }
  });
});
