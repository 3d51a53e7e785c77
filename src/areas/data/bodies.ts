import type { BatchPoint, DataBatch } from '../../../generated/client/types.gen.ts';
import { free } from '../../domain/free.ts';
import { readList } from './read-list.ts';
import type { ReadList } from './read-list.ts';

/** A list that was read from a body. */
export interface ReadBody {
  list: ReadList;
  /** The body is needed no more: its objects can't be made then. */
  release(): void;
}

/** Bodies that were read into columns. */
const lists = new WeakMap<object, ReadBody>();

/** Reads the body of a batch of points, in its usual form, into columns; its objects are made if somebody asks for them. */
function readBatch(bytes: Buffer): DataBatch | undefined {
  const list = readList(bytes);
  if (list === undefined) return undefined;
  const body = {
    bucketId: list.bucketId,
    get dataPoints(): BatchPoint[] {
      return JSON.parse(bytes.toString('utf8')).dataPoints;
    },
  };
  lists.set(body, { list, release: () => free([bytes]) });
  return body;
}

/** The columns of a body, if it was read into some. */
export const columnsOfBody = (body: DataBatch): ReadBody | undefined => lists.get(body);

/** By operation: faster ways to read bodies that the contract's schema lets through. Undefined for those that they do not know. */
export const bodyReaders: Readonly<Record<string, (bytes: Buffer) => unknown>> = { createDataPoints: readBatch };
