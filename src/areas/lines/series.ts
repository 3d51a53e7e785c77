/** Bounds of names, as elsewhere in the contract, and of a series in all. */
export const lineLimits = {
  nameCharacters: 100,
  tagValueCharacters: 256,
  tags: 32,
  fields: 100,
  textCharacters: 1024,
  seriesBytes: 2000,
  lineBytes: 65_536,
};

/** A measurement with its tags, sorted by key. */
export interface Series {
  /** The canonical form, which names the source: escaped, tags sorted by key. */
  name: string;
  measurement: string;
  tags: readonly (readonly [key: string, value: string])[];
}

/** What is wrong, and at which byte. */
export interface Flaw {
  at: number;
  message: string;
}

const comma = 0x2c;
const equals = 0x3d;
const backslash = 0x5c;
const space = 0x20;

/** Where a name ends: at the first of `one` and `other` that no backslash stands before. */
export function endOfName(bytes: Buffer, from: number, to: number, one: number, other: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at];
    if (byte === one || byte === other) return at;
    at += byte === backslash && isSpecial(bytes[at + 1]) && at + 1 < to ? 2 : 1;
  }
  return to;
}

const isSpecial = (byte: number | undefined) => byte === comma || byte === equals || byte === space;

/** A name as it is meant: a backslash before a comma, a space or (but in measurements) an equals sign goes, any other stays. */
export function unescapeName(text: string, isMeasurement = false): string {
  return text.includes('\\') ? text.replaceAll(isMeasurement ? /\\([, ])/g : /\\([,= ])/g, '$1') : text;
}

/** A name as line protocol writes it. */
export const escapeName = (text: string, isMeasurement = false) => text.replaceAll(isMeasurement ? /[, ]/g : /[,= ]/g, '\\$&');

/** Whether the text has at most so many characters (code points). */
export function fits(text: string, most: number): boolean {
  if (text.length <= most) return true;
  return text.length <= most * 2 && [...text].length <= most;
}

/** Why a name cannot be one, or null. `what` is the name in words. */
export function nameFlaw(text: string, what: string, most: number): string | null {
  if (text === '') return `${what} is empty`;
  if (/[\x00-\x1f\x7f]/.test(text)) return `${what} has a control character; leave it out`;
  return fits(text, most) ? null : `${what} has more than ${most} characters; shorten it`;
}

/** The measurement and tags of a line, which stand from `from` to `to`, or what is wrong with them. */
export function readSeries(bytes: Buffer, from: number, to: number): Series | Flaw {
  return (
    (to - from <= lineLimits.seriesBytes ? readPlainSeries(bytes.toString('latin1', from, to)) : null) ?? readAnySeries(bytes, from, to)
  );
}

/** The usual series, in which nothing is escaped and the tags are sorted already; null for others and for those with flaws. */
function readPlainSeries(name: string): Series | null {
  if (!/^[!-[\]-~]+$/.test(name)) return null;
  const [measurement = '', ...parts] = name.split(',');
  if (measurement === '' || measurement.length > lineLimits.nameCharacters || parts.length > lineLimits.tags) return null;
  const tags: [string, string][] = [];
  let last = '';
  for (const part of parts) {
    const mark = part.indexOf('=');
    const [key, value] = [part.slice(0, Math.max(0, mark)), part.slice(mark + 1)];
    const isFine = key > last && key.length <= lineLimits.nameCharacters && value !== '' && value.length <= lineLimits.tagValueCharacters;
    if (!isFine || value.includes('=')) return null;
    tags.push([key, value]);
    last = key;
  }
  return { name, measurement, tags };
}

function readAnySeries(bytes: Buffer, from: number, to: number): Series | Flaw {
  const text = (start: number, end: number) => bytes.toString('utf8', start, end);
  const endOfMeasurement = endOfName(bytes, from, to, comma, comma);
  const measurement = unescapeName(text(from, endOfMeasurement), true);
  const flaw = nameFlaw(measurement, 'the measurement', lineLimits.nameCharacters);
  if (flaw !== null) return { at: from, message: flaw };
  const tags: [string, string, number][] = [];
  for (let at = endOfMeasurement; at < to;) {
    const start = at + 1;
    const endOfKey = endOfName(bytes, start, to, comma, equals);
    const key = unescapeName(text(start, endOfKey));
    const keyFlaw = nameFlaw(key, 'the tag key', lineLimits.nameCharacters);
    if (keyFlaw !== null) return { at: start, message: keyFlaw };
    if (bytes[endOfKey] !== equals || endOfKey === to)
      return { at: endOfKey, message: `the tag ${key} has no value; write ${escapeName(key)}=value` };
    at = endOfName(bytes, endOfKey + 1, to, comma, equals);
    if (at < to && bytes[at] === equals) return { at, message: `the value of the tag ${key} has an equals sign; write \\= for it` };
    const value = unescapeName(text(endOfKey + 1, at));
    const valueFlaw = nameFlaw(value, `the value of the tag ${key}`, lineLimits.tagValueCharacters);
    if (valueFlaw !== null) return { at: endOfKey + 1, message: valueFlaw };
    tags.push([key, value, start]);
    if (tags.length > lineLimits.tags) return { at: start, message: `is one of more than ${lineLimits.tags} tags; leave some out` };
  }
  return seriesOf(measurement, tags, from);
}

function seriesOf(measurement: string, tags: [string, string, number][], from: number): Series | Flaw {
  tags.sort(([a, , first], [b, , second]) => Buffer.compare(Buffer.from(a), Buffer.from(b)) || first - second);
  for (const [index, [key, , at]] of tags.entries())
    if (index > 0 && tags[index - 1]?.[0] === key) return { at, message: `the tag ${key} is there twice; keep one` };
  const name = seriesName(measurement, tags);
  if (Buffer.byteLength(name) > lineLimits.seriesBytes)
    return { at: from, message: `the measurement with its tags has more than ${lineLimits.seriesBytes} bytes; shorten them` };
  return { name, measurement, tags: tags.map(([key, value]) => [key, value]) };
}

/** The canonical form of a measurement and tags that are sorted. */
export function seriesName(measurement: string, tags: readonly (readonly [string, string, ...unknown[]])[]): string {
  return [escapeName(measurement, true), ...tags.map(([key, value]) => `${escapeName(key)}=${escapeName(value)}`)].join(',');
}
