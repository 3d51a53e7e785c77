import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { createReadings, readingsFrom, seriesCount, timeOf } from '../data-set.ts';
import { openClients } from '../load.ts';
import { cpuSecondsOf, cpuSecondsOfTree, forgetPeak, peakResidentBytes } from '../processes.ts';
import { createBucket } from './bucket.ts';
import { requireExact, requireSame } from './exactness.ts';
import { readOptions } from './index.ts';
import { copyInto, encodeRows, rowTable } from './rows.ts';
import { batches, forms, formStatus, writeRequests } from './writes.ts';
import type { FormName } from './writes.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('the data set', () => {
  it('is the same on every run, from any minute on', () => {
    const next = createReadings();
    for (let minute = 0; minute < 30; minute++) next();
    expect(next()).toEqual(readingsFrom(30)());
  });

  it('is cut into batches that lose nothing', () => {
    const cut = [...batches({ firstMinute: 3, points: 2500 }, 1000)];
    expect(cut.map((batch) => batch.length)).toEqual([1000, 1000, 500]);
    expect(cut[2]?.at(-1)).toMatchObject({ series: 499, minute: 5 });
  });
});

describe('the loads', () => {
  it('write the data set in every form, and it is read back bit for bit', async () => {
    const port = Number(new URL(server.url).port);
    const target = await createBucket(port, server.adminKey, 'Bench');
    const clients = await openClients(port, 8);
    const all: FormName[] = ['single', 'list', 'columns', 'lines'];
    expect(all.toSorted()).toEqual(Object.keys(forms).toSorted());
    const names = all.filter((form) => formStatus(form) !== null);
    for (const [minute, form] of names.entries()) {
      const part = { firstMinute: minute, points: seriesCount };
      const requests = [...writeRequests(form, target, part, form === 'single' ? 1 : 400)];
      await clients.send(requests.length, formStatus(form) ?? 0, (number) => requests[number] ?? '');
    }
    await expect(requireExact(clients, target, names.length)).resolves.toContain(`All ${names.length},000 points`);
    await expect(requireExact(clients, target, names.length + 1)).rejects.toThrow('series 0');
    clients.close();
  });

  it('copy rows that PostgreSQL reads as they were', async () => {
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    await client.query(rowTable('some_rows'));
    const readings = [
      { series: 0, minute: 0, value: -0.01 },
      { series: 999, minute: 10_079, value: 123_456_789.25 },
    ];
    const stream = client.query(copyFrom(copyInto('some_rows')));
    stream.end(encodeRows(readings));
    await finished(stream);
    const { rows } = await client.query('select series, time, value from some_rows order by series');
    expect(rows).toEqual(readings.map(({ series, minute, value }) => ({ series, time: new Date(timeOf(minute)), value })));
    await client.end();
  });
});

describe('answers', () => {
  it('are the same in any order, but not when one differs or is missing', () => {
    requireSame('it', [2, 1], [1, 2 + 1e-12]);
    expect(() => requireSame('it', [1, 2], [1, 2.001])).toThrow('the first difference: 2 and 2.001');
    expect(() => requireSame('it', [1], [1, 2])).toThrow('1 values, rows have 2');
  });
});

describe('the figures of processes', () => {
  // They are those of Linux; elsewhere the store's bench says that it cannot run.
  const isLinux = process.platform === 'linux';

  it('count processor time as Node does, of children too', async () => {
    if (!isLinux) return;
    const { user, system } = process.cpuUsage();
    expect(cpuSecondsOf(process.pid)).toBeGreaterThan((user + system) / 1e6 - 0.05);
    const before = cpuSecondsOfTree(process.pid);
    const busy = 'for (const end = process.cpuUsage().user + 200_000; process.cpuUsage().user < end; );';
    const child = spawn(process.execPath, ['-e', busy]);
    await once(child, 'exit');
    expect(cpuSecondsOfTree(process.pid) - before).toBeGreaterThan(0.15);
  });

  it('forget the peak of memory', () => {
    if (!isLinux) return;
    const large = new ArrayBuffer(200e6);
    new Uint8Array(large).fill(1);
    const peak = peakResidentBytes(process.pid);
    expect(peak).toBeGreaterThan(large.byteLength);
    // Frees the memory at once, without waiting for the garbage collector.
    large.transfer(0);
    forgetPeak(process.pid);
    expect(peakResidentBytes(process.pid)).toBeLessThan(peak - 100e6);
  });
});

describe('the options', () => {
  it('are read, and a mistake is told with what may be given', () => {
    expect(readOptions(['--points', '200000', '--form', 'columns'])).toMatchObject({ points: 200_000, rows: 200_000, form: 'columns' });
    expect(() => readOptions(['--points', '5'])).toThrow('--points must be a whole number of ten thousands');
    expect(() => readOptions(['--form', 'single'])).toThrow('--form must be one of list');
  });
});
