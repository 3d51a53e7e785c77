/**
 * A place in the orders of writes of a bucket: all up to it has been seen. Each slot has an order of its own, in microseconds of the
 * database's clock.
 */
export interface Place {
  /** When the bucket's first shard was made: places of other buckets are told from it. */
  madeAt: number;
  /** By slot: all writes up to this one were seen. */
  ats: readonly number[];
  /** So many values of the write at the next microsecond of a slot were seen too. */
  part: { slot: number; offset: number } | null;
}

const text = (number: number): string => number.toString(36);
const textPattern = /^[0-9a-z]{1,11}(\.[0-9a-z]{1,11}){1,64}(~[0-9a-z]{1,2}\.[0-9a-z]{1,7})?$/;

/** A place as text: digits, small letters, `.` and `~`. */
export function formatPlace({ madeAt, ats, part }: Place): string {
  const whole = [madeAt, ...ats].map(text).join('.');
  return part === null ? whole : `${whole}~${text(part.slot)}.${text(part.offset)}`;
}

/** The place of a text; null when it is none. */
export function parsePlace(given: string): Place | null {
  if (!textPattern.test(given)) return null;
  const [whole = '', rest] = given.split('~');
  const numbers = (list: string): number[] => list.split('.').map((one) => Number.parseInt(one, 36));
  const [madeAt = 0, ...ats] = numbers(whole);
  const [slot, offset] = rest === undefined ? [] : numbers(rest);
  const part = slot === undefined || offset === undefined ? null : { slot, offset };
  if ([madeAt, ...ats].some((one) => !Number.isSafeInteger(one)) || (part !== null && part.slot >= ats.length)) return null;
  return { madeAt, ats, part };
}

/** The place after so many values of a write of one slot; after all of it without `offset`. */
export function placeAfter({ madeAt, ats }: Place, slot: number, at: number, offset?: number): Place {
  const seen = offset === undefined ? at : at - 1;
  return {
    madeAt,
    ats: ats.map((one, index) => (index === slot ? seen : one)),
    part: offset === undefined ? null : { slot, offset },
  };
}
