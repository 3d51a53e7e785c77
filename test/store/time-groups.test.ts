import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { groupStarts, TooManyGroups } from '../../src/store/time-groups.ts';
import { naiveDateGroup, naiveDay, naiveTimesOfDay, zones } from './support/naive-groups.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Wall-clock times of the groups' starts. */
function clocks(starts: readonly number[], timezone: string): string[] {
  return starts.map((start) =>
    Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timezone).toString({
      timeZoneName: 'never',
      smallestUnit: 'minute',
    }),
  );
}

function localDay(date: string, timezone: string): { first: number; last: number } {
  const { start, end } = naiveDay(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: timezone }).epochMilliseconds, timezone);
  return { first: start, last: end - 1 };
}

function groupsOfDay(date: string, timezone: string, unit: 'minute' | 'hour', count: number): string[] {
  const { first, last } = localDay(date, timezone);
  return clocks(groupStarts({ unit, count, timezone }, first, last), timezone);
}

function lengthsInMinutes(date: string, timezone: string, unit: 'minute' | 'hour', count: number): number[] {
  const { first, last } = localDay(date, timezone);
  const starts = groupStarts({ unit, count, timezone }, first, last);
  return starts.map((start, index) => ((starts[index + 1] ?? last + 1) - start) / minute);
}

describe('fixed lengths', () => {
  test('count from the epoch, before it too', () => {
    expect(groupStarts({ milliseconds: 100 }, -101, 150)).toEqual([-200, -100, 0, 100]);
    expect(groupStarts({ milliseconds: 7 }, 14, 14)).toEqual([14]);
    expect(groupStarts({ milliseconds: 7 }, 20, 21)).toEqual([14, 21]);
  });

  test('are exact for the greatest keys', () => {
    expect(groupStarts({ milliseconds: 1000 }, 2 ** 53 - 2, 2 ** 53 - 1)).toEqual([9007199254740000]);
    expect(groupStarts({ milliseconds: 3 }, 2 ** 53 - 1, 2 ** 53 - 1)).toEqual([9007199254740990]);
  });
});

