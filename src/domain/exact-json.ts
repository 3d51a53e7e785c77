import { isMiswritten, numberText } from './number-text.ts';

declare global {
  interface JSON {
    /** A piece of JSON that `stringify` takes over as it is (ECMAScript proposal "JSON.parse source text access", in Node 22). */
    rawJSON(text: string): object;
  }
}

/** Answers' data with numbers that need `numberText`. */
const marked = new WeakSet<object>();
/** How answers write themselves. */
const writers = new WeakMap<object, () => Buffer>();

/** Whether a zero with a sign, or a whole number beyond 2^53, stands anywhere in a value. */
export function hasMiswritten(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isMiswritten(value);
  if (Array.isArray(value)) return value.some(hasMiswritten);
  for (const name in value) if (hasMiswritten(Reflect.get(value, name))) return true;
  return false;
}

/** Lets `exactJson` know that an answer's data has numbers that `JSON.stringify` writes wrong; gives the data back. */
export function withExactNumbers<Data extends object>(data: Data, hasSome: boolean): Data {
  if (hasSome) marked.add(data);
  return data;
}

/** Lets `exactJson` take an answer from `write`, which must be the JSON of it in UTF-8; gives the answer back. */
export function withBytes<Body extends object>(body: Body, write: () => Buffer): Body {
  writers.set(body, write);
  return body;
}

/** An answer as JSON, as text or in UTF-8. It writes -0 as such and whole numbers beyond 2^53 with an exponent, where `withExactNumbers` marked its `data`. */
export function exactJson(body: unknown): string | Buffer {
  const write = typeof body === 'object' && body !== null ? writers.get(body) : undefined;
  if (write) return write();
  return isMarked(body) ? numbersExact(body) : JSON.stringify(body);
}

/** A value as JSON, with all numbers as they are. */
export function numbersExact(body: unknown): string {
  return JSON.stringify(body, (_, value: unknown) => (isMiswritten(value) ? JSON.rawJSON(numberText(value)) : value));
}

function isMarked(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return 'data' in body && typeof body.data === 'object' && body.data !== null && marked.has(body.data);
}
