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

/** The number of the line, from 1, in which a byte stands. */
export function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(0x0a); at >= 0 && at < offset; at = bytes.indexOf(0x0a, at + 1)) line++;
  return line;
}
