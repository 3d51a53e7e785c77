import type { DataBatch, DataColumns } from '../../../generated/client/types.gen.ts';
import { ApiError } from '../../domain/errors.ts';
import type { SourceRules } from '../sources/queries.ts';
import { decodeColumns } from './columns.ts';
import type { Known, LargeDecoder } from './large.ts';
import { decodeList, placeOfItem } from './list.ts';
import { packColumns } from './packed.ts';
import { readList } from './read-list.ts';

/** Any source, and any value goes. */
const anySource = { has: () => true, get: (id: string): SourceRules => ({ id, schema: null }) };

/** What the contract's schema has let through. */
const isBatch = (body: unknown): body is DataBatch => typeof body === 'object' && body !== null && 'dataPoints' in body;
const isColumns = (body: unknown): body is DataColumns => typeof body === 'object' && body !== null && 'series' in body;

const listDecoder: LargeDecoder = {
  quick(bytes) {
    const read = readList(bytes);
    if (read === undefined) return undefined;
    const { bucketId, points, sourceIds, list } = read;
    return { bucketId, items: points, sourceIds, columns: packColumns(list.batch), places: list.itemOf };
  },
  decode(body, known) {
    if (!isBatch(body)) throw new TypeError('this is no batch of points');
    const { bucketId, dataPoints } = body;
    const { batch, itemOf } = decodeList(dataPoints, rulesOf(known), known?.now ?? NaN, placeOfItem);
    const sourceIds = [...new Set(dataPoints.map(({ sourceId }) => sourceId))];
    return { bucketId, items: dataPoints.length, sourceIds, columns: packColumns(batch), places: itemOf };
  },
};

const columnsDecoder: LargeDecoder = {
  decode(body, known) {
    if (!isColumns(body)) throw new TypeError('these are no columns');
    const { bucketId, series } = body;
    const sourceIds = [...new Set(series.flatMap(({ sourceId }) => sourceId ?? []))];
    try {
      const { batch, ends } = decodeColumns(body, rulesOf(known));
      return { bucketId, items: series.length, sourceIds, columns: packColumns(batch), places: ends };
    } catch (error) {
      // The sources may be wrong too.
      if (known !== undefined || !(error instanceof ApiError)) throw error;
      return { bucketId, items: series.length, sourceIds, columns: null, places: new Int32Array() };
    }
  },
};

const rulesOf = (known: Known | undefined): Pick<ReadonlyMap<string, SourceRules>, 'get'> => (known ? new Map(known.sources) : anySource);

/** By operation. */
export const largeDecoders: Readonly<Record<string, LargeDecoder>> = { createDataPoints: listDecoder, createDataColumns: columnsDecoder };
