/** The data set of the store's benches: 1,000 sources with one field each, one reading a minute. */
export const seriesCount = 1000;
export const minuteMs = 60_000;
export const firstTime = Date.UTC(2026, 0, 1);
export const field = 'value';

const minutesOfDay = 1440;

/**
 * The readings of one minute after the other, the same on every run. A quarter of the series each: walks of two decimals (steps up
 * to 1.00), counters (steps up to 1,000), daily curves with a ripple of two decimals, and states 0 and 1 (a change in 50 minutes).
 */
export function createReadings(): () => Float64Array {
  const walks = new Float64Array(seriesCount).fill(2000);
  const counters = new Float64Array(seriesCount);
  const states = new Float64Array(seriesCount);
  let [seed, minute] = [12_345, 0];
  const chance = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;

  function value(series: number): number {
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
        if (chance() < 0.02) states[series] = 1 - (states[series] ?? 0);
        return states[series] ?? 0;
    }
  }

  return () => {
    const readings = Float64Array.from({ length: seriesCount }, (_, series) => value(series));
    minute++;
    return readings;
  };
}

/** `createReadings` from a later minute on. */
export function readingsFrom(firstMinute: number): () => Float64Array {
  const next = createReadings();
  for (let minute = 0; minute < firstMinute; minute++) next();
  return next;
}

/** When a minute of the data set is, as Unix milliseconds. */
export const timeOf = (minute: number): number => firstTime + minute * minuteMs;
