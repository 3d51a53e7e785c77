/** How a time may be counted since the epoch, as the power of ten that makes milliseconds of it. */
export const epochUnits = { s: 3, ms: 0, us: -3, ns: -6 } as const;

export type EpochUnit = keyof typeof epochUnits;

const pattern = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/;

/**
 * The milliseconds of a decimal number of seconds, milliseconds, microseconds or nanoseconds since the epoch, digit by digit,
 * because nanoseconds are beyond what a double holds. What is finer than a millisecond is cut off, towards the past. NaN for
 * other text.
 */
export function parseEpoch(text: string, unit: EpochUnit): number {
  const match = pattern.exec(text);
  if (!match) return Number.NaN;
  const [, sign, whole = '', fraction = ''] = match;
  const shift = epochUnits[unit];
  const digits = whole + fraction.padEnd(Math.max(0, shift), '0');
  const end = whole.length + shift;
  const milliseconds = Number(end <= 0 ? '0' : digits.slice(0, end));
  if (sign !== '-') return milliseconds;
  const rest = end <= 0 ? digits : digits.slice(end);
  return 0 - milliseconds - (/[1-9]/.test(rest) ? 1 : 0);
}
