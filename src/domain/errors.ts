import type { ErrorCode } from '../../generated/errors.ts';

/** One place of a request that is wrong, as the contract's ErrorDetail. */
export interface Detail {
  location: string;
  message: string;
}

/** What one refusal says beyond its code. */
export interface Nuance {
  /** In place of the sentence of the catalogue. */
  sentence?: string;
  /** In place of the title of the catalogue. */
  title?: string;
  /** A part was done and stays: the answer is kept for repeats as that of a success. */
  isDone?: boolean;
}

/** A refusal that the contract knows: a code of the catalogue, and the places it is about. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly details: readonly Detail[];
  readonly headers: Readonly<Record<string, string>>;
  readonly nuance: Readonly<Nuance>;

  constructor(code: ErrorCode, details: readonly Detail[] = [], headers: Readonly<Record<string, string>> = {}, nuance: Nuance = {}) {
    super(code);
    this.code = code;
    this.details = details;
    this.headers = headers;
    this.nuance = nuance;
  }
}

/** A refused request with one wrong place. */
export const invalid = (location: string, message: string) => new ApiError('validation_failed', [{ location, message }]);

/** Nothing is there, or the caller may not know that it is. The answer is the same. */
export const notFound = () => new ApiError('not_found');

/** Something unique exists already. */
export const conflict = (location: string, message: string) => new ApiError('conflict', [{ location, message }]);

/** Nobody waits for the answer any more: the reason of a request's signal. */
export class ClientGone extends Error {
  constructor() {
    super('the client went away');
  }
}
