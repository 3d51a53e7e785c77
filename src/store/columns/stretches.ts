import type { Order } from '../store.ts';
import type { Stored } from './scan.ts';
import type { Span } from './shard.ts';

/** What one stretch is expected to hold at most, so that it takes little memory. */
const mostOfStretch = 100_000;

/** Each stretch is expected to hold more than is wanted by this, and the next one more than the one before. */
const [spare, growth] = [1.5, 4];

/** So many points or keys, as if they lay evenly between two keys, both inclusive. */
interface Share {
  first: number;
  last: number;
  count: number;
}

/**
 * Cuts what was read into stretches of keys, in an order, so that a page need not decode whole days into memory. The first one
 * probably holds `wanted` points, or keys at which there are points, and none much more than `most` points.
 */
export function* stretches(
  stored: Stored,
  { from, to }: Span,
  { order, wanted, unit, most }: { order: Order; wanted: number; unit: 'points' | 'keys'; most: number },
): Generator<Span> {
  const mostPoints = Math.min(most, mostOfStretch);
  const points = pointShares(stored);
  let [start, end] = [to, from];
  for (const { first, last } of points) [start, end] = [Math.min(start, first), Math.max(end, last + 1)];
  [start, end] = [Math.max(start, from), Math.min(end, to)];
  const keys = unit === 'points' ? points : longestOf(points, stored.span);
  for (let target = wanted * spare; start < end; target *= growth) {
    const isEnough = (span: Span): boolean => estimate(keys, span) >= target || estimate(points, span) >= mostPoints;
    const cut = order === 'asc' ? firstEnd(start, end, isEnough) : lastStart(start, end, isEnough);
    yield order === 'asc' ? { from: start, to: cut } : { from: cut, to: end };
    if (order === 'asc') start = cut;
    else end = cut;
  }
}

/** The points of each source and day, at least as many as its longest series has; and those of each batch. */
function pointShares({ snapshot, catalog }: Stored): Share[] {
  const bySeries = new Map<string, Share & { source: string }>();
  for (const { series, day, first, last, count } of snapshot.pieces) {
    const name = catalog.names.get(series);
    if (name === undefined) continue;
    const known = bySeries.get(`${series} ${day}`);
    if (known) Object.assign(known, union(known, { first, last }), { count: known.count + count });
    else bySeries.set(`${series} ${day}`, { source: `${day} ${name.sourceId}`, first, last, count });
  }
  const bySource = new Map<string, Share>();
  for (const { source, ...share } of bySeries.values()) {
    const known = bySource.get(source);
    bySource.set(source, known === undefined ? share : { ...union(known, share), count: Math.max(known.count, share.count) });
  }
  const sources = new Set([...catalog.names.values()].map(({ sourceId }) => sourceId)).size;
  const perSource = catalog.names.size / Math.max(1, sources);
  // Batches of several slots may be of the same microsecond.
  const batches = snapshot.batches.map(({ first, last, cells }) => ({ first, last, count: cells.count / perSource }));
  return [...bySource.values(), ...batches];
}

function union(a: Omit<Share, 'count'>, b: Omit<Share, 'count'>): Omit<Share, 'count'> {
  return { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}

/** Of each day only the greatest share: there are at least as many keys. */
function longestOf(shares: readonly Share[], span: number): Share[] {
  const days = new Map<number, Share>();
  for (const share of shares) {
    const day = Math.floor(share.first / span);
    if (share.count > (days.get(day)?.count ?? 0)) days.set(day, share);
  }
  return [...days.values()];
}

function estimate(shares: readonly Share[], { from, to }: Span): number {
  let sum = 0;
  for (const { first, last, count } of shares) {
    const overlap = Math.min(to, last + 1) - Math.max(from, first);
    if (overlap > 0) sum += (count * overlap) / (last + 1 - first);
  }
  return sum;
}

/** The least end at which there is enough, or the last one. */
function firstEnd(start: number, end: number, isEnough: (span: Span) => boolean): number {
  let [low, high] = [start + 1, end];
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (isEnough({ from: start, to: middle })) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The greatest start from which there is enough, or the first one. */
function lastStart(start: number, end: number, isEnough: (span: Span) => boolean): number {
  let [low, high] = [start, end - 1];
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    if (isEnough({ from: middle, to: end })) low = middle;
    else high = middle - 1;
  }
  return low;
}
