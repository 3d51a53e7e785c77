import { stretches } from '../../domain/turns.ts';
import type { Steps } from '../../domain/turns.ts';
import type { Cells } from './batch.ts';
import type { SeriesName } from './catalog.ts';
import { kinds } from './column.ts';
import type { WriteRequest } from './request.ts';

/** Requests that are written together, in their order, with their sources. */
export interface Gathered {
  requests: readonly WriteRequest[];
  /** The ids of all sources. */
  sources: readonly string[];
  /** The source of each series of each request, as an index into `sources`. */
  sourceOf: readonly Int32Array[];
}

/** Puts requests together. */
export function gather(requests: readonly WriteRequest[]): Gathered {
  const [first] = requests;
  // Who writes the same series again gives the same array of them, and their sources are the same then.
  if (first !== undefined && requests.every(({ series }) => series === first.series)) {
    const { sources, own } = sourcesOf(first.series);
    return { requests, sources, sourceOf: requests.map(() => own) };
  }
  const indices = new Map<string, number>();
  const sourceOf = requests.map(({ series }) => numberSources(series, indices));
  return { requests, sources: [...indices.keys()], sourceOf };
}

/** The sources of series, and which of them each has. */
interface Sources {
  sources: readonly string[];
  own: Int32Array;
}

/** Of arrays of series that can't change. */
const known = new WeakMap<readonly SeriesName[], Sources>();

function sourcesOf(series: readonly SeriesName[]): Sources {
  const found = known.get(series);
  if (found !== undefined) return found;
  const indices = new Map<string, number>();
  const own = numberSources(series, indices);
  const made = { sources: [...indices.keys()], own };
  if (Object.isFrozen(series)) known.set(series, made);
  return made;
}

function numberSources(series: readonly SeriesName[], indices: Map<string, number>): Int32Array {
  const own = new Int32Array(series.length);
  for (let index = 0; index < series.length; index++) {
    const sourceId = series[index]?.sourceId ?? '';
    let source = indices.get(sourceId);
    if (source === undefined) indices.set(sourceId, (source = indices.size));
    own[index] = source;
  }
  return own;
}

/** The values of requests as one batch for the log: a later value of the same series and key wins. */
export function* cellsOf(requests: readonly WriteRequest[], numbers: readonly Int32Array[]): Steps<Cells> {
  const [only] = requests;
  const count = requests.reduce((sum, request) => sum + request.count, 0);
  const series = new Int32Array(count);
  let start = 0;
  for (const [index, { count: own, seriesOf }] of requests.entries()) {
    const numberOfSeries = numbers[index] ?? new Int32Array();
    yield* stretches(own, (from, to) => {
      for (let i = from; i < to; i++) series[start + i] = numberOfSeries[seriesOf[i] ?? 0] ?? 0;
    });
    start += own;
  }
  if (only !== undefined && requests.length === 1)
    return { count, series, keys: only.keys, numbers: only.numbers, types: only.kinds, texts: only.texts };
  return { count, series, ...joined(requests, count) };
}

function joined(requests: readonly WriteRequest[], count: number): Omit<Cells, 'count' | 'series'> {
  const keys = new Float64Array(count);
  const numbers = new Float64Array(count);
  const types = requests.some((request) => request.kinds !== null) ? new Uint8Array(count).fill(kinds.number) : null;
  const texts: string[] = [];
  let at = 0;
  for (const request of requests) {
    keys.set(request.keys.subarray(0, request.count), at);
    numbers.set(request.numbers.subarray(0, request.count), at);
    if (types !== null && request.kinds !== null) {
      types.set(request.kinds.subarray(0, request.count), at);
      for (let i = at; i < at + request.count; i++) if (types[i] === kinds.text) numbers[i] = (numbers[i] ?? 0) + texts.length;
      for (const text of request.texts) texts.push(text);
    }
    at += request.count;
  }
  return { keys, numbers, types, texts };
}
