/** The candidate a mistyped word most likely meant, or null when none is close. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const simple = simplify(word);
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(simple, simplify(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best === undefined) return null;
  return best.distance <= Math.max(1, Math.floor(simple.length / 3)) ? best.candidate : null;
}

/** camelCase, kebab-case and snake_case of the same words are the same. */
const simplify = (word: string): string => word.replace(/[-_\s]/g, '').toLowerCase();

/** Letters to change, add, leave out or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_unused, index) => index)];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1] ? at(beforeLast, column - 2) + 1 : Infinity;
      current.push(Math.min(replaced, swapped, at(last, column) + 1, at(current, column - 1) + 1));
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
