import type { KeyType, Value } from '../../store/store.ts';
import { kindRule, numberedRule } from '../data/schema-check.ts';
import type { KindRule } from '../data/schema-check.ts';
import type { SourceRow } from '../sources/queries.ts';
import type { ImportBatch, Mark, ReadPoint } from './import-batch.ts';
import type { Found } from './import-sources.ts';
import type { Problems } from './problems.ts';

/** The most points of one import. */
export const mostPoints = 100_000;

/** A point whose source is still as a line names it; null for numbered series. */
export type NamedPoint = Omit<ReadPoint, 'sourceId'> & { found: Found | null };

/** Where in a line things stand. */
export interface Places {
  source: string;
  field(name: string): string;
}

/** Checks points against their sources and puts them into a batch. */
export interface PointTaker {
  /** `mark` says which line it is, and `places` where in it the source and a field stand. */
  take(mark: Mark, point: NamedPoint, places: Places): void;
}

export function createPointTaker(keyType: KeyType, batch: ImportBatch, problems: Problems, lineOf: (mark: Mark) => number): PointTaker {
  // The rule of a field of a source is looked up once.
  const rules = new Map<SourceRow | null, Map<string, KindRule | string | null>>();
  const ruleOf = (source: SourceRow | null, field: string): KindRule | string | null => {
    let own = rules.get(source);
    if (own === undefined) rules.set(source, (own = new Map()));
    let rule = own.get(field);
    if (rule === undefined) own.set(field, (rule = source ? kindRule(source, field) : numberedRule(field)));
    return rule;
  };
  const wrong = (source: SourceRow | null, field: string, value: Value): string | null => {
    const rule = ruleOf(source, field);
    if (typeof rule === 'string') return rule;
    return rule === null || value === null || typeof value === rule.type
      ? null
      : `must be ${rule.type} ${rule.because}, not ${typeof value}`;
  };

  return {
    take(mark, { found, ...point }, places) {
      if (found && 'problem' in found) return problems.add(lineOf(mark), places.source, found.problem);
      if (found && keyType !== 'timestamp')
        return problems.add(lineOf(mark), places.source, `belongs to a bucket keyed by timestamp, this one is by ${keyType}`);
      if (batch.count() >= mostPoints)
        return problems.stop(lineOf(mark), '', `is the point after the ${mostPoints} that one request may have; send the file in parts`);
      const source = found?.source ?? null;
      const before = problems.count();
      for (const [field, value] of point.values) {
        const problem = wrong(source, field, value);
        if (problem !== null) problems.add(lineOf(mark), places.field(field), problem);
      }
      if (problems.count() === before) batch.add({ ...point, sourceId: source?.id ?? null }, mark);
    },
  };
}
