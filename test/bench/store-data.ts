import type { Point } from '../../src/store/store.ts';

export const seriesCount = 1000;
export const minuteMs = 60_000;
export const firstTime = Date.UTC(2026, 0, 1);
const minutesOfDay = 1440;

/**
 * A reading a minute of 1,000 series: a quarter each of two-decimal walks (steps up to 1.00), counters (steps up to
 * 1,000), daily curves with a two-decimal ripple of 1.00, and states (a change in 50 minutes). The same on every run.
 */
export function createData() {
  const walks = new Float64Array(seriesCount).fill(2000);
  const counters = new Float64Array(seriesCount);
  let seed = 12_345;
  const chance = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  const sourceIds = Array.from({ length: seriesCount }, (_, series) => series.toString(16).padStart(24, '0'));

  function value(series: number, minute: number): number {
    switch (series % 4) {
      case 0:
        walks[series] = (walks[series] ?? 0) + Math.round((chance() - 0.5) * 200);
        return (walks[series] ?? 0) / 100;
      case 1:
        counters[series] = (counters[series] ?? 0) + Math.floor(chance() * 1000);
        return counters[series] ?? 0;
      case 2:
        return Math.round((20 + 5 * Math.sin((minute / minutesOfDay) * 2 * Math.PI + series) + chance()) * 100) / 100;
      default:
        if (chance() < 0.02) counters[series] = Math.floor(chance() * 4);
        return counters[series] ?? 0;
    }
  }

  return {
    sourceIds,
    /** All series in some minutes, one minute after the other. */
    batch(firstMinute: number, minutes: number): Point[] {
      const points: Point[] = [];
      for (let minute = firstMinute; minute < firstMinute + minutes; minute++) {
        for (const [series, sourceId] of sourceIds.entries()) {
          points.push({ sourceId, key: firstTime + minute * minuteMs, values: { value: value(series, minute) } });
        }
      }
      return points;
    },
  };
}
