import type { ErrorCode } from '../../../generated/errors.ts';
import type { Known, LargeBody } from '../../areas/data/large.ts';
import type { Detail } from '../../domain/errors.ts';

/** A body that a thread is to read. */
export interface Message {
  operationId: string;
  /** Moves to the thread and back. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Absent at the first time. */
  known?: Known;
}

/** What came of it. */
export interface Outcome {
  bytes: Uint8Array<ArrayBuffer>;
  result: { body: LargeBody } | { wrong: Detail[] } | { refusal: { code: ErrorCode; details: readonly Detail[] } };
}
