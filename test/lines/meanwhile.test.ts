import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findBucket } from '../../src/areas/buckets/queries.ts';
import { createBucket, deleteBucket } from '../../src/areas/buckets/service.ts';
import { writeLines } from '../../src/areas/lines/service.ts';
import { deleteSource } from '../../src/areas/sources/service.ts';
import type { Context } from '../../src/domain/context.ts';
import type { InTurns } from '../../src/domain/turns.ts';
import { refusalOf } from '../../src/http/answers.ts';
import type { Store } from '../../src/store/store.ts';
import { contextOf } from '../support/context.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

// What happens to a bucket and its sources between the look at them and the write of the points.
let server: TestServer;
let context: Context;
let bucketId: string;

beforeAll(async () => {
  server = await startTestServer();
  context = await contextOf(server);
});

beforeEach(async () => {
  const { bucket } = await createBucket(context, { name: context.ids.resourceId(), keyType: 'timestamp' });
  bucketId = bucket.id;
});

afterAll(() => server.close());

async function write(lines: string, before?: Store['writeColumns'], inTurns: InTurns = context.inTurns): Promise<void> {
  const bucket = await findBucket(context.db, context.principal.organizationId, bucketId);
  if (!bucket) throw new Error('the bucket is not there');
  const { store } = context;
  const writeColumns: Store['writeColumns'] = async (...write) => {
    await before?.(...write);
    return store.writeColumns(...write);
  };
  await writeLines({ ...context, inTurns, store: { ...store, writeColumns } }, bucket, Buffer.from(lines), 's', 'path.bucketId');
}

async function sources(): Promise<Map<string, string>> {
  const rows: { id: string; name: string }[] = await context.db('sources').where({ bucket_id: bucketId }).select('id', 'name');
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** The stored points, as source, key and values. */
async function points() {
  const ref = {
    organizationId: context.principal.organizationId,
    bucketId,
    keyType: 'timestamp',
    retentionDays: null,
    retentionRecords: null,
  } as const;
  const { rows } = await context.store.points(context.db, ref, 0, {}, { order: 'asc', limit: 1000, offset: 0 });
  return rows.map(({ sourceId, key, values }) => [sourceId, key, values]);
}

const nothing = { inserted: 0, updated: 0 };

describe('a source that is deleted while its points are written', () => {
  it('is made anew with them, and the others are written once', async () => {
    await write('a v=1 1\nb v=1 1');
    const before = await sources();
    let deletions = 0;
    await write('a v=2 2\nb v=2 2', async () => {
      if (deletions++ === 0) await deleteSource(context, bucketId, before.get('a') ?? '');
      return nothing;
    });
    const after = await sources();
    expect(deletions).toBe(2);
    expect(after.get('a')).not.toBe(before.get('a'));
    expect(after.get('b')).toBe(before.get('b'));
    expect(await points()).toEqual([
      [after.get('b'), 1000, { v: 1 }],
      ...[
        [after.get('a'), 2000, { v: 2 }],
        [after.get('b'), 2000, { v: 2 }],
      ].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    ]);
  });

  it('again and again, is refused in the end', async () => {
    const always = async () => {
      for (const id of (await sources()).values()) await deleteSource(context, bucketId, id);
      return nothing;
    };
    await expect(write('a v=1 1', always)).rejects.toThrow('unavailable');
    expect(await points()).toEqual([]);
  }, 60_000);
});

describe('what comes between the steps of a long body', () => {
  /** A body of several steps, all of one series. */
  const long = Array.from({ length: 20_000 }, (_, index) => `a v=${index} ${index}`).join('\n');
  /** Does something at the first pause of a work, which is that of the parser. */
  function once(work: () => Promise<unknown>): { inTurns: InTurns; pauses: () => number } {
    let pauses = 0;
    const inTurns: InTurns = async (steps) => {
      for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
        if (pauses++ === 0) await work();
      }
    };
    return { inTurns, pauses: () => pauses };
  }

  it('is answered, and neither disturbs the other', async () => {
    const { inTurns, pauses } = once(async () => {
      await write('b w="x" 1\na v=7 100000');
      expect(await points()).toHaveLength(2);
    });
    await write(long, undefined, inTurns);
    const { a, b } = Object.fromEntries(await sources());
    expect(pauses()).toBeGreaterThan(1);
    const ref = {
      organizationId: context.principal.organizationId,
      bucketId,
      keyType: 'timestamp',
      retentionDays: null,
      retentionRecords: null,
    } as const;
    expect(await context.store.extent(context.db, ref, 0, { sourceIds: [a ?? ''] })).toEqual({
      points: 20_001,
      first: 0,
      last: 100_000_000,
    });
    expect(await context.store.extent(context.db, ref, 0, { sourceIds: [b ?? ''] })).toEqual({ points: 1, first: 1000, last: 1000 });
  });

  it('may delete the source: it is made anew with all its points', async () => {
    await write('a v=1 1');
    const before = (await sources()).get('a') ?? '';
    await write(long, undefined, once(() => deleteSource(context, bucketId, before)).inTurns);
    const after = (await sources()).get('a') ?? '';
    expect(after).not.toBe(before);
    const found = await points();
    expect([found.length, new Set(found.map(([id]) => id))]).toEqual([1000, new Set([after])]);
  });

  it('may delete the bucket: nothing is stored', async () => {
    const error: unknown = await write(long, undefined, once(() => deleteBucket(context, bucketId)).inTurns).catch(
      (thrown: unknown) => thrown,
    );
    expect(refusalOf(error)?.code).toBe('not_found');
    expect(await points()).toEqual([]);
  });
});

