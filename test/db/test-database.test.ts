import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../support/database.ts';

describe('openTestDatabase', () => {
  it('gives each caller a migrated database of its own', async () => {
    const [one, two] = await Promise.all([openTestDatabase(), openTestDatabase()]);
    await one.db.raw('CREATE TABLE only_here (id integer)');
    expect(await one.db.schema.hasTable('only_here')).toBe(true);
    expect(await two.db.schema.hasTable('only_here')).toBe(false);
    expect(await two.db.schema.hasTable('schema_migrations')).toBe(true);
    await Promise.all([one.close(), two.close()]);
  });

  it('reads int8 as a number', async () => {
    const { db, close } = await openTestDatabase();
    const { rows } = await db.raw('SELECT 9007199254740991::int8 AS biggest, count(*) AS none FROM schema_migrations WHERE false');
    expect(rows).toEqual([{ biggest: Number.MAX_SAFE_INTEGER, none: 0 }]);
    await close();
  });
});
