import type { SourceField } from '../../../generated/client/types.gen.ts';
import type { Detail } from '../../domain/errors.ts';
import { joinLocation } from '../../domain/location.ts';
import { typeOfKind, valueKinds } from '../../store/store.ts';
import type { ColumnBatch, Values } from '../../store/store.ts';
import type { SourceRules } from '../sources/queries.ts';

/** The one type that the values of a field must have (null beside it), and the end of the sentence that says so. */
export interface KindRule {
  type: SourceField['type'];
  because: string;
}

const numbered: KindRule = { type: 'number', because: 'in a numbered series' };

/** What a source's schema says of a field: a rule, null when any value goes, or why there is no such field. */
export function kindRule({ schema }: SourceRules, field: string): KindRule | string | null {
  if (schema === null) return null;
  const fields = new Map<string, SourceField | undefined>(Object.entries(schema));
  const known = fields.get(field);
  return known ? { type: known.type, because: `by the source's schema` } : `is not a field of the source's schema, which has ${[...fields.keys()].join(', ')}`;
}

/** The rule of numbered series, or why the field is none. */
export function numberedRule(field: string): KindRule | string {
  const isNumber = /^(?:0|[1-9]\d{0,9})$/.test(field) && Number(field) <= 2_147_483_647;
  return isNumber ? numbered : 'must be a decimal number up to 2147483647 where sourceId is null';
}

/** Whether all series are of known sources whose schemas take their values, or numbered. */
export function fitsSchemas({ series, seriesOf, kinds, count }: ColumnBatch, sources: ReadonlyMap<string, SourceRules>): boolean {
  const types: (KindRule['type'] | null)[] = [];
  for (const { sourceId, field } of series) {
    // Metadata is of no type that a source would know.
    if (field === null) {
      if (!sources.has(sourceId ?? '')) return false;
      types.push(null);
      continue;
    }
    const source = sources.get(sourceId ?? '');
    const rule = sourceId === null ? numberedRule(field) : source === undefined ? 'is not a source of the bucket' : kindRule(source, field);
    if (typeof rule === 'string') return false;
    types.push(rule && rule.type);
  }
  if (types.every((type) => type === null || (type === 'number' && kinds === null))) return true;
  for (let i = 0; i < count; i++) {
    const wanted = types[seriesOf[i] ?? 0] ?? null;
    const given = typeOfKind(kinds === null ? valueKinds.number : kinds[i]);
    if (wanted !== null && given !== null && given !== wanted) return false;
  }
  return true;
}

/** What in a point's values the source's schema does not take. `place` is where the values stand. */
export function schemaViolations(source: SourceRules, values: Values, place: string): Detail[] {
  if (source.schema === null) return [];
  return Object.entries(values).flatMap(([name, value]) => {
    const location = joinLocation(place, [name]);
    const rule = kindRule(source, name);
    if (typeof rule === 'string') return [{ location, message: rule }];
    if (rule === null || value === null || typeof value === rule.type) return [];
    return [{ location, message: `must be ${rule.type} ${rule.because}, not ${typeof value}` }];
  });
}
