import type { WriteResult } from '../store.ts';
import type { Gathered } from './cells.ts';

/** What is known of sources before a write, in their order. */
export interface Highs {
  /** Their greatest keys; none is less than the greatest that is stored. */
  keys: Float64Array;
  /** Whether there certainly is a point at these keys. */
  areThere: boolean;
}

/** Keys whose existence only the database knows, by source. */
export type Doubts = Map<string, Set<number>>;

/** What each request makes and changes, and the greatest keys afterwards. */
export interface Counted {
  results: WriteResult[];
  highs: Float64Array;
}

/** Counts in one pass when the keys of each source do not go back. Null when some do: then it takes `countAll`. */
export function countAppends({ requests, sourceOf }: Gathered, { keys: before, areThere }: Highs): Counted | null {
  const highs = before.slice();
  // Which request has written the greatest key last; -1 for none of these.
  const writers = new Int32Array(highs.length).fill(-1);
  const results: WriteResult[] = [];
  for (const [request, { count, seriesOf, keys }] of requests.entries()) {
    const sources = sourceOf[request] ?? new Int32Array();
    let [inserted, updated] = [0, 0];
    for (let i = 0; i < count; i++) {
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
      if (key < high || (writer < 0 && !areThere)) return null;
      if (writer !== request) {
        writers[source] = request;
        updated++;
      }
    }
    results.push({ inserted, updated });
  }
  return { results, highs };
}

/** The points that may or may not be there before these requests. */
export function doubtsOf({ requests, sources, sourceOf }: Gathered, { keys: before, areThere }: Highs): Doubts {
  const doubts: Doubts = new Map();
  for (const [request, { count, seriesOf, keys }] of requests.entries()) {
    for (let i = 0; i < count; i++) {
      const source = sourceOf[request]?.[seriesOf[i] ?? 0] ?? 0;
      const key = keys[i] ?? 0;
      const high = before[source] ?? 0;
      if (key > high || (key === high && areThere)) continue;
      const id = sources[source] ?? '';
      const own = doubts.get(id);
      if (own) own.add(key);
      else doubts.set(id, new Set([key]));
    }
  }
  return doubts;
}

/** Counts requests in any order; `found` are those of the doubts that are there. */
export function countAll({ requests, sources, sourceOf }: Gathered, { keys: before, areThere }: Highs, found: Doubts): Counted {
  const highs = before.slice();
  const there = sources.map((id) => found.get(id));
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
