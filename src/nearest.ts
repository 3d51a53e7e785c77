/** The candidate that a misspelt name is most like: one that it begins, or the one with the fewest changed characters. */
export function nearest(name: string, candidates: readonly string[]): string {
  const longer = candidates.find((candidate) => candidate.startsWith(name));
  return longer ?? candidates.reduce((best, candidate) => (editDistance(name, candidate) < editDistance(name, best) ? candidate : best));
}

/** The candidate that a misspelt name is like, when few enough characters are changed; upper and lower case are the same. */
export function near(name: string, candidates: readonly string[]): string | null {
  const lower = name.toLowerCase();
  const best = candidates.reduce<{ candidate: string | null; distance: number }>(
    (closest, candidate) => {
      const distance = editDistance(lower, candidate.toLowerCase());
      return distance < closest.distance ? { candidate, distance } : closest;
    },
    { candidate: null, distance: Math.max(2, Math.floor(name.length / 3)) + 1 },
  );
  return best.candidate;
}

/** The least number of inserted, deleted and changed characters that lead from one text to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (character === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
