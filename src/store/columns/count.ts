import type { Point, WriteResult } from '../store.ts';

/** What is known of a source before a write: its greatest key, and whether a point is certainly there. */
export interface High {
  key: number;
  isThere: boolean;
}

/** Points whose existence only the database knows, by source. */
export type Doubts = Map<string, Set<number>>;

/**
 * Counts what each of several requests makes and changes, when each source's keys do not go back. Null when one does:
 * then it takes `countAll`. The greatest keys are moved to those written.
 */
export function countAppends(
  requests: readonly (readonly Point[])[],
  highOf: (sourceId: string) => High,
): { results: WriteResult[]; highs: Map<string, number> } | null {
  const tops = new Map<string, { key: number; isThere: boolean; request: number }>();
  const results: WriteResult[] = [];
  let lastId: string | undefined;
  let top = { key: -Infinity, isThere: true, request: -1 };
  for (const [request, points] of requests.entries()) {
    let [inserted, updated] = [0, 0];
    for (const { sourceId, key: given } of points) {
      const id = sourceId ?? '';
      const key = Number(given);
      if (id !== lastId) {
        lastId = id;
        top = tops.get(id) ?? { ...highOf(id), request: -1 };
        tops.set(id, top);
      }
      if (key > top.key) {
        top.key = key;
        top.isThere = true;
        top.request = request;
        inserted++;
      } else if (key < top.key || !top.isThere) {
        return null;
      } else if (top.request !== request) {
        top.request = request;
        updated++;
      }
    }
    results.push({ inserted, updated });
  }
  return { results, highs: new Map([...tops].map(([id, { key }]) => [id, key])) };
}

/** The points that may or may not be there before these requests. */
export function doubtsOf(requests: readonly (readonly Point[])[], highOf: (sourceId: string) => High): Doubts {
  const doubts: Doubts = new Map();
  for (const { sourceId, key: given } of requests.flat()) {
    const id = sourceId ?? '';
    const key = Number(given);
    const high = highOf(id);
    if (key > high.key || (key === high.key && high.isThere)) continue;
    const keys = doubts.get(id);
    if (keys) keys.add(key);
    else doubts.set(id, new Set([key]));
  }
  return doubts;
}

/** Counts requests in any order; `found` are those of the doubts that are there. */
export function countAll(
  requests: readonly (readonly Point[])[],
  highOf: (sourceId: string) => High,
  found: Doubts,
): { results: WriteResult[]; highs: Map<string, number> } {
  const seen = new Map<string, Map<number, number>>();
  const highs = new Map<string, number>();
  const results = requests.map((points, request) => {
    let [inserted, updated] = [0, 0];
    for (const { sourceId, key: given } of points) {
      const id = sourceId ?? '';
      const key = Number(given);
      let keys = seen.get(id);
      if (keys === undefined) seen.set(id, (keys = new Map()));
      const before = keys.get(key);
      keys.set(key, request);
      if (before === request) continue;
      const high = highOf(id);
      if (before !== undefined || found.get(id)?.has(key) || (key === high.key && high.isThere)) updated++;
      else inserted++;
      highs.set(id, Math.max(key, high.key, highs.get(id) ?? -Infinity));
    }
    return { inserted, updated };
  });
  return { results, highs };
}
