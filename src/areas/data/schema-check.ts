import type { SourceField } from '../../../generated/client/types.gen.ts';
import type { Detail } from '../../domain/errors.ts';
import { joinLocation } from '../../domain/location.ts';
import type { Values } from '../../store/store.ts';
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
