import { expect, it } from 'vitest';
import { free } from '../../src/domain/free.ts';

it('empties arrays with memory of their own, and leaves others as they are', () => {
  const [bytes, numbers, small] = [Buffer.alloc(100_000, 1), new Float64Array(10_000), new Int32Array(8)];
  const whole = new Uint8Array(100_000).fill(7);
  const [part, shared] = [whole.subarray(0, 50_000), new Float64Array(new SharedArrayBuffer(80_000))];
  free([bytes, numbers, small, part, shared]);
  expect([bytes.length, numbers.length, small.length]).toEqual([0, 0, 8]);
  expect([part[49_999], whole[99_999], shared.length]).toEqual([7, 7, 10_000]);
  // Once more does nothing.
  free([bytes, numbers]);
});
