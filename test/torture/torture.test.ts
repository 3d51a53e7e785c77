import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/directory.ts';
import { textOf, torture } from './run.ts';

// Some strikes of what `node test/torture/index.ts` does a hundred times.
describe('a server that is killed again and again', () => {
  it.each([
    { seed: 34, strikes: 3, workers: 1 },
    { seed: 34, strikes: 2, workers: 2 },
  ])(
    'loses no acknowledged point and stores no half of a request: %o',
    async ({ seed, strikes, workers }) => {
      const lines: string[] = [];
      const report = await torture({
        directory: temporaryDirectory(),
        seed,
        strikes,
        workers,
        mostBetween: 120,
        log: (line) => lines.push(line),
      });
      expect(report.problems, `${lines.join('\n')}\n${textOf(report)}`).toEqual([]);
      expect(report.found.acknowledged).toBeGreaterThan(strikes);
      expect(report.foundMerged).toEqual(report.found);
      expect(report.rows.parts + report.rows.chunks).toBeGreaterThan(0);
    },
    180_000,
  );
});
