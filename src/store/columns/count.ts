import { stretches } from '../../domain/turns.ts';
import type { Steps } from '../../domain/turns.ts';
import type { WriteResult } from '../store.ts';
import type { Gathered } from './cells.ts';
import { lowerBound } from './column.ts';
import { keysBySource } from './source-keys.ts';

/** What is known of sources before a write, in their order. */
export interface Highs {
  /** Their greatest keys; none is less than the greatest that is stored. */
  keys: Float64Array;
  /** Whether there certainly is a point at these keys. */
  areThere: boolean;
}

/** Keys whose existence only the database knows, by source; each once, ascending. */
export type Doubts = ReadonlyMap<string, Float64Array>;

/** What each request makes and changes, and the greatest keys afterwards. */
export interface Counted {
  results: WriteResult[];
  highs: Float64Array;
}

/** A count that is complete once it is known which of the doubtful points are there. */
export interface Count {
  doubts: Doubts;
  finish(found: Doubts): Counted;
}

const none: Doubts = new Map();

/** Counts what requests make and change, each after those before it. A point that a request names twice counts once. */
export function* countPoints(gathered: Gathered, highs: Highs): Steps<Count> {
  const appended = yield* countAppends(gathered, highs);
  if (appended !== null) return { doubts: none, finish: () => appended };
  return gathered.requests.length === 1 ? yield* countOne(gathered, highs) : countSeveral(gathered, highs);
}

/** Counts in one pass when the keys of each source do not go back. Null when some do. */
function* countAppends(gathered: Gathered, { keys: before, areThere }: Highs): Steps<Counted | null> {
  const state = { highs: before.slice(), writers: new Int32Array(before.length).fill(-1), areThere, isWhole: true };
  const results: WriteResult[] = [];
  for (const [request, { count }] of gathered.requests.entries()) {
    const result = { inserted: 0, updated: 0 };
    results.push(result);
    yield* stretches(count, (from, to) => appendStretch(gathered, request, from, to, state, result));
    if (!state.isWhole) return null;
  }
  return { results, highs: state.highs };
}

function appendStretch(
  { requests, sourceOf }: Gathered,
  request: number,
  from: number,
  to: number,
  // `writers`: which request has written the greatest key last; -1 for none of these.
  state: { highs: Float64Array; writers: Int32Array; areThere: boolean; isWhole: boolean },
  result: WriteResult,
): void {
  const one = requests[request];
  const sources = sourceOf[request];
  if (one === undefined || sources === undefined || !state.isWhole) return;
  const { seriesOf, keys } = one;
  const { highs, writers, areThere } = state;
  let [inserted, updated] = [0, 0];
  for (let i = from; i < to; i++) {
    const source = sources[seriesOf[i] ?? 0] ?? 0;
    const key = keys[i] ?? 0;
    const high = highs[source] ?? 0;
    if (key > high) {
      highs[source] = key;
      writers[source] = request;
      inserted++;
      continue;
    }
    const writer = writers[source] ?? -1;
    if (key < high || (writer < 0 && !areThere)) {
      state.isWhole = false;
      return;
    }
    if (writer !== request) {
      writers[source] = request;
      updated++;
    }
  }
  result.inserted += inserted;
  result.updated += updated;
}

/** Counts a request whose keys come in any order, by sorting them. */
function* countOne({ requests: [request], sources, sourceOf }: Gathered, { keys: before, areThere }: Highs): Steps<Count> {
  const highs = before.slice();
  const doubts = new Map<string, Float64Array>();
  let [inserted, updated] = [0, 0];
  if (request === undefined) return { doubts, finish: () => ({ results: [], highs }) };
  const keysOf = yield* keysBySource(request, sourceOf[0] ?? new Int32Array(), sources.length);
  for (const [source, keys] of keysOf.entries()) {
    const high = before[source] ?? -Infinity;
    const below = lowerBound(keys, high);
    const isHighest = keys[below] === high;
    const doubtful = isHighest && !areThere ? below + 1 : below;
    if (doubtful > 0) doubts.set(sources[source] ?? '', keys.subarray(0, doubtful));
    if (isHighest && areThere) updated++;
    inserted += keys.length - below - (isHighest ? 1 : 0);
    highs[source] = Math.max(high, keys.at(-1) ?? high);
  }
  return {
    doubts,
    finish(found) {
      for (const [id, own] of doubts) {
        const there = found.get(id)?.length ?? 0;
        updated += there;
        inserted += own.length - there;
      }
      return { results: [{ inserted, updated }], highs };
    },
  };
}

/** Counts some requests that were gathered, which together are small. */
function countSeveral({ requests, sources, sourceOf }: Gathered, { keys: before, areThere }: Highs): Count {
  const sets = new Map<string, Set<number>>();
  for (const [request, { count, seriesOf, keys }] of requests.entries()) {
    for (let i = 0; i < count; i++) {
      const source = sourceOf[request]?.[seriesOf[i] ?? 0] ?? 0;
      const key = keys[i] ?? 0;
      const high = before[source] ?? 0;
      if (key > high || (key === high && areThere)) continue;
      const id = sources[source] ?? '';
      const own = sets.get(id);
      if (own) own.add(key);
      else sets.set(id, new Set([key]));
    }
  }
  return {
    doubts: new Map([...sets].map(([id, keys]) => [id, Float64Array.from(keys).sort()])),
    finish: (found) => countAll({ requests, sources, sourceOf }, { keys: before, areThere }, found),
  };
}

/** Counts requests in any order; `found` are those of the doubts that are there. */
function countAll({ requests, sources, sourceOf }: Gathered, { keys: before, areThere }: Highs, found: Doubts): Counted {
  const highs = before.slice();
  const there = sources.map((id) => new Set(found.get(id)));
  // The last request that wrote a key, by source.
  const written = sources.map(() => new Map<number, number>());
  const results = requests.map(({ count, seriesOf, keys }, request) => {
    let [inserted, updated] = [0, 0];
    for (let i = 0; i < count; i++) {
      const source = sourceOf[request]?.[seriesOf[i] ?? 0] ?? 0;
      const key = keys[i] ?? 0;
      const own = written[source];
      const writer = own?.get(key);
      if (writer === request) continue;
      own?.set(key, request);
      if (writer !== undefined || (key === before[source] && areThere) || there[source]?.has(key)) updated++;
      else inserted++;
      if (key > (highs[source] ?? 0)) highs[source] = key;
    }
    return { inserted, updated };
  });
  return { results, highs };
}
