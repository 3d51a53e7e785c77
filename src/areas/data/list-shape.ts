import { equal } from './byte-table.ts';
import * as json from './json-bytes.ts';
import type { ListColumns } from './list-columns.ts';

const { afterId, afterName, afterNumber, afterText, afterTime, expect, skip, read } = json;
const { idLength, quote, colon, comma, openBrace, closeBrace } = json;

/** So many values of a point, and what stands before, between and after its id, its time and them. */
const mostValues = 100;
const [ofId, ofTime, ofValues] = [0, 1, 2];

/** Points that are unlike the one before cost twice; after so many it is not tried again. */
const mostTries = 50;

/** How the last point that was looked at stands in its bytes. */
export interface Shape {
  /** Looks how a point stands that was read, from the place after the comma before it on. */
  learn(start: number): void;
  /** Reads a point that differs from that one in its id, its time and its numbers only; answers the place after it, or -1. */
  next(start: number, item: number): number;
}

/** Most points of a list are written by one program, so that their bytes differ in few places: the others are compared, four at a time. */
export function createShape(bytes: Buffer, view: DataView, to: ListColumns): Shape {
  const starts = new Int32Array(mostValues + 3);
  const lengths = new Int32Array(mostValues + 3);
  const fields = new Int32Array(mostValues);
  const numbers = new Float64Array(mostValues);
  const time = { at: 0, length: 0, key: NaN };
  let [values, total, tries] = [0, 0, 0];

  const segment = (index: number, start: number, end: number): void => {
    starts[index] = start;
    lengths[index] = end - start;
    total += end - start;
  };

  /** How many values there are, when all are numbers and stand after the id and the time; else 0. */
  const look = (start: number): number => {
    total = 0;
    const id = afterName(bytes, expect(bytes, start, openBrace), json.sourceName);
    const idEnd = afterId(bytes, id);
    if (idEnd < 0) return 0;
    segment(ofId, start, id + 1);
    const timeAt = afterName(bytes, expect(bytes, idEnd, comma), json.timeName);
    const timeEnd = afterTime(bytes, timeAt);
    if (timeEnd < 0) return 0;
    segment(ofTime, idEnd - 1, timeAt + 1);
    Object.assign(time, { at: timeAt + 1, length: timeEnd - timeAt - 2, key: read.number });
    let before = timeEnd - 1;
    let at = expect(bytes, afterName(bytes, expect(bytes, timeEnd, comma), json.valuesName), openBrace);
    for (let count = 0; count < mostValues;) {
      const name = skip(bytes, at);
      const nameEnd = afterText(bytes, name, json.mostName);
      const number = skip(bytes, expect(bytes, nameEnd, colon));
      if (number < 0 || bytes[name] !== quote) return 0;
      const end = afterNumber(bytes, number);
      if (end < 0) return 0;
      segment(ofValues + count, before, number);
      fields[count++] = to.field(name + 1, nameEnd - 1);
      before = end;
      at = skip(bytes, end);
      if (bytes[at] === closeBrace) {
        const last = expect(bytes, at + 1, closeBrace);
        segment(ofValues + count, before, last);
        return last < 0 ? 0 : count;
      }
      if (bytes[at] !== comma) return 0;
      at++;
    }
    return 0;
  };

  const matches = (index: number, at: number): boolean => equal(view, starts[index] ?? 0, at, lengths[index] ?? 0);

  return {
    learn(start) {
      values = tries++ < mostTries ? look(start) : 0;
    },
    next(start, item) {
      // No segment is compared beyond the end: numbers have a byte at least.
      if (values === 0 || start + total + idLength + time.length + values > bytes.length || !matches(ofId, start)) return -1;
      const id = start + (lengths[ofId] ?? 0);
      const source = to.source(id);
      let at = id + idLength;
      if (source < 0 || !matches(ofTime, at)) return -1;
      at += lengths[ofTime] ?? 0;
      if (!equal(view, time.at, at, time.length)) {
        if (afterTime(bytes, at - 1) !== at + time.length + 1) return -1;
        [time.at, time.key] = [at, read.number];
      }
      at += time.length;
      let left = bytes.length - at;
      for (let value = 0; value < values; value++) {
        left = bytes.length - at;
        if (left < (lengths[ofValues + value] ?? 0) || !matches(ofValues + value, at)) return -1;
        at = afterNumber(bytes, at + (lengths[ofValues + value] ?? 0));
        if (at < 0) return -1;
        numbers[value] = read.number;
      }
      left = bytes.length - at;
      if (left < (lengths[ofValues + values] ?? 0) || !matches(ofValues + values, at)) return -1;
      for (let value = 0; value < values; value++) to.number(item, source, fields[value] ?? 0, time.key, numbers[value] ?? 0);
      return at + (lengths[ofValues + values] ?? 0);
    },
  };
}
