import { ApiError } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';

const mostProblems = 20;

/** Thrown to stop reading: as many places are wrong as are named, or one that nothing can be read after. */
export class Stopped extends Error {}

/** Gathers what is wrong with the lines of a body, the first 20 places. */
export interface Problems {
  /** `place` is within the line, or empty. @throws Stopped when no more places are wanted */
  add(line: number, place: string, message: string): void;
  /** The same, but nothing can be read after it. @throws Stopped always */
  stop(line: number, place: string, message: string): never;
  count(): number;
  /** @throws ApiError 400 when something is wrong */
  throwAny(): void;
}

export function createProblems(): Problems {
  const details: Detail[] = [];
  const note = (line: number, place: string, message: string): void => {
    if (details.length < mostProblems) details.push({ location: place === '' ? `line ${line}` : `line ${line}, ${place}`, message });
  };
  return {
    add(line, place, message) {
      note(line, place, message);
      if (details.length >= mostProblems) throw new Stopped();
    },
    stop(line, place, message) {
      note(line, place, message);
      throw new Stopped();
    },
    count: () => details.length,
    throwAny() {
      if (details.length > 0) throw new ApiError('validation_failed', details);
    },
  };
}

/** Counts lines. What was looked through once is known. */
export interface LineIndex {
  /** Looks through the bytes before an offset. */
  extendTo(offset: number): void;
  /** The number of the line, from 1, in which a byte stands. */
  lineAt(offset: number): number;
}

const bytesOfBlock = 65_536;

export function createLineIndex(bytes: Buffer): LineIndex {
  /** How many lines end before each block. */
  const before = [0];
  const newlines = (from: number, to: number): number => {
    let count = 0;
    for (let at = from; at < to; at++) if (bytes[at] === 0x0a) count++;
    return count;
  };
  const extendTo = (offset: number): void => {
    for (let block = before.length; block * bytesOfBlock <= offset; block++)
      before.push((before[block - 1] ?? 0) + newlines((block - 1) * bytesOfBlock, block * bytesOfBlock));
  };
  return {
    extendTo,
    lineAt(offset) {
      extendTo(offset);
      const block = Math.floor(offset / bytesOfBlock);
      return 1 + (before[block] ?? 0) + newlines(block * bytesOfBlock, Math.min(offset, bytes.length));
    },
  };
}
