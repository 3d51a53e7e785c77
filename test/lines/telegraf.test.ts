import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, jsonOf } from '../../src/contract/runner/scenario.ts';
import { startScene } from './support/scene.ts';
import type { Scene } from './support/scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
});

afterAll(() => scene.close());

/** What Telegraf's inputs cpu, mem and system gather, as its serializer writes it. */
const metrics = [
  'cpu,cpu=cpu-total,host=web\\ 1 usage_user=1.5015015015003843,usage_system=0.9009009009003917,usage_idle=97.59759759749966 1768473000000000000',
  'mem,host=web\\ 1 total=16777216000i,used_percent=41.23,available=9860000000i 1768473000000000000',
  'system,host=web\\ 1 uptime=86400i,uptime_format="1 day,  0:00",load1=0.25 1768473000000000000',
  '',
].join('\n');

/**
 * The request of Telegraf over the wire: headers in the order of Go's client (Host and User-Agent first, the others by name, its own
 * Accept-Encoding last), the body in chunks because it is compressed while it is sent.
 */
function requestOf(target: string, headers: readonly string[], text: string): Buffer {
  const body = gzipSync(text);
  const head = [
    `POST ${target} HTTP/1.1`,
    `Host: ${new URL(scene.url).host}`,
    'User-Agent: Telegraf/1.36.4 Go/1.25.3',
    'Transfer-Encoding: chunked',
    ...headers,
    'Accept-Encoding: gzip',
  ];
  const chunk = `${body.length.toString(16)}\r\n`;
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n${chunk}`), body, Buffer.from('\r\n0\r\n\r\n')]);
}

const compressed = ['Content-Encoding: gzip', 'Content-Type: text/plain; charset=utf-8'];

/** Sends bytes and answers those that come back, up to the end of one answer. */
function exchange(request: Buffer): Promise<string> {
  const { hostname, port } = new URL(scene.url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      text += String(chunk);
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/^content-length: (\d+)$/im.exec(text.slice(0, end))?.[1] ?? 0);
      if (end === -1 || text.length < end + 4 + length) return;
      socket.destroy();
      resolve(text);
    });
  });
}

const bodyOf = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
const token = () => [`Authorization: Token ${scene.writeKey}`, ...compressed];
const basic = () => [`Authorization: Basic ${Buffer.from(`telegraf:${scene.writeKey}`).toString('base64')}`, ...compressed];

describe('outputs.influxdb_v2 of Telegraf', () => {
  it('is answered 204 with no body, and the points are there', async () => {
    const answer = await exchange(requestOf('/api/v2/write?bucket=telegraf&org=', token(), metrics));
    expect(answer).toMatch(/^HTTP\/1\.1 204 No Content\r\n/);
    expect(answer).not.toMatch(/^(content-length|transfer-encoding|content-type):/im);
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
    expect(await scene.sources()).toEqual([
      ['cpu,cpu=cpu-total,host=web\\ 1', 'cpu', { cpu: 'cpu-total', host: 'web 1' }],
      ['mem,host=web\\ 1', 'mem', { host: 'web 1' }],
      ['system,host=web\\ 1', 'system', { host: 'web 1' }],
    ]);
    expect(await scene.points({ filters: { type: 'system' } })).toEqual([
      ['2026-01-15T10:30:00.000Z', { load1: 0.25, uptime: 86400, uptime_format: '1 day,  0:00' }],
    ]);
    expect(await scene.points({ filters: { labels: { cpu: 'cpu-total' } }, fields: ['usage_idle'] })).toEqual([
      ['2026-01-15T10:30:00.000Z', { usage_idle: 97.59759759749966 }],
    ]);
  });

  it('reads code and message of a refusal, and drops only what is bad', async () => {
    const text = `mem,host=a used=1i 1768473000000000000\nmem,host=a used=99999999999999999999i 1768473010000000000\n`;
    const answer = await exchange(requestOf('/api/v2/write?bucket=telegraf&org=acme', token(), text));
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(bodyOf(answer)).toMatchObject({
      code: 'partial_write',
      message: '1 line was stored, 1 line was not; details names what is wrong.',
      details: [{ location: 'line 2, column 17' }],
    });
  });

  it('is told to wait, or that its token is wrong', async () => {
    const wrong = await exchange(
      requestOf('/api/v2/write?bucket=telegraf&org=', ['Authorization: Token nonsense', ...compressed], metrics),
    );
    expect(wrong).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
    expect(at(bodyOf(wrong), 'code')).toBe('api_key_invalid');
    const heal = scene.plantFault(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }));
    const down = await exchange(requestOf('/api/v2/write?bucket=telegraf&org=', token(), metrics));
    heal();
    expect(down).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
    expect(down).toMatch(/^retry-after: 1\r$/im);
  });
});

describe('outputs.influxdb of Telegraf', () => {
  it('is answered 204 with its user name and the key as password', async () => {
    const answer = await exchange(
      requestOf('/write?consistency=any&db=telegraf&rp=autogen', basic(), 'disk,path=/ free=1i 1768473000000000000\n'),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 204 No Content\r\n/);
    expect(await scene.points({ filters: { type: 'disk' } })).toEqual([['2026-01-15T10:30:00.000Z', { free: 1 }]]);
  });

  it('reads the error of a refusal', async () => {
    const answer = await exchange(requestOf('/write?db=telegraf', basic(), 'disk free=x\n'));
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(bodyOf(answer)).toMatchObject({ error: 'Bad Request', code: 'validation_failed' });
  });
});

describe('other clients', () => {
  const send = (path: string, headers: Record<string, string>, body = 'm v=1') => scene.send({ method: 'POST', path, headers, body });

  it('send the key in the address, any database, and any type of body or none', async () => {
    const forms: Record<string, string>[] = [
      {},
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      { 'Content-Type': 'application/octet-stream', Accept: 'application/x-msgpack' },
    ];
    for (const headers of forms) expect((await send(`/write?db=anything&u=me&p=${scene.writeKey}`, headers)).status).toBe(204);
    expect((await send(`/write?u=me&p=${scene.writeKey}`, {})).status).toBe(204);
    expect((await send(`/api/v2/write?p=${scene.writeKey}`, {})).status).toBe(401);
  });

  it('name the bucket by id or name with an admin key, and no other with a write key', async () => {
    const admin = { 'X-API-Key': scene.adminKey };
    expect((await send('/api/v2/write?bucket=Weather&orgID=1&precision=s', admin, 'm v=1 1768473000')).status).toBe(204);
    expect((await send(`/write?db=${scene.bucketId}&precision=h`, admin, 'm v=1 491243')).status).toBe(204);
    expect((await send('/write?db=weather', admin)).status).toBe(404);
    expect(at(jsonOf(await send('/write', admin)), 'details', 0, 'location')).toBe('query.db');
    expect((await send(`/write?db=${'f'.repeat(24)}`, { 'X-API-Key': scene.writeKey })).status).toBe(404);
  });
});
