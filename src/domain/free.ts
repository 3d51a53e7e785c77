/** Less than this is given back sooner by the garbage collector than by a call. */
const fewestBytes = 4096;

/**
 * Gives memory back at once that nobody reads any more, instead of when the garbage collector comes: what is large and lives as long as a
 * request grows old for it, and waits for its full rounds. The arrays are empty then. Those that share their memory with others stay.
 */
export function free(arrays: readonly (Uint8Array | Int32Array | Float64Array)[]): void {
  for (const { buffer, byteLength } of arrays) {
    if (byteLength >= fewestBytes && byteLength === buffer.byteLength && buffer instanceof ArrayBuffer) buffer.transfer(0);
  }
}