describe('a bucket that is deleted while its points are written', () => {
  it('is not found, and nothing stays', async () => {
    const gone = async () => {
      await deleteBucket(context, bucketId);
      return nothing;
    };
    const error: unknown = await write('a v=1 1', gone).catch((thrown: unknown) => thrown);
    expect(refusalOf(error)?.code).toBe('not_found');
    expect(await points()).toEqual([]);
  });
});

describe('a field that has another type', () => {
  it('makes only those lines bad, with old fields and new ones', async () => {
    await write('a v=1,w="x" 1');
    await expect(write('a v=2 2\na v="two" 3\nb v=t 1\nb v=1 2\n a w=5,v=4 5\na w="y",v=6 6')).rejects.toMatchObject({
      code: 'partial_write',
      details: [
        { location: 'line 2, column 5', message: 'the field v must be number, as the field of this series has been, not string' },
        { location: 'line 4, column 5', message: 'the field v must be boolean, as the field of this series has been, not number' },
        { location: 'line 5, column 6', message: 'the field w must be string, as the field of this series has been, not number' },
      ],
    });
    const { a, b } = Object.fromEntries(await sources());
    expect(new Set(await points())).toEqual(
      new Set([
        [a, 1000, { v: 1, w: 'x' }],
        [b, 1000, { v: true }],
        [a, 2000, { v: 2 }],
        [a, 6000, { v: 6, w: 'y' }],
      ]),
    );
  });

  it('is told of each of many series', async () => {
    const lines = (value: string) => Array.from({ length: 60 }, (_, index) => `m,n=${index} v=${value} 1`).join('\n');
    await write(lines('1'));
    await expect(write(lines('"x"'))).rejects.toMatchObject({ code: 'validation_failed', details: { length: 20 } });
    await expect(write(`${lines('"x"')}\nm,n=60 v="x" 1`)).rejects.toMatchObject({
      code: 'partial_write',
      nuance: { sentence: '1 line was stored, 60 lines were not; details names what is wrong.' },
    });
  });
});

describe('more series than a bucket may have', () => {
  it('are refused, and leave no sources behind', async () => {
    const small = await startTestServer({ settings: { TELLTALE_MAX_SERIES: '5' } });
    onTestFinished(() => small.close());
    const send = async (path: string, type: string, body: string) => {
      const headers = { 'X-API-Key': small.adminKey, 'Content-Type': type };
      const answer = await fetch(small.url + path, { method: 'POST', headers, body });
      return { status: answer.status, text: await answer.text() };
    };
    const id: string = JSON.parse((await send('/api/buckets', 'application/json', '{"name":"Small"}')).text).data.id;
    const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `m,n=${from + index} v=1 1`).join('\n');
    expect((await send(`/api/buckets/${id}/write`, 'text/plain', lines(0, 4))).status).toBe(204);
    const refused = await send(`/api/buckets/${id}/write`, 'text/plain', lines(2, 9));
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.text).toContain('more than 5 series');
    const names: { name: string }[] = await small.environment.db('sources').select('name').orderBy('name');
    expect(names.map(({ name }) => name)).toEqual(['m,n=0', 'm,n=1', 'm,n=2', 'm,n=3']);
    // More new sources than there may be series are not even made.
    const many = await send(`/api/buckets/${id}/write`, 'text/plain', lines(2, 20));
    expect([many.status, many.text.includes('more than 5 series')]).toEqual([400, true]);
    expect((await send(`/api/buckets/${id}/write`, 'text/plain', lines(3, 5))).status).toBe(204);
  });
});
