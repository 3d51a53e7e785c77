import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new directory that is gone after the test; the database's account can enter it when the tests run as root. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'telltale-test-')));
  chmodSync(directory, 0o711);
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Whether a PostgreSQL runs, or was killed, on this Telltale data directory. */
export function hasPostmaster(dataDirectory: string): boolean {
  return existsSync(join(dataDirectory, 'postgres', 'postmaster.pid'));
}
