import { parseArgs } from 'node:util';
import { measureIngest } from './ingest.ts';
import { measureQueries } from './queries.ts';
import { withStand } from './stand.ts';
import { measureSustained } from './sustained.ts';
import { findOperation } from './operations.ts';
import { forms } from './writes.ts';
import type { FormName } from './writes.ts';

/** What the store's bench is told on the command line. */
export interface StoreBenchOptions {
  /** Of the sustained ingest and the queries; a round of ingest is a fifth of it, at most a million. */
  points: number;
  /** Of the table of rows that the sustained part is compared with; 0 for none. */
  rows: number;
  /** How the sustained part writes. */
  form: FormName;
  parts: readonly Part[];
}

const parts = ['ingest', 'sustained'] as const;
type Part = (typeof parts)[number];

const fewestPoints = 100_000;
const mostPoints = 10_080_000;

/** @throws Error that says what may be given */
export function readOptions(args: string[]): StoreBenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      points: { type: 'string', default: '2000000' },
      rows: { type: 'string' },
      form: { type: 'string', default: 'list' },
      part: { type: 'string', multiple: true, default: [...parts] },
      markdown: { type: 'boolean' },
    },
  });
  const points = wholeNumber('--points', values.points, fewestPoints, mostPoints);
  const rows = values.rows === undefined ? points : wholeNumber('--rows', values.rows, 0, points);
  const form = oneOf('--form', values.form, Object.keys(forms).filter(isForm));
  return { points, rows, form, parts: values.part.map((part) => oneOf('--part', part, parts)) };
}

const isForm = (name: string): name is FormName =>
  name !== 'single' && Object.entries(forms).some(([form, { path }]) => form === name && findOperation('post', path) !== null);

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most || value % 10_000 !== 0)
    throw new Error(`${name} must be a whole number of ten thousands from ${least} to ${most}, not ${text}`);
  return value;
}

function oneOf<const T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw new Error(`${name} must be one of ${allowed.join(', ')}, not ${text}`);
  return found;
}

/** The time-series store over HTTP, beside PostgreSQL with one row for each point, in one run. Tells each table when it is there. */
export async function benchStore({ points, rows, form, parts: wanted }: StoreBenchOptions, tell: (text: string) => void): Promise<void> {
  if (process.platform !== 'linux')
    return tell('The bench of the store reads processor time and memory from /proc, so it runs on Linux only.');
  // Each part has a server and a database of its own: what one leaves behind costs the other nothing.
  if (wanted.includes('ingest')) await withStand(async (stand) => tell(await measureIngest(stand, points)));
  if (!wanted.includes('sustained')) return;
  await withStand(async (stand) => {
    const { target, text } = await measureSustained(stand, form, points, rows);
    tell(text);
    tell(await measureQueries(stand, target, points, rows));
  });
}

if (import.meta.main) await benchStore(readOptions(process.argv.slice(2)), console.log);
