const DISTANCE_MAX = 2;
const CHARS_MAX = 40;

/** The known word that a typing slip may have meant. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  if (word.length > CHARS_MAX) return undefined;
  const [best] = known
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= DISTANCE_MAX && distance < candidate.length / 2)
    .sort((one, other) => one.distance - other.distance);
  return best?.candidate;
};

const editDistance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};
