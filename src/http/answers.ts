import { errorCatalogue } from '../../generated/errors.ts';
import { seriesRefusal, typeRefusal } from '../areas/data/refusals.ts';
import { ApiError, notFound } from '../domain/errors.ts';
import { BucketGone, FieldTypeChange, StoreBusy, TooManyPoints, TooManySeries } from '../store/store.ts';
import { TooManyGroups } from '../store/time-groups.ts';

/** An error as it goes out. */
export interface ErrorAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Where an SQLSTATE or a driver's code, by its beginning, leads to; all others are mistakes of ours. */
const databaseCodes: readonly (readonly [prefix: string, code: 'unavailable' | 'conflict' | 'not_found'])[] = [
  ['23503', 'not_found'],
  ['23505', 'conflict'],
  ['08', 'unavailable'],
  ['53', 'unavailable'],
  ['57P', 'unavailable'],
  ['57014', 'unavailable'],
  ['40001', 'unavailable'],
  ['40P01', 'unavailable'],
  ['ECONN', 'unavailable'],
  ['ETIMEDOUT', 'unavailable'],
  ['EPIPE', 'unavailable'],
  ['ENOENT', 'unavailable'],
];

/**
 * Messages without a code: of pg for a connection that broke, after the statement that Knex puts before them, and of the pool for whoever
 * waits for a connection while it ends.
 */
const lostConnection =
  /(^| - )(Connection terminated( unexpectedly)?|Client has encountered a connection error and is not queryable|timeout expired|aborted)$|^Unable to acquire a connection/;

const unavailable = () => new ApiError('unavailable', [], { 'Retry-After': '1' });

/** What a thrown error means to the caller: a refusal of the catalogue, or null for a mistake of the server's. */
export function refusalOf(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  if (error instanceof TooManyPoints)
    return new ApiError('validation_failed', [
      {
        location: 'body',
        message: `would read about ${error.about} points at once, and at most ${error.limit} are; narrow the time, the sources or the fields`,
      },
    ]);
  if (error instanceof BucketGone) return notFound();
  if (error instanceof FieldTypeChange) return typeRefusal(error);
  if (error instanceof TooManySeries) return seriesRefusal(error);
  if (error instanceof StoreBusy)
    return new ApiError(
      'rate_limited',
      [{ location: 'body', message: `comes while ${error.limit} values of the bucket wait to be folded` }],
      {
        'Retry-After': '1',
      },
    );
  if (error instanceof TooManyGroups)
    return new ApiError('validation_failed', [
      { location: 'body.groupBy', message: 'cuts the time into too many groups; narrow the time or use longer groups' },
    ]);
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = databaseCodes.find(([prefix]) => code.startsWith(prefix))?.[1];
  if (known) return known === 'unavailable' ? unavailable() : new ApiError(known);
  return error.name === 'KnexTimeoutError' || lostConnection.test(error.message) ? unavailable() : null;
}

/** An error as clients of the reporting API expect it, whose every 401 has one title. */
export function inReportingForm(error: unknown): unknown {
  if (!(error instanceof ApiError) || errorCatalogue[error.code].status !== 401) return error;
  return new ApiError(error.code, error.details, error.headers, { ...error.nuance, title: errorCatalogue.api_key_invalid.title });
}

/** The answer to a thrown error. It says nothing of the inside; the log has the cause under the request id. */
export function answerOf(error: unknown, requestId: string, publicUrl: string): ErrorAnswer {
  const refusal = refusalOf(error) ?? new ApiError('internal_error');
  const entry = errorCatalogue[refusal.code];
  const body = {
    error: refusal.nuance.title ?? entry.title,
    code: refusal.code,
    message: refusal.nuance.sentence ?? entry.message,
    ...(refusal.details.length > 0 ? { details: refusal.details } : {}),
    requestId,
    docs: `${publicUrl}/docs/errors/${refusal.code}`,
  };
  const challenge: Record<string, string> = entry.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
  return { status: entry.status, headers: { ...challenge, ...refusal.headers }, body: JSON.stringify(body) };
}
