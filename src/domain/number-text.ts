/**
 * A double as text that means exactly this double wherever it is read: zero with its sign, and whole numbers beyond 2^53 with an
 * exponent, because their shortest digits are those of another integer.
 */
export function numberText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

/** Whether `JSON.stringify` writes a number so that its text means another one, or that whoever gets it cannot send it back. */
export const isMiswritten = (value: unknown): value is number =>
  typeof value === 'number' && (value === 0 ? Object.is(value, -0) : Number.isInteger(value) && !Number.isSafeInteger(value));
