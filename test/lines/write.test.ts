import { createServer } from 'node:http';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { at, jsonOf, make, textAt } from '../../src/contract/runner/scenario.ts';
import { createWire } from '../../src/contract/runner/wire.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { loadConfig } from '../../src/config.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { createIdSource } from '../../src/domain/ids.ts';
import { createApplication } from '../../src/http/application.ts';
import { startScene } from './support/scene.ts';
import type { Scene } from './support/scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

afterAll(() => scene.close());

/** Another server process on the same database, with ids of its own. */
async function startProcess(db: Knex) {
  const config = loadConfig({ TELLTALE_LOG_LEVEL: 'silent' });
  const ids = createIdSource();
  const application = await createApplication({ config, db, clock: systemClock, ids, log: pino({ level: 'silent' }) });
  const server = createServer(application.handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const wire = createWire(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  const close = async () => {
    wire.close();
    await new Promise((resolve) => server.close(resolve));
    await application.close();
  };
  return { wire, close };
}

/** The statements that a pool runs while `work` does. */
async function statementsOf(db: Knex, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const note = ({ sql }: { sql: string }) => void statements.push(sql);
  db.on('query', note);
  await work();
  db.removeListener('query', note);
  return statements;
}

const sourceId = async (name: string) => {
  const rows: { id: string }[] = await scene.database.db('sources').where({ name }).select('id');
  return rows[0]?.id ?? '';
};

describe('lines become points', () => {
  it('of a source for each series, whatever the order of its tags', async () => {
    const lines = 'w,b=2,a=1 x=1,y="t" 1768473000000000000\nw,a=1,b=2 z=t,x=2i 1768473000000999999\nw x=3 1768473001000000000';
    expect(await scene.write(lines)).toEqual([204]);
    expect(await scene.sources()).toEqual([
      ['w', 'w', {}],
      ['w,a=1,b=2', 'w', { a: '1', b: '2' }],
    ]);
    expect(await scene.points({ filters: { labels: { a: '1' } } })).toEqual([['2026-01-15T10:30:00.000Z', { x: 2, y: 't', z: true }]]);
  });

  it('at the time of the server when they have none, in the given unit when they do', async () => {
    expect(await scene.write('own v=1\nown v=2 -1\n', { query: '?precision=h' })).toEqual([204]);
    expect(await scene.points({ filters: { type: 'own' } })).toEqual([
      ['1969-12-31T23:00:00.000Z', { v: 2 }],
      ['2026-01-15T10:30:00.000Z', { v: 1 }],
    ]);
  });

  it('also when there are none', async () => {
    expect(await scene.write('\n# nothing\n')).toEqual([204]);
    expect(await scene.write('')).toEqual([204]);
  });

  it('of a source that is there under the name, by its schema', async () => {
    const body = { name: 'door,hall=3', schema: { open: { type: 'boolean' }, count: { type: 'number' } } };
    await make(scene.scenario, `/api/buckets/${scene.bucketId}/sources`, body);
    const lines =
      'door,hall=3 open=t,count=1i 1\ndoor,hall=3 count=2i,open=1 2\n  door,hall=3 "ä"="ö\n",color="red" 3\ndoor,hall=4 open=1 4';
    expect(await scene.write(lines, { query: '?precision=s' })).toEqual([
      400,
      'partial_write',
      '2 lines were stored, 2 lines were not; details names what is wrong.',
      [
        `line 2, column 27: the field open must be boolean by the source's schema, not number`,
        `line 3, column 19: the field "ä" is not a field of the source's schema, which has open, count`,
      ],
    ]);
    expect(await scene.points({ filters: { type: 'door' } })).toEqual([['1970-01-01T00:00:04.000Z', { open: 1 }]]);
    expect(await scene.points({ sourceIds: [await sourceId('door,hall=3')] })).toEqual([
      ['1970-01-01T00:00:01.000Z', { count: 1, open: true }],
    ]);
  });
});

describe('bad lines', () => {
  it('are told while the good ones are stored', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => `p v=${index % 2 ? 'x' : index} ${index + 1}`).join('\n');
    const [status, code, message, details] = await scene.write(lines, { query: '?precision=s' });
    expect([status, code, message]).toEqual([
      400,
      'partial_write',
      '25 lines were stored, 25 lines were not; details names what is wrong.',
    ]);
    expect(details).toHaveLength(20);
    expect(await scene.points({ filters: { type: 'p' } })).toHaveLength(25);
  });

  it('make no sources', async () => {
    expect((await scene.write('nothing,here=1 v=x\nnothing v=nan')).slice(0, 2)).toEqual([400, 'validation_failed']);
    expect(await sourceId('nothing')).toBe('');
  });

  it('are answered again to a repeat, and nothing is done twice', async () => {
    const options = { headers: { 'Idempotency-Key': 'lines-1' } };
    const first = await scene.write('once v=1 1768473000000000000\nonce v=', options);
    expect(first.slice(0, 2)).toEqual([400, 'partial_write']);
    expect(await scene.points({ filters: { type: 'once' } })).toHaveLength(1);
    await make(scene.scenario, `/api/buckets/${scene.bucketId}/sources/${await sourceId('once')}`, undefined, 'DELETE');
    expect(await scene.write('once v=1 1768473000000000000\nonce v=', options)).toEqual(first);
    expect(await sourceId('once')).toBe('');
  });
});

