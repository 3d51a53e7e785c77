import { free } from '../../domain/free.ts';

/** Puts the pieces of a body together as they come. */
export interface Gathering {
  add(piece: Buffer): void;
  finish(): Buffer;
}

/** From so many bytes on, putting all pieces together at the end would take milliseconds. */
const largeBytes = 1024 * 1024;

/** `expected` is how many bytes will come, if that is known. */
export function createGathering(expected: number | undefined): Gathering {
  const pieces: Buffer[] = [];
  let received = 0;
  let whole: Buffer | undefined = expected !== undefined && expected >= largeBytes ? Buffer.allocUnsafeSlow(expected) : undefined;

  function enlarge(room: number): Buffer {
    const larger = Buffer.allocUnsafeSlow(room);
    if (whole) whole.copy(larger, 0, 0, received);
    else for (let at = 0, next = 0; next < pieces.length; next++) at += pieces[next]?.copy(larger, at) ?? 0;
    pieces.length = 0;
    return larger;
  }

  return {
    add(piece) {
      const size = received + piece.length;
      if (whole === undefined && size < largeBytes) pieces.push(piece);
      else {
        const room = whole?.length ?? 0;
        const to = whole !== undefined && size <= room ? whole : enlarge(Math.max(size, 2 * Math.max(room, largeBytes)));
        piece.copy(to, received);
        whole = to;
      }
      received = size;
    },
    finish() {
      if (whole) return whole.subarray(0, received);
      const [only] = pieces;
      if (only && pieces.length === 1) return only;
      const joined = Buffer.concat(pieces, received);
      // Who listens to the request holds the pieces until it is answered.
      free(pieces);
      return joined;
    },
  };
}
