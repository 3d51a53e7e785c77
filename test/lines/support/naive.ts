/** A point as people think of it. */
export interface LinePoint {
  measurement: string;
  tags: Record<string, string>;
  fields: Record<string, number | string | boolean>;
  time: number | null;
}

/** A line, split at a character that no backslash stands before and that is not in quotes. */
function split(text: string, separator: string, quoted: boolean): string[] {
  const parts = [''];
  let inText = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    const isEscape = character === '\\' && (inText ? next === '"' || next === '\\' : /[,= ]/.test(next));
    if (isEscape) {
      parts[parts.length - 1] += character + next;
      index++;
    } else if (character === separator && !inText) parts.push('');
    else {
      if (quoted && character === '"' && (inText || parts.at(-1)?.endsWith('='))) inText = !inText;
      parts[parts.length - 1] += character;
    }
  }
  if (inText) throw new Error('a string is not closed');
  return parts;
}

const plain = (text: string, isMeasurement = false) => {
  if (text === '' || text.length > 256 || /[\x00-\x1f\x7f]/.test(text)) throw new Error('no name');
  return text.replace(isMeasurement ? /\\([, ])/g : /\\([,= ])/g, '$1');
};

function pair(text: string, quoted: boolean): [string, string] {
  const [key, value, ...rest] = split(text, '=', quoted);
  if (key === undefined || value === undefined || rest.length > 0) throw new Error('no pair');
  return [plain(key), value];
}

function valueOf(text: string): number | string | boolean {
  if (/^(t|T|true|True|TRUE)$/.test(text)) return true;
  if (/^(f|F|false|False|FALSE)$/.test(text)) return false;
  const string = /^"((?:[^"\\]|\\["\\]|\\(?!["\\]))*)"$/.exec(text);
  if (string) return (string[1] ?? '').replace(/\\(["\\])/g, '$1');
  const integer = /^(-?\d+i|\d+u)$/.test(text);
  if (!integer && !/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw new Error('no value');
  const number = Number(integer ? text.slice(0, -1) : text);
  if (!Number.isFinite(number) || (integer && !Number.isSafeInteger(number))) throw new Error('out of range');
  return number;
}

/** Reads one line the slow and plain way, without its bounds. @throws Error when it is bad */
export function readLine(line: string): LinePoint | null {
  const text = line.replace(/^ +/, '').replace(/\r$/, '');
  if (text === '' || text.startsWith('#')) return null;
  const [series = '', ...rest] = split(text, ' ', true).filter((part, index) => part !== '' || index === 0);
  const [fields, time, ...more] = rest;
  if (fields === undefined || more.length > 0) throw new Error('no line');
  const [measurement = '', ...tags] = split(series, ',', false);
  const names = tags.map((tag) => pair(tag, false));
  for (const [, value] of names) plain(value);
  if (new Set(names.map(([key]) => key)).size < names.length) throw new Error('a tag twice');
  if (time !== undefined && !/^-?\d+$/.test(time)) throw new Error('no time');
  const key = time === undefined ? null : Number(BigInt(time) / 1_000_000n - (BigInt(time) % 1_000_000n < 0n ? 1n : 0n));
  if (key !== null && Math.abs(key) > 253402300799999) throw new Error('no such time');
  return {
    measurement: plain(measurement, true),
    tags: Object.fromEntries(names.map(([name, value]) => [name, plain(value)])),
    fields: Object.fromEntries(
      split(fields, ',', true)
        .map((field) => pair(field, true))
        .map(([name, value]) => [name, valueOf(value)]),
    ),
    time: key,
  };
}

const escaped = (text: string, pattern: RegExp) => text.replace(pattern, '\\$&');

function printValue(value: number | string | boolean): string {
  if (typeof value === 'string') return `"${escaped(value, /["\\]/g)}"`;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A point as a line of nanoseconds. */
export function printLine({ measurement, tags, fields, time }: LinePoint): string {
  const head = [
    escaped(measurement, /[, ]/g),
    ...Object.entries(tags).map(([key, value]) => `${escaped(key, /[,= ]/g)}=${escaped(value, /[,= ]/g)}`),
  ];
  const body = Object.entries(fields).map(([key, value]) => `${escaped(key, /[,= ]/g)}=${printValue(value)}`);
  return `${head.join(',')} ${body.join(',')}${time === null ? '' : ` ${BigInt(time) * 1_000_000n}`}`;
}