describe('hours and minutes on days on which the clock changes', () => {
  test('Berlin has 23 and 25 hours', () => {
    expect(groupsOfDay('2026-03-29', 'Europe/Berlin', 'hour', 1).slice(1, 4)).toEqual([
      '2026-03-29T01:00+01:00',
      '2026-03-29T03:00+02:00',
      '2026-03-29T04:00+02:00',
    ]);
    expect(groupsOfDay('2026-03-29', 'Europe/Berlin', 'hour', 1)).toHaveLength(23);
    expect(groupsOfDay('2026-10-25', 'Europe/Berlin', 'hour', 1).slice(2, 5)).toEqual([
      '2026-10-25T02:00+02:00',
      '2026-10-25T02:00+01:00',
      '2026-10-25T03:00+01:00',
    ]);
    expect(groupsOfDay('2026-10-25', 'Europe/Berlin', 'hour', 1)).toHaveLength(25);
  });

  test('six hours stay on the clock: the group around the change has five or seven', () => {
    expect(lengthsInMinutes('2026-03-29', 'Europe/Berlin', 'hour', 6)).toEqual([300, 360, 360, 360]);
    expect(lengthsInMinutes('2026-10-25', 'Europe/Berlin', 'hour', 6)).toEqual([420, 360, 360, 360]);
    expect(lengthsInMinutes('2026-10-25', 'Europe/Berlin', 'minute', 360)).toEqual([420, 360, 360, 360]);
  });

  test("St. John's, whose clock changed at one minute past midnight, has whole hours", () => {
    expect(lengthsInMinutes('2010-11-07', 'America/St_Johns', 'hour', 1)).toEqual(Array.from({ length: 25 }, () => 60));
    expect(lengthsInMinutes('2010-03-14', 'America/St_Johns', 'hour', 1)).toEqual(Array.from({ length: 23 }, () => 60));
    expect(groupsOfDay('2010-11-07', 'America/St_Johns', 'hour', 6)).toEqual([
      '2010-11-07T00:00-02:30',
      '2010-11-07T06:00-03:30',
      '2010-11-07T12:00-03:30',
      '2010-11-07T18:00-03:30',
    ]);
  });

  test('Lord Howe changes by half an hour', () => {
    expect(lengthsInMinutes('2026-04-05', 'Australia/Lord_Howe', 'hour', 1).slice(0, 4)).toEqual([60, 90, 60, 60]);
    expect(lengthsInMinutes('2026-10-04', 'Australia/Lord_Howe', 'hour', 1).slice(0, 4)).toEqual([60, 60, 30, 60]);
    expect(lengthsInMinutes('2026-04-05', 'Australia/Lord_Howe', 'minute', 30)).toEqual(Array.from({ length: 49 }, () => 30));
  });

  test('zones with odd offsets have their own full hours', () => {
    expect(groupsOfDay('2026-06-01', 'Asia/Kolkata', 'hour', 12)).toEqual(['2026-06-01T00:00+05:30', '2026-06-01T12:00+05:30']);
    const noon = Date.parse('2026-06-01T12:10:00Z');
    expect(groupStarts({ unit: 'hour', count: 1, timezone: 'Asia/Kathmandu' }, noon, noon)).toEqual([Date.parse('2026-06-01T11:15:00Z')]);
  });

  test('a length that does not divide the day is cut off at midnight', () => {
    expect(lengthsInMinutes('2026-06-01', 'Europe/Berlin', 'hour', 7)).toEqual([420, 420, 420, 180]);
  });

  test('lengths over a day run through, as the same number of days does', () => {
    const [first, last] = [Date.parse('2026-03-20T00:00:00Z'), Date.parse('2026-04-20T00:00:00Z')];
    const days = groupStarts({ unit: 'day', count: 2, timezone: 'Europe/Berlin' }, first, last);
    expect(groupStarts({ unit: 'hour', count: 48, timezone: 'Europe/Berlin' }, first, last)).toEqual(days);
    expect(groupStarts({ unit: 'hour', count: 24, timezone: 'Europe/Berlin' }, first, last)).toEqual(
      groupStarts({ unit: 'day', count: 1, timezone: 'Europe/Berlin' }, first, last),
    );
    expect(clocks(groupStarts({ unit: 'hour', count: 36, timezone: 'UTC' }, 0, 3 * day), 'UTC')).toEqual([
      '1970-01-01T00:00+00:00',
      '1970-01-02T12:00+00:00',
      '1970-01-04T00:00+00:00',
    ]);
  });
});

describe('dates', () => {
  test('a day that a zone skipped does not exist', () => {
    const first = Date.parse('2011-12-29T12:00:00Z');
    expect(clocks(groupStarts({ unit: 'day', count: 1, timezone: 'Pacific/Apia' }, first, first + 2 * day), 'Pacific/Apia')).toEqual([
      '2011-12-29T00:00-10:00',
      '2011-12-31T00:00+14:00',
      '2012-01-01T00:00+14:00',
    ]);
  });

  test('a day whose midnight is skipped begins with the first instant of the date', () => {
    const noon = Date.parse('2017-10-15T15:00:00Z');
    expect(clocks(groupStarts({ unit: 'day', count: 1, timezone: 'America/Sao_Paulo' }, noon, noon), 'America/Sao_Paulo')).toEqual([
      '2017-10-15T01:00-02:00',
    ]);
  });

  test('weeks start on Monday, quarters in January, April, July, October', () => {
    const [first, last] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2026-12-31T00:00:00Z')];
    const weeks = groupStarts({ unit: 'week', count: 1, timezone: 'Europe/Berlin' }, first, last);
    expect(clocks(weeks.slice(0, 2), 'Europe/Berlin')).toEqual(['2025-12-29T00:00+01:00', '2026-01-05T00:00+01:00']);
    expect(clocks(groupStarts({ unit: 'month', count: 3, timezone: 'Europe/Berlin' }, first, last), 'Europe/Berlin')).toEqual([
      '2026-01-01T00:00+01:00',
      '2026-04-01T00:00+02:00',
      '2026-07-01T00:00+02:00',
      '2026-10-01T00:00+02:00',
    ]);
  });
});