describe('sources', () => {
  it('are looked up once, and again after a change of any of them', async () => {
    await scene.write('known v=1 1');
    const steady = await statementsOf(scene.database.db, () => scene.write('known v=2 2'));
    expect(steady.filter((sql) => sql.includes('"sources"') || sql.includes('into sources'))).toEqual([]);
    await make(scene.scenario, `/api/buckets/${scene.bucketId}/sources/${await sourceId('known')}`, { description: 'x' }, 'PATCH');
    const changed = await statementsOf(scene.database.db, () => scene.write('known v=3 3'));
    expect(changed.filter((sql) => sql.includes('from "sources"'))).toHaveLength(1);
  });

  it('that are made together take one statement', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `many,n=${index} v=1 1`).join('\n');
    const statements = await statementsOf(scene.database.db, () => scene.write(lines));
    expect(statements.filter((sql) => /from "sources"|into sources|^select "sources_version"/.test(sql))).toHaveLength(3);
    expect(await scene.points({ filters: { type: 'many' }, limit: 1000 })).toHaveLength(500);
  });

  it('that were deleted or renamed are made anew', async () => {
    await scene.write('gone v=1 1768473000000000000\nmoved v=1 1768473000000000000');
    const [gone, moved] = [await sourceId('gone'), await sourceId('moved')];
    await make(scene.scenario, `/api/buckets/${scene.bucketId}/sources/${gone}`, undefined, 'DELETE');
    await make(scene.scenario, `/api/buckets/${scene.bucketId}/sources/${moved}`, { name: 'Another name' }, 'PATCH');
    expect(await scene.write('gone v=2 1768473001000000000\nmoved v=2 1768473001000000000')).toEqual([204]);
    expect(await sourceId('gone')).not.toBe(gone);
    expect(await scene.points({ sourceIds: [await sourceId('gone')] })).toEqual([['2026-01-15T10:30:01.000Z', { v: 2 }]]);
    expect(await scene.points({ sourceIds: [moved] })).toEqual([['2026-01-15T10:30:00.000Z', { v: 1 }]]);
  });

  it('are made once by several processes at once, each point of which is kept', async () => {
    const pool = await openDatabase({ url: scene.database.url, poolMax: 5, statementTimeoutMs: 30_000 });
    const other = await startProcess(pool);
    onTestFinished(async () => {
      await other.close();
      await pool.destroy();
    });
    const sending = Array.from({ length: 20 }, (_, round) => {
      const lines = Array.from({ length: 20 }, (_, index) => `race,n=${(index * 7 + round) % 20} v${round}=1 1768473000000000000`).join(
        '\n',
      );
      const headers = { 'X-API-Key': scene.adminKey, 'Content-Type': 'text/plain' };
      const path = `/api/buckets/${scene.bucketId}/write`;
      return (round % 2 ? other.wire : scene.harness.target.wire).send({ method: 'POST', path, headers, body: lines });
    });
    expect(new Set((await Promise.all(sending)).map(({ status }) => status))).toEqual(new Set([204]));
    const points = await scene.points({ filters: { type: 'race' }, limit: 1000 });
    expect(points).toHaveLength(20);
    for (const [, values] of points.map((point) => (Array.isArray(point) ? point : [])))
      expect(Object.keys(Object(values))).toHaveLength(20);
  });
});

describe('a bucket', () => {
  it('that is keyed otherwise, or not there, is refused', async () => {
    const id = textAt(await make(scene.scenario, '/api/buckets', { name: 'By name', keyType: 'string' }), 'data', 'id');
    const send = (path: string) =>
      scene.send({ method: 'POST', path, headers: { 'X-API-Key': scene.adminKey, 'Content-Type': 'text/plain' }, body: 'm v=1' });
    expect(at(jsonOf(await send(`/api/buckets/${id}/write`)), 'details', 0, 'location')).toBe('path.bucketId');
    expect((await send(`/api/buckets/${'f'.repeat(24)}/write`)).status).toBe(404);
  });
});
