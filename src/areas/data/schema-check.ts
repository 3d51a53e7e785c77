import type { SourceField } from '../../../generated/client/types.gen.ts';
import type { Detail } from '../../domain/errors.ts';
import { joinLocation } from '../../domain/location.ts';
import type { Values } from '../../store/store.ts';
import type { SourceRow } from '../sources/queries.ts';

/** What in a point's values the source's schema does not take. `place` is where the values stand. */
export function schemaViolations(source: SourceRow, values: Values, place: string): Detail[] {
  if (source.schema === null) return [];
  const fields = new Map<string, SourceField | undefined>(Object.entries(source.schema));
  return Object.entries(values).flatMap(([name, value]) => {
    const location = joinLocation(place, [name]);
    const field = fields.get(name);
    if (!field) return [{ location, message: `is not a field of the source's schema, which has ${[...fields.keys()].join(', ')}` }];
    if (value === null || typeof value === field.type) return [];
    return [{ location, message: `must be ${field.type} by the source's schema, not ${typeof value}` }];
  });
}
