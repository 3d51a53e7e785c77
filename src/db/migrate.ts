import { readdirSync, readFileSync } from 'node:fs';
import type { Knex } from 'knex';
import { reasonOf, StartError } from '../start-error.ts';

const folder = new URL('./migrations/', import.meta.url);
const fileName = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/** Two processes that start at once take turns by this advisory lock; the number only has to be our own. */
const lockKey = 7_355_608;

interface Migration {
  number: number;
  name: string;
  sql: string;
}

/** The migrations of this version in their order. */
export function listMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name, index) => {
      const match = fileName.exec(name);
      if (Number(match?.[1]) !== index + 1)
        throw new Error(`src/db/migrations/${name}: expected number ${index + 1} and a name of a-z, 0-9, _`);
      return { number: index + 1, name: name.slice(0, -'.sql'.length), sql: readFileSync(new URL(name, folder), 'utf8') };
    });
}

/**
 * Brings the schema to this version: each missing migration in a transaction of its own, together with its row in
 * `schema_migrations`. Safe when several processes do it at once.
 *
 * @returns the names of the migrations that this call applied
 * @throws StartError when the schema is of a newer version, or a migration fails (which then has changed nothing)
 */
export async function migrate(db: Knex, migrations: readonly Migration[] = listMigrations()): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const name = await db.transaction((transaction) => applyNext(transaction, migrations));
    if (name === null) return done;
    done.push(name);
  }
}

async function applyNext(transaction: Knex.Transaction, migrations: readonly Migration[]): Promise<string | null> {
  await transaction.raw('SET LOCAL statement_timeout = 0');
  await transaction.raw('SELECT pg_advisory_xact_lock(?)', [lockKey]);
  await transaction.raw(
    'CREATE TABLE IF NOT EXISTS schema_migrations (number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const applied: { number: number; name: string }[] = await transaction('schema_migrations').select('number', 'name').orderBy('number');
  requireKnown(applied, migrations);
  const next = migrations[applied.length];
  if (next === undefined) return null;
  try {
    await transaction.raw(next.sql.replaceAll('?', '\\?'));
  } catch (error) {
    // Knex puts the whole migration before the reason.
    const reason = reasonOf(error);
    throw new StartError(`migration ${next.name} failed and was undone: ${reason.slice(reason.lastIndexOf(' - ') + 1).replace(/^- /, '')}`);
  }
  await transaction('schema_migrations').insert({ number: next.number, name: next.name });
  return next.name;
}

function requireKnown(applied: readonly { number: number; name: string }[], migrations: readonly Migration[]): void {
  for (const [index, { number, name }] of applied.entries()) {
    const known = migrations[index];
    if (known?.number === number && known.name === name) continue;
    throw new StartError(
      `the database's schema has the migration ${name}, which this version of Telltale does not know: use the version that made it`,
    );
  }
}
