import { expect, test } from 'vitest';
import { parseEpoch } from '../../src/domain/epoch.ts';

test.each<[string, 's' | 'ms' | 'us' | 'ns', number]>([
  ['1768472880', 's', 1768472880000],
  ['1768472880.1239', 's', 1768472880123],
  ['+1768472880123', 'ms', 1768472880123],
  ['1768472880123.9', 'ms', 1768472880123],
  ['1768472880123999', 'us', 1768472880123],
  ['1768472880123999999', 'ns', 1768472880123],
  ['9007199254740992999999', 'ns', 9007199254740992],
  ['-1', 'ns', -1],
  ['-1000000', 'ns', -1],
  ['-1.5', 's', -1500],
  ['-0', 's', 0],
  ['12', 'us', 0],
  ['', 's', NaN],
  ['1e3', 's', NaN],
  ['1 ', 'ms', NaN],
])('%s in %s is %d', (text, unit, milliseconds) => {
  expect(parseEpoch(text, unit)).toBe(milliseconds);
});
