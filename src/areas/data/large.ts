import type { Context } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import type { ColumnBatch } from '../../store/store.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { knownSources } from '../sources/known.ts';
import type { SourceRules } from '../sources/queries.ts';
import { unpackColumns } from './packed.ts';
import type { PackedColumns } from './packed.ts';
import { fitsSchemas } from './schema-check.ts';

// Large bodies are parsed, judged and made columns by another thread, which knows nothing of buckets and sources. Where it turns out that
// something is wrong with these, it does so again with what is known of them, and tells what is wrong.

/** What a thread makes of a body. */
export interface LargeBody {
  bucketId: string;
  /** How many items it has. */
  items: number;
  /** The sources that it names. */
  sourceIds: string[];
  /** Null when something is wrong which only shows once the sources are known. Points without a time have the key NaN. */
  columns: PackedColumns | null;
  /** What tells where in the body a value stands. */
  places: Int32Array;
}

/** What must be known to tell everything that is wrong. */
export interface Known {
  sources: readonly (readonly [string, SourceRules])[];
  now: number;
}

/** What a thread does with a body that the contract's schema lets through. @throws ApiError 400, with what is known only */
export interface LargeDecoder {
  /** A faster way from the bytes, if they are in the usual form. */
  quick?: (bytes: Buffer) => LargeBody | undefined;
  decode(body: unknown, known: Known | undefined): LargeBody;
}

/** A body that a thread has read; `again` reads it once more, with what is known now. */
interface Read {
  body: LargeBody;
  again(known: Known): Promise<LargeBody>;
}

const read = new WeakMap<object, Read>();

/** Stands for a body that a thread has read, in the request of its handler. */
export function standIn(body: LargeBody, again: Read['again']): object {
  const one = { bucketId: body.bucketId };
  read.set(one, { body, again });
  return one;
}

/** Columns whose sources are those of a bucket. */
interface FittingColumns {
  batch: ColumnBatch;
  items: number;
  places: Int32Array;
}

/** Whether a body was read by a thread. */
export const isLarge = (body: object): boolean => read.has(body);

/** The columns of a body that a thread has read. @throws ApiError 400 when they do not fit the sources of the bucket */
export async function fittingColumns(context: Context, bucket: BucketRow, body: object): Promise<FittingColumns> {
  const found = read.get(body);
  if (found === undefined) throw new TypeError('no thread has read this body');
  const sources = await knownSources(context, bucket, found.body.sourceIds);
  const now = context.clock.now();
  const unpack = ({ columns }: LargeBody) => (columns === null ? null : context.inTurns(unpackColumns(columns)));
  const batch = await unpack(found.body);
  if (batch !== null && fitsSchemas(batch, sources)) {
    for (let i = 0; i < batch.count; i++) if (Number.isNaN(batch.keys[i])) batch.keys[i] = now;
    return { batch, items: found.body.items, places: found.body.places };
  }
  const again = await found.again({ sources: [...sources], now });
  const fitting = await unpack(again);
  if (fitting === null) throw new ApiError('validation_failed', []);
  return { batch: fitting, items: again.items, places: again.places };
}
