/**
 * Why a command cannot go on, in one line that tells the operator what to put right.
 * The command line prints the message and exits with 1; no stack, no secret, no connection string.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The message of anything thrown, on one line. */
export function reasonOf(error: unknown): string {
  const inner = error instanceof AggregateError && error.message === '' ? error.errors[0] : error;
  const text = inner instanceof Error ? inner.message : String(inner);
  return text.replace(/\s*\n\s*/g, '; ');
}

/** The `code` of a system or PostgreSQL error, if it has one. */
export function codeOf(error: unknown): string | undefined {
  const inner = error instanceof AggregateError && error.message === '' ? error.errors[0] : error;
  if (typeof inner !== 'object' || inner === null || !('code' in inner)) return undefined;
  return typeof inner.code === 'string' ? inner.code : undefined;
}
