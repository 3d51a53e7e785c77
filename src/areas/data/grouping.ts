import type { Grouping } from '../../store/store.ts';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const intervals = ['1s', '5s', '10s', '15s', '30s', '1m', '2m', '5m', '10m', '15m', '30m', '1h', '2h', '3h', '6h', '12h', '1d', '2d', '1w', '4w', '13w', '52w'];

function isUnit(text: string | undefined): text is keyof typeof unitMs {
  return text !== undefined && text in unitMs;
}

function parts(duration: string): { count: number; unit: keyof typeof unitMs } {
  const unit = duration.at(-1);
  if (!isUnit(unit)) throw new Error(`${duration} is no duration`);
  return { count: Number(duration.slice(0, -1)), unit };
}

/** A duration such as `30s` or `2d` in milliseconds. */
export function durationMs(duration: string): number {
  const { count, unit } = parts(duration);
  return count * unitMs[unit];
}

const calendarUnits = { m: 'minute', h: 'hour', d: 'day', w: 'week' } as const;

/** A `groupBy` of the contract: a calendar unit, or a duration. All but seconds follow the zone's clock and calendar. */
export function parseGrouping(groupBy: string, timezone: string): Grouping {
  switch (groupBy) {
    case 'minute':
    case 'hour':
    case 'day':
    case 'week':
    case 'month':
      return { unit: groupBy, count: 1, timezone };
    default: {
      const { count, unit } = parts(groupBy);
      return unit === 's' ? { milliseconds: count * unitMs.s } : { unit: calendarUnits[unit], count, timezone };
    }
  }
}

/** The shortest usual interval that cuts a range into at most `most` groups. */
export function fittingInterval(rangeMs: number, most: number): string {
  return intervals.find((interval) => rangeMs / durationMs(interval) <= most) ?? '52w';
}
