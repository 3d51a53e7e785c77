import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import type { BucketRef, Point, Store } from '../../src/store/store.ts';
import { columnsOf } from './support/columns.ts';
import { createModel, freshBucket } from './support/model.ts';
import { useStore, whole } from './support/store.ts';

// Each writer has a field of its own, so that what a reader sees of it must be the model after some of its steps, wholly: no step in
// part, none missing that was answered before the question, and none that had not begun when the answer came.

const { database } = useStore();
const writers = 3;
const newProcess = (): Store => createStore({ maxPoints: 100_000, slotting: { above: 3, slots: 8 } });

/** What a writer does at once: one write, or several in a transaction, which may be rolled back. */
interface Step {
  kind: 'points' | 'columns' | 'transaction' | 'rolled back';
  writes: { source: number; key: number }[][];
}

const places = fc.array(fc.record({ source: fc.integer({ min: 0, max: 11 }), key: fc.integer({ min: 0, max: 5 }) }), {
  minLength: 1,
  maxLength: 14,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('points', 'columns'), writes: fc.tuple(places) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('transaction', 'rolled back'),
      writes: fc.array(places, { minLength: 1, maxLength: 3 }),
    }),
  },
);
const scripts = fc.array(fc.array(step, { minLength: 4, maxLength: 12 }), { minLength: writers, maxLength: writers });

class RolledBack extends Error {}

async function perform(store: Store, bucket: BucketRef, { kind, writes }: { kind: Step['kind']; writes: Point[][] }): Promise<number> {
  const { db } = database();
  const [first = []] = writes;
  if (kind === 'points') return (await store.write(db, bucket, first)).inserted;
  if (kind === 'columns') return (await store.writeColumns(db, bucket, columnsOf(first, 'series'))).inserted;
  const made = db.transaction(async (own) => {
    let inserted = 0;
    for (const points of writes) inserted += (await store.write(own, bucket, points)).inserted;
    if (kind === 'rolled back') throw new RolledBack();
    return inserted;
  });
  return made.catch((error: unknown) => {
    if (error instanceof RolledBack) return 0;
    throw error;
  });
}

/** What there is of a field, by source and key. */
function stateOf(points: readonly Point[], field: string): Record<string, unknown> {
  const own = points.filter(({ values }) => Object.hasOwn(values, field));
  return Object.fromEntries(own.map(({ sourceId, key, values }) => [`${sourceId} ${key}`, values[field]]));
}

async function run(script: readonly Step[][]): Promise<void> {
  const bucket = freshBucket({ keyType: 'integer' });
  const processes = Array.from({ length: writers }, newProcess);
  const models = script.map(() => createModel('integer'));
  const states = script.map((): Record<string, unknown>[] => [{}]);
  const answered = script.map(() => 0);
  const state = { working: script.length, inserted: 0 };

  const write = async (steps: readonly Step[], number: number): Promise<void> => {
    for (const [index, { kind, writes }] of steps.entries()) {
      const values = writes.map((places) => places.map(({ source, key }, i) => point(source, key, `f${number}`, index * 100 + i)));
      const model = models[number];
      if (kind !== 'rolled back') for (const points of values) model?.write(structuredClone(points));
      states[number]?.push(stateOf(model?.points({}, whole).rows ?? [], `f${number}`));
      const inserted = await perform(processes[number] ?? newProcess(), bucket, { kind, writes: values });
      state.inserted += inserted;
      answered[number] = index + 1;
    }
  };
  const read = async (store: Store): Promise<void> => {
    while (state.working > 0) {
      const before = [...answered];
      const { rows } = await store.points(database().db, bucket, 0, {}, whole);
      for (const [number, own] of states.entries())
        expect(own.slice(before[number]), `writer ${number}`).toContainEqual(stateOf(rows, `f${number}`));
    }
  };
  const fold = async (store: Store): Promise<void> => {
    while (state.working > 0) await store.maintain(database().db, bucket, 0, { all: true });
  };
  // Readers end with the writers, also when one of those fails.
  const writing = (steps: readonly Step[], number: number): Promise<void> => write(steps, number).finally(() => state.working--);
  await Promise.all([...script.map(writing), ...processes.map(read), fold(newProcess())]);
  const { rows } = await newProcess().points(database().db, bucket, 0, {}, whole);
  expect(script.map((_, number) => stateOf(rows, `f${number}`))).toEqual(states.map((own) => own.at(-1)));
  expect(state.inserted).toBe(rows.length);
}

const point = (source: number, key: number, field: string, value: number): Point => ({
  sourceId: source.toString(16).padStart(24, '0'),
  key,
  values: { [field]: value },
});

test('several processes that write to many slots at once, while others read and fold: what is seen is what the model holds', async () => {
  await fc.assert(fc.asyncProperty(scripts, run), { numRuns: 12, endOnFailure: true });
});
