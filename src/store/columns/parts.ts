import type { SeriesName } from './catalog.ts';
import { kinds } from './column.ts';
import type { WriteRequest } from './request.ts';
import { slotOf } from './slots.ts';
import type { Layout } from './slots.ts';

/** What requests write to one slot. */
export interface Part {
  slot: number;
  requests: WriteRequest[];
  /** The requests that these are parts of, by index. */
  owners: number[];
}

/** Requests by the slots that they write to, in the order of slots. Without a layout there is one slot. */
export function partsOf(requests: readonly WriteRequest[], layout: Layout | undefined): Part[] {
  if (layout === undefined) return [{ slot: 0, requests: [...requests], owners: requests.map((_, index) => index) }];
  const parts = new Map<number, Part>();
  for (const [owner, request] of requests.entries()) {
    for (const [slot, own] of splitRequest(request, layout)) {
      const part = parts.get(slot) ?? { slot, requests: [], owners: [] };
      parts.set(slot, part);
      part.requests.push(own);
      part.owners.push(owner);
    }
  }
  return [...parts.values()].sort((a, b) => a.slot - b.slot);
}

/** What goes into one slot, while it is filled. */
interface Filling extends WriteRequest {
  series: SeriesName[];
  texts: string[];
  /** Texts are numbered anew, so that each slot keeps only its own. */
  textOf: Map<number, number>;
  /** Where the next value goes. */
  at: number;
}

/** A request cut by the slots of its sources, in one pass; the order of values stays. */
function splitRequest(request: WriteRequest, layout: Layout): Map<number, WriteRequest> {
  const { series, count, seriesOf } = request;
  const slots = Int32Array.from(series, ({ sourceId }) => slotOf(layout, sourceId));
  const [counts, sizes] = [new Int32Array(layout.slots), new Int32Array(layout.slots)];
  for (let i = 0; i < count; i++) increment(counts, slots[seriesOf[i] ?? 0] ?? 0);
  for (const slot of slots) increment(sizes, slot);
  const split = new Map<number, Filling>();
  for (const [slot, own] of counts.entries()) {
    if (own === count) return new Map([[slot, request]]);
    if (own > 0) split.set(slot, emptyPart(sizes[slot] ?? 0, own, request.kinds !== null));
  }
  fillParts(
    request,
    Array.from(slots, (slot) => split.get(slot)),
  );
  return split;
}

const increment = (counts: Int32Array, index: number): void => void (counts[index] = (counts[index] ?? 0) + 1);

/** Room for so many series and values. */
function emptyPart(size: number, count: number, hasKinds: boolean): Filling {
  return {
    series: [],
    typeBits: new Uint8Array(size),
    firstTypes: new Uint8Array(size),
    count,
    seriesOf: new Int32Array(count),
    keys: new Float64Array(count),
    numbers: new Float64Array(count),
    kinds: hasKinds ? new Uint8Array(count) : null,
    texts: [],
    textOf: new Map(),
    at: 0,
  };
}

/** Puts series and values into the parts, which are given by series. */
function fillParts(request: WriteRequest, parts: readonly (Filling | undefined)[]): void {
  const { series, typeBits, firstTypes, count, seriesOf, keys, numbers, kinds: types, texts } = request;
  const places = new Int32Array(series.length);
  for (const [index, name] of series.entries()) {
    const part = parts[index];
    if (part === undefined) continue;
    const place = part.series.push(name) - 1;
    places[index] = place;
    part.typeBits[place] = typeBits[index] ?? 0;
    part.firstTypes[place] = firstTypes[index] ?? 0;
  }
  for (let i = 0; i < count; i++) {
    const index = seriesOf[i] ?? 0;
    const part = parts[index];
    if (part === undefined) continue;
    const at = part.at++;
    part.seriesOf[at] = places[index] ?? 0;
    part.keys[at] = keys[i] ?? 0;
    part.numbers[at] = numbers[i] ?? 0;
    if (types === null || part.kinds === null) continue;
    part.kinds[at] = types[i] ?? kinds.number;
    if (types[i] === kinds.text) part.numbers[at] = ownText(part, numbers[i] ?? 0, texts);
  }
}

function ownText({ texts: own, textOf }: Filling, number: number, texts: readonly string[]): number {
  let found = textOf.get(number);
  if (found === undefined) textOf.set(number, (found = own.push(texts[number] ?? '') - 1));
  return found;
}
