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

/** A request cut by the slots of its sources; the order of values stays. */
function splitRequest(request: WriteRequest, layout: Layout): Map<number, WriteRequest> {
  const { series, count, seriesOf } = request;
  const slots = Int32Array.from(series, ({ sourceId }) => slotOf(layout, sourceId));
  const counts = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const slot = slots[seriesOf[i] ?? 0] ?? 0;
    counts.set(slot, (counts.get(slot) ?? 0) + 1);
  }
  const split = new Map<number, WriteRequest>();
  for (const [slot, own] of counts) split.set(slot, counts.size === 1 ? request : pick(request, slots, slot, own));
  return split;
}

/** The `count` values of the series in a slot. */
function pick(request: WriteRequest, slots: Int32Array, slot: number, count: number): WriteRequest {
  const isOwn = (_: unknown, index: number): boolean => slots[index] === slot;
  const places = new Int32Array(slots.length);
  for (let index = 0, next = 0; index < slots.length; index++) if (slots[index] === slot) places[index] = next++;
  const seriesOf = new Int32Array(count);
  const keys = new Float64Array(count);
  const numbers = new Float64Array(count);
  const types = request.kinds === null ? null : new Uint8Array(count);
  // Texts are numbered anew, so that each slot keeps only its own.
  const texts: string[] = [];
  const textOf = new Int32Array(request.texts.length).fill(-1);
  let at = 0;
  for (let i = 0; i < request.count; i++) {
    const index = request.seriesOf[i] ?? 0;
    if (slots[index] !== slot) continue;
    seriesOf[at] = places[index] ?? 0;
    keys[at] = request.keys[i] ?? 0;
    const number = request.numbers[i] ?? 0;
    numbers[at] = number;
    if (types !== null) {
      types[at] = request.kinds?.[i] ?? kinds.number;
      if (types[at] === kinds.text) {
        if (textOf[number] === -1) textOf[number] = texts.push(request.texts[number] ?? '') - 1;
        numbers[at] = textOf[number] ?? 0;
      }
    }
    at++;
  }
  return {
    series: request.series.filter(isOwn),
    typeBits: request.typeBits.filter(isOwn),
    firstTypes: request.firstTypes.filter(isOwn),
    count,
    seriesOf,
    keys,
    numbers,
    kinds: types,
    texts,
  };
}
