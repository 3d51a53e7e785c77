import { Temporal } from 'temporal-polyfill';

/** A stretch of time (`start` inclusive, `end` exclusive, epoch ms) in which a zone's clock is `offset` ms ahead of UTC. */
export interface OffsetSpan {
  start: number;
  end: number;
  offset: number;
}

const earliestInstant = -8_640_000_000_000_000;
const latestInstant = 8_640_000_000_000_000;

/**
 * The stretches of constant UTC offset of a zone, in time order and without gaps, covering `from` to `to` (epoch ms).
 * Asking Temporal once per clock change makes everything after it plain arithmetic.
 *
 * Throws a RangeError for an unknown zone.
 */
export function offsetSpans(timezone: string, from: number, to: number): OffsetSpan[] {
  const start = Math.min(Math.max(from, earliestInstant), latestInstant);
  const spans: OffsetSpan[] = [];
  let clock = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timezone);
  for (;;) {
    const change = clock.getTimeZoneTransition('next');
    const last = change === null || change.epochMilliseconds > to;
    const end = last ? Infinity : change.epochMilliseconds;
    spans.push({ start: spans.length === 0 ? -Infinity : clock.epochMilliseconds, end, offset: clock.offsetNanoseconds / 1e6 });
    if (last) return spans;
    clock = change;
  }
}

/** What the clock shows at an instant, as ms: the epoch ms at which a clock on UTC shows the same. */
export function clockAt(spans: readonly OffsetSpan[], instant: number): number {
  const span = spans.find(({ end }) => instant < end);
  return instant + (span?.offset ?? 0);
}

/**
 * A function from clock time to the first instant at which the clock shows that time or a later one: the first of two
 * when the clock is set back over it, the change itself when the clock is set forward over it.
 * To be called with ascending times, so that a walk over many of them stays linear.
 */
export function firstInstants(spans: readonly OffsetSpan[]): (clock: number) => number {
  let index = 0;
  return (clock) => {
    for (; index < spans.length; index++) {
      const span = spans[index];
      if (span === undefined) break;
      const instant = Math.max(span.start, clock - span.offset);
      if (instant < span.end) return instant;
    }
    return Infinity;
  };
}
