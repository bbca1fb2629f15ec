/** The first `max` of the lines as one, and how many more there are. */
export const listed = (lines: readonly string[], max: number): string =>
  lines.slice(0, max).join('; ') + (lines.length > max ? `; and ${lines.length - max} more` : '');
