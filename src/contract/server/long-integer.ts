/** Every whole number of fewer digits is a double. */
const fewestDigits = 16;

/** What stands before a number in JSON: whitespace, a colon, a comma or a bracket. */
const before = new Set([...' \t\n\r:,['].map((character) => character.charCodeAt(0)));
/** What makes a number more than its digits. */
const after = new Set([...'.eE'].map((character) => character.charCodeAt(0)));
const minus = '-'.charCodeAt(0);

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/**
 * Whether JSON may hold a whole number of more digits than a double surely has. Text that looks like one counts too.
 * Looks at one byte of sixteen only, so that it costs little where there is none.
 */
export function hasLongInteger(bytes: Uint8Array): boolean {
  for (let at = fewestDigits - 1; at < bytes.length; at += fewestDigits) {
    if (!isDigit(bytes[at])) continue;
    let start = at;
    while (isDigit(bytes[start - 1])) start--;
    let end = at + 1;
    while (isDigit(bytes[end])) end++;
    if (end - start >= fewestDigits && isWholeNumber(bytes, start, end)) return true;
    at = end;
  }
  return false;
}

function isWholeNumber(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[bytes[start - 1] === minus ? start - 2 : start - 1];
  return (first === undefined || before.has(first)) && !after.has(bytes[end] ?? 0);
}
