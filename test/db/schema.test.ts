import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dumpSchema } from '../../src/db/dump.ts';
import { openTestDatabase } from '../support/database.ts';

describe('schema.sql', () => {
  it('is what the migrations make (npm run db:dump writes it)', async () => {
    const { db, close } = await openTestDatabase();
    onTestFinished(close);
    expect(await dumpSchema(db)).toBe(readFileSync(new URL('../../src/db/schema.sql', import.meta.url), 'utf8'));
  });

  it('makes the same schema again', async () => {
    const { db, close } = await openTestDatabase();
    onTestFinished(close);
    await db.raw(
      `
      CREATE TYPE mood AS ENUM ('well', 'it''s not');
      CREATE TABLE odd (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Quoted" text STORAGE EXTERNAL COMPRESSION pglz DEFAULT 'x', mood mood NOT NULL,
        twice bigint GENERATED ALWAYS AS (id * 2) STORED, EXCLUDE USING btree (mood WITH =)
      ) WITH (fillfactor = 70);
      CREATE UNIQUE INDEX odd_partial ON odd ("Quoted" text_pattern_ops DESC) INCLUDE (mood) WHERE id > 5;
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER touched BEFORE UPDATE ON odd FOR EACH ROW EXECUTE FUNCTION touch();
      COMMENT ON COLUMN odd.mood IS 'how it''s going'`.replaceAll('?', '\\?'),
    );
    const dump = await dumpSchema(db);
    expect(dump).toContain(`"Quoted" text STORAGE EXTERNAL COMPRESSION pglz DEFAULT 'x'::text`);
    const tables = dump.split('\n\n').filter((part) => !part.includes('REFERENCES') && !part.includes('CREATE TABLE organizations'));
    await db.raw('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await db.raw(tables.filter((part) => /mood|odd|touch/.test(part)).join('\n'));
    expect(tables.filter((part) => /mood|odd|touch/.test(part)).join('\n\n')).toBe(
      (await dumpSchema(db)).split('\n\n').slice(1).join('\n\n'),
    );
  });

  it('refuses to leave something out', async () => {
    const { db, close } = await openTestDatabase();
    onTestFinished(close);
    await db.raw('CREATE VIEW overlooked AS SELECT 1 AS one');
    await expect(dumpSchema(db)).rejects.toThrow('does not know how to dump the view overlooked');
  });
});
