/** How many levels of arrays and objects a value has; one more than `limit` when it has more. */
export function depth(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (limit === 0) return 1;
  let deepest = 0;
  for (const member of Object.values(value)) deepest = Math.max(deepest, depth(member, limit - 1));
  return deepest + 1;
}
