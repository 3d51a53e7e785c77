declare global {
  interface JSON {
    /** A piece of JSON that `stringify` takes over as it is (ECMAScript proposal "JSON.parse source text access", in Node 22). */
    rawJSON(text: string): object;
  }
}

const negativeZero = JSON.rawJSON('-0');
/** Answers with a zero that has a sign. */
const signed = new WeakSet<object>();

const isNegativeZero = (value: unknown): boolean => value === 0 && Object.is(value, -0);

/** Whether one of these values is -0. */
export function hasNegativeZero(values: Readonly<Record<string, unknown>>): boolean {
  for (const name of Object.keys(values)) if (isNegativeZero(values[name])) return true;
  return false;
}

/** Lets `exactJson` know that an answer's data has zeros with a sign; gives the data back. */
export function withSigns<Data extends object>(data: Data, isSigned: boolean): Data {
  if (isSigned) signed.add(data);
  return data;
}

/** An answer as JSON. It writes -0 as such, which `JSON.stringify` does not, where `withSigns` marked its `data`. */
export function exactJson(body: unknown): string {
  return isMarked(body)
    ? JSON.stringify(body, (_, value: unknown) => (isNegativeZero(value) ? negativeZero : value))
    : JSON.stringify(body);
}

function isMarked(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return 'data' in body && typeof body.data === 'object' && body.data !== null && signed.has(body.data);
}
