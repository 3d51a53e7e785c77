import { randomBytes, randomFillSync, randomInt } from 'node:crypto';

/** The one source of ids and secrets. Tests replace it to get exact answers. */
export interface IdSource {
  /** A resource id: 24 lower-case hex characters, ordered by creation time. */
  resourceId(): string;
  /** The id of an entry of the audit log, of the same form. */
  entryId(): string;
  /** The id of a request that the client did not name. */
  requestId(): string;
  /** `length` random base62 characters for a secret. */
  secret(length: number): string;
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const idPattern = /^[0-9a-f]{24}$/;

/** Whether `text` has the form of a resource id. */
export function isResourceId(text: unknown): text is string {
  return typeof text === 'string' && idPattern.test(text);
}

/** Makes texts of 12 random bytes; asking for many bytes at once costs a tenth of asking each time. */
function createHexSource(): () => string {
  const pool = Buffer.alloc(12 * 256);
  let [text, taken] = ['', 0];
  return () => {
    if (taken === text.length) [text, taken] = [randomFillSync(pool).toString('hex'), 0];
    taken += 24;
    return text.slice(taken - 24, taken);
  };
}

/**
 * Ids like MongoDB's ObjectId: 4 bytes of seconds, 5 random bytes per process, 3 bytes of a counter
 * that starts at a random number.
 */
export function createIdSource(now: () => number = Date.now): IdSource {
  const processPart = randomBytes(5).toString('hex');
  let counter = randomInt(0x1000000);
  const resourceId = (): string => {
    counter = (counter + 1) & 0xffffff;
    const seconds = Math.floor(now() / 1000) & 0xffffffff;
    return (seconds >>> 0).toString(16).padStart(8, '0') + processPart + counter.toString(16).padStart(6, '0');
  };
  return {
    resourceId,
    entryId: resourceId,
    requestId: createHexSource(),
    secret: (length) => Array.from({ length }, () => base62.charAt(randomInt(62))).join(''),
  };
}
