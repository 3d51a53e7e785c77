import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { reasonOf, StartError } from '../start-error.ts';

/**
 * Takes the lock of a data directory, or answers null when another process holds it.
 *
 * Node has no `flock`. An exclusive SQLite transaction is the same thing: a lock of the kernel on a file, which goes
 * with its process however that ends, so that no stale lock and no reused process id can mislead the next start.
 *
 * @throws StartError when the lock file cannot be written
 */
export function lockDirectory(directory: string): { release(): void } | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(directory, 'lock'));
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    const held = database;
    return { release: () => (held.isOpen ? held.close() : undefined) };
  } catch (error) {
    database?.close();
    if (isBusy(error)) return null;
    throw new StartError(`cannot lock the data directory ${directory}: ${reasonOf(error)}`);
  }
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}
