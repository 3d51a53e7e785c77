/** A finite float64 as an exact multiple of 2^-1074, the least positive one. */
export function exact(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(value));
  const raw = bits.getBigUint64(0);
  const exponent = raw >> 52n;
  const fraction = raw & ((1n << 52n) - 1n);
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return value < 0 ? -size : size;
}

export function exactSum(values: readonly number[]): bigint {
  return values.reduce((total, value) => total + exact(value), 0n);
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
