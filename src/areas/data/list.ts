import type { BatchPoint } from '../../../generated/client/types.gen.ts';
import { ApiError } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { valueKinds } from '../../store/store.ts';
import type { ColumnBatch, Value } from '../../store/store.ts';
import type { SourceRules } from '../sources/queries.ts';
import { schemaViolations } from './schema-check.ts';

const mostDetails = 20;

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
  sources: ReadonlyMap<string, SourceRules>,
  now: number,
  place: (index: number) => string,
): DecodedList {
  const details: Detail[] = [];
  const to = createBatch(items.length);
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
      let series = own.fields.get(field);
      if (series === undefined) own.fields.set(field, (series = to.name(sourceId, field)));
      to.add(index, series, key, values[field] ?? null);
    }
    if (metadata === undefined) continue;
    if (own.metadata < 0) own.metadata = to.name(sourceId, null);
    to.add(index, own.metadata, key, metadata === null ? null : JSON.stringify(metadata));
  }
  if (details.length > 0) throw new ApiError('validation_failed', details.slice(0, mostDetails));
  return to.finish();
}

/** What is wrong with an item besides its form. */
function violations(item: BatchPoint, source: SourceRules | undefined, place: string): Detail[] {
  if (source === undefined) return [{ location: `${place}.sourceId`, message: 'is not a source of the bucket' }];
  return schemaViolations(source, item.values, `${place}.values`);
}

/** Gathers values in their order; there may be more than `expected`. */
function createBatch(expected: number) {
  const series: { sourceId: string; field: string | null }[] = [];
  const texts = new Map<string, number>();
  let itemOf = new Int32Array(expected);
  let seriesOf = new Int32Array(expected);
  let keys = new Float64Array(expected);
  let numbers = new Float64Array(expected);
  let kinds = new Uint8Array(expected);
  let [count, isPlain] = [0, true];

  const grow = (): void => {
    const room = Math.max(16, keys.length * 2);
    itemOf = enlarged(itemOf, new Int32Array(room));
    seriesOf = enlarged(seriesOf, new Int32Array(room));
    keys = enlarged(keys, new Float64Array(room));
    numbers = enlarged(numbers, new Float64Array(room));
    kinds = enlarged(kinds, new Uint8Array(room));
  };

  return {
    /** The number of a new series. */
    name: (sourceId: string, field: string | null): number => series.push({ sourceId, field }) - 1,
    add(item: number, number: number, key: number, value: Value): void {
      if (count === keys.length) grow();
      itemOf[count] = item;
      seriesOf[count] = number;
      keys[count] = key;
      if (typeof value === 'number') {
        numbers[count] = value;
        kinds[count] = valueKinds.number;
      } else {
        isPlain = false;
        if (typeof value === 'string') {
          const known = texts.get(value) ?? texts.size;
          texts.set(value, known);
          numbers[count] = known;
          kinds[count] = valueKinds.text;
        } else {
          kinds[count] = value === null ? valueKinds.null : value ? valueKinds.true : valueKinds.false;
        }
      }
      count++;
    },
    finish(): DecodedList {
      const batch = { series, count, seriesOf, keys, numbers, kinds: isPlain ? null : kinds, texts: [...texts.keys()] };
      return { batch, itemOf };
    },
  };
}

function enlarged<Numbers extends Int32Array | Float64Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
