import { valueKinds } from '../../store/store.ts';
import type { ColumnBuilder } from '../../store/store.ts';
import * as json from './json-bytes.ts';
import type { DecodedList } from './list.ts';
import { createListColumns } from './list-columns.ts';
import type { ListColumns } from './list-columns.ts';
import { createShape } from './list-shape.ts';

const { after, afterId, afterName, afterNumber, afterText, afterTime, expect, skip, read } = json;
const { quote, comma, colon, backslash, openBrace, closeBrace, openBracket, closeBracket, textBytes } = json;
const { sourceName, timeName, valuesName, mostName } = json;

/** A list of points that was read from its bytes. */
export interface ReadList {
  bucketId: string;
  /** How many points it has. */
  points: number;
  /** The sources that it names. */
  sourceIds: string[];
  /** Points without a time have the key NaN. */
  list: DecodedList;
}

const [bucketIdName, pointsName] = [textBytes('"bucketId"'), textBytes('"dataPoints"')];
const [trueText, falseText, nullText] = [textBytes('true'), textBytes('false'), textBytes('null')];

const [mostPoints, mostFields, mostText] = [10_000, 100, 1024];
/** About the bytes of a point. */
const bytesOfPoint = 80;

/**
 * Reads the body of a batch of points from its bytes into columns: several times as fast as parsing it into objects that are judged by
 * the contract's schema and taken apart again. It knows the usual form only: members once each, without metadata, text in ASCII without
 * escapes. Undefined for everything else, right or wrong: then the general way decides. What it reads, the general way reads alike.
 */
export function readList(bytes: Buffer): ReadList | undefined {
  let at = afterName(bytes, expect(bytes, 0, openBrace), bucketIdName);
  const end = afterId(bytes, at);
  if (end < 0) return undefined;
  const bucketId = bytes.toString('latin1', at + 1, end - 1);
  at = expect(bytes, end, comma);
  at = expect(bytes, afterName(bytes, at, pointsName), openBracket);
  if (at < 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const to = createListColumns(bytes, view, Math.min(mostPoints, Math.ceil(bytes.length / bytesOfPoint)));
  const shape = createShape(bytes, view, to);
  for (let points = 0; points < mostPoints; points++) {
    const start = at;
    at = shape.next(start, points);
    if (at < 0) {
      at = readPoint(bytes, start, points, to);
      if (at < 0) return undefined;
      shape.learn(start);
    }
    at = skip(bytes, at);
    if (bytes[at] === closeBracket) {
      at = expect(bytes, at + 1, closeBrace);
      const isWhole = at > 0 && skip(bytes, at) === bytes.length;
      return isWhole ? { bucketId, points: points + 1, sourceIds: to.sourceIds, list: to.finish() } : undefined;
    }
    if (bytes[at] !== comma) return undefined;
    at++;
  }
  return undefined;
}

/** Reads one point from its brace on; answers the place after it. */
function readPoint(bytes: Buffer, start: number, item: number, to: ListColumns): number {
  let at = expect(bytes, start, openBrace);
  let [source, values, key, hasTime] = [-1, -1, NaN, false];
  while (at >= 0) {
    at = skip(bytes, at);
    // The third character tells the names apart that may stand here.
    switch (bytes[at + 3]) {
      case sourceName[3]: {
        at = afterName(bytes, at, sourceName);
        const end = afterId(bytes, at);
        if (end < 0 || source >= 0) return -1;
        source = to.source(at + 1);
        at = end;
        break;
      }
      case timeName[3]:
        at = afterTime(bytes, afterName(bytes, at, timeName));
        if (hasTime || at < 0) return -1;
        hasTime = true;
        key = read.number;
        break;
      case valuesName[3]:
        at = afterName(bytes, at, valuesName);
        if (values !== -1) return -1;
        values = at;
        // They are read once the source and the time are known.
        at = source >= 0 && hasTime ? readValues(bytes, values, item, source, key, to) : afterValues(bytes, at);
        if (at >= 0 && !(source >= 0 && hasTime)) values = -2 - values;
        break;
      default:
        return -1;
    }
    at = skip(bytes, at);
    if (at < 0) return -1;
    if (bytes[at] === closeBrace) break;
    at = bytes[at] === comma ? at + 1 : -1;
  }
  if (at < 0 || source < 0 || values === -1) return -1;
  if (values < -1 && readValues(bytes, -2 - values, item, source, key, to) < 0) return -1;
  return at + 1;
}

/** The place after an object without objects in it: its values are read later. */
function afterValues(bytes: Buffer, start: number): number {
  let isText = false;
  for (let at = start; at < bytes.length && at >= 0; at++) {
    const byte = bytes[at];
    if (byte === backslash) return -1;
    if (byte === quote) isText = !isText;
    else if (byte === closeBrace && !isText) return at + 1;
  }
  return -1;
}

/** Reads the values of a point; answers the place after them. */
function readValues(bytes: Buffer, start: number, item: number, source: number, key: number, to: ListColumns): number {
  let at = expect(bytes, start, openBrace);
  let fields = 0;
  const first = to.builder.count();
  while (at >= 0) {
    const name = skip(bytes, at);
    const end = afterText(bytes, name, mostName);
    if (end < 0 || end === name + 2 || fields++ === mostFields) return -1;
    const series = to.series(source, to.field(name + 1, end - 1));
    // Of a name that comes twice the later value counts, and the place of the earlier one.
    if (fields > 1 && to.builder.hasSeries(first, series)) return -1;
    at = readValue(bytes, skip(bytes, expect(bytes, end, colon)), item, series, key, to.builder);
    at = skip(bytes, at);
    if (at < 0) return -1;
    if (bytes[at] === closeBrace) return at + 1;
    at = bytes[at] === comma ? at + 1 : -1;
  }
  return -1;
}

function readValue(bytes: Buffer, at: number, item: number, series: number, key: number, to: ColumnBuilder): number {
  if (at < 0) return -1;
  switch (bytes[at]) {
    case quote: {
      const end = afterText(bytes, at, mostText);
      if (end >= 0) to.addText(item, series, key, bytes.toString('latin1', at + 1, end - 1));
      return end;
    }
    case trueText[0]:
      to.addPlain(item, series, key, 0, valueKinds.true);
      return after(bytes, at, trueText);
    case falseText[0]:
      to.addPlain(item, series, key, 0, valueKinds.false);
      return after(bytes, at, falseText);
    case nullText[0]:
      to.addPlain(item, series, key, 0, valueKinds.null);
      return after(bytes, at, nullText);
    default: {
      const end = afterNumber(bytes, at);
      if (end >= 0) to.addPlain(item, series, key, read.number, valueKinds.number);
      return end;
    }
  }
}