describe('bounds', () => {
  test('as many groups as the limit pass, one more does not', () => {
    expect(groupStarts({ milliseconds: 10 }, 0, 99, 10)).toHaveLength(10);
    expect(() => groupStarts({ milliseconds: 10 }, 0, 100, 10)).toThrow(TooManyGroups);
    const grouping = { unit: 'day', count: 1, timezone: 'UTC' } as const;
    expect(groupStarts(grouping, 0, 10 * day - 1, 10)).toHaveLength(10);
    expect(() => groupStarts(grouping, 0, 10 * day, 10)).toThrow(new TooManyGroups(10));
    expect(() => groupStarts({ unit: 'minute', count: 1, timezone: 'Europe/Berlin' }, 0, 50_000 * minute)).toThrow(TooManyGroups);
    expect(() => groupStarts({ unit: 'minute', count: 1, timezone: 'UTC' }, -8.64e15, 8.64e15)).toThrow(TooManyGroups);
  });

  test('unknown zones and lengths below one are refused', () => {
    expect(() => groupStarts({ unit: 'day', count: 1, timezone: 'Mars/Olympus' }, 0, 1)).toThrow(RangeError);
    for (const count of [0, -1, 1.5, NaN]) {
      expect(() => groupStarts({ unit: 'day', count, timezone: 'UTC' }, 0, 1)).toThrow(RangeError);
      expect(() => groupStarts({ milliseconds: count }, 0, 1)).toThrow(RangeError);
    }
  });
});

/** Instants within three days around a clock change of the zone, or anywhere in 1972 to 2037. */
const zoneAndInstant = fc
  .tuple(
    fc.constantFrom(...zones),
    fc.integer({ min: Date.UTC(1972, 0), max: Date.UTC(2037, 0) }),
    fc.integer({ min: -3 * day, max: 3 * day }),
  )
  .map(([timezone, anywhere, near]) => {
    const change = Temporal.Instant.fromEpochMilliseconds(anywhere).toZonedDateTimeISO(timezone).getTimeZoneTransition('next');
    return { timezone, instant: change === null ? anywhere : change.epochMilliseconds + near };
  });

describe('against Temporal', () => {
  test('dates: each point of a range lies in the group that Temporal says', () => {
    fc.assert(
      fc.property(
        zoneAndInstant,
        fc.constantFrom('day', 'week', 'month'),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 40 * day }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
        ({ timezone, instant }, unit, count, span, places) => {
          const starts = groupStarts({ unit, count, timezone }, instant, instant + span);
          for (const point of [instant, instant + span, ...places.map((place) => instant + Math.floor(place * span))]) {
            expect(starts.findLast((start) => start <= point)).toBe(naiveDateGroup(point, unit, count, timezone));
          }
          expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
          expect(starts.slice(1).every((start) => start > instant && start <= instant + span)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  test('times: the groups of a local day are those that watching the clock gives', () => {
    const lengths = fc.constantFrom(1, 5, 7, 15, 20, 25, 30, 45, 50, 60, 90, 120, 180, 240, 360, 420, 720, 1080);
    fc.assert(
      fc.property(zoneAndInstant, lengths, ({ timezone, instant }, minutes) => {
        const { start, end } = naiveDay(instant, timezone);
        expect(groupStarts({ unit: 'minute', count: minutes, timezone }, start, end - 1)).toEqual(
          naiveTimesOfDay(instant, minutes * minute, timezone),
        );
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('single hours are what Temporal rounds down to, where clocks change by whole hours on the hour', () => {
    const offTheHour = ['America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(
        zoneAndInstant.filter(({ timezone }) => !offTheHour.includes(timezone)),
        ({ timezone, instant }) => {
          const rounded = Temporal.Instant.fromEpochMilliseconds(instant)
            .toZonedDateTimeISO(timezone)
            .round({ smallestUnit: 'hour', roundingMode: 'floor' });
          expect(groupStarts({ unit: 'hour', count: 1, timezone }, instant, instant)).toEqual([rounded.epochMilliseconds]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a range gives the same groups as its parts', () => {
    fc.assert(
      fc.property(
        zoneAndInstant,
        fc.constantFrom('minute', 'hour'),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 2 * day }),
        ({ timezone, instant }, unit, count, span) => {
          const starts = groupStarts({ unit, count, timezone }, instant, instant + span);
          for (const start of starts.slice(0, 10)) {
            expect(groupStarts({ unit, count, timezone }, Math.max(start, instant), Math.max(start, instant))).toEqual([start]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
