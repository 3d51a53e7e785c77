import type { BatchPoint } from '../../../generated/client/types.gen.ts';
import { ApiError } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { createColumnBuilder } from '../../store/store.ts';
import type { ColumnBatch } from '../../store/store.ts';
import type { SourceRules } from '../sources/queries.ts';
import { schemaViolations } from './schema-check.ts';

const mostDetails = 20;

/** Where an item of a batch stands. */
export const placeOfItem = (index: number): string => `body.dataPoints[${index}]`;

/** A list as columns. */
export interface DecodedList {
  batch: ColumnBatch;
  /** The item that each value stood in. */
  itemOf: Int32Array;
}

/** The series of one source in a batch. */
interface Own {
  source: SourceRules | undefined;
  fields: Map<string, number>;
  metadata: number;
}

/**
 * A list of points that the contract's schema has let through, as one batch of columns. `now` is the time of points without one, `place`
 * tells where an item stands in the body.
 *
 * @throws ApiError 400 that names the first 20 places that are wrong
 */
export function decodeList(
  items: readonly BatchPoint[],
  sources: Pick<ReadonlyMap<string, SourceRules>, 'get'>,
  now: number,
  place: (index: number) => string,
): DecodedList {
  const details: Detail[] = [];
  const to = createColumnBuilder(items.length);
  const series: { sourceId: string; field: string | null }[] = [];
  const owns = new Map<string, Own>();
  for (let index = 0; index < items.length && details.length < mostDetails; index++) {
    const item = items[index];
    if (item === undefined) continue;
    const { sourceId, timestamp, values, metadata } = item;
    let own = owns.get(sourceId);
    if (own === undefined) owns.set(sourceId, (own = { source: sources.get(sourceId), fields: new Map(), metadata: -1 }));
    if (own.source?.schema !== null) details.push(...violations(item, own.source, place(index)));
    const key = timestamp === undefined ? now : parseTimestamp(timestamp);
    for (const field of Object.keys(values)) {
      let number = own.fields.get(field);
      if (number === undefined) own.fields.set(field, (number = series.push({ sourceId, field }) - 1));
      to.add(index, number, key, values[field] ?? null);
    }
    if (metadata === undefined) continue;
    if (own.metadata < 0) own.metadata = series.push({ sourceId, field: null }) - 1;
    to.add(index, own.metadata, key, metadata === null ? null : JSON.stringify(metadata));
  }
  if (details.length > 0) throw new ApiError('validation_failed', details.slice(0, mostDetails));
  const { marks, ...batch } = to.finish();
  return { batch: { ...batch, series }, itemOf: marks };
}

/** What is wrong with an item besides its form. */
function violations(item: BatchPoint, source: SourceRules | undefined, place: string): Detail[] {
  if (source === undefined) return [{ location: `${place}.sourceId`, message: 'is not a source of the bucket' }];
  return schemaViolations(source, item.values, `${place}.values`);
}
