/** Somebody was waited for longer than anybody should be. */
export class Overdue extends Error {
  override readonly name = 'Overdue';

  constructor(waitedFor: string, withinMs: number) {
    super(`waited ${Math.round(withinMs / 1_000)} s for ${waitedFor}, in vain`);
  }
}

/** The work's answer, or Overdue when the time is over; the work itself is then left to end unheard. */
export const within = async <T>(waitedFor: string, withinMs: number, work: Promise<T>): Promise<T> => {
  let late: NodeJS.Timeout | undefined;
  const bound = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Overdue(waitedFor, withinMs)), withinMs);
  });
  try {
    return await Promise.race([work, bound]);
  } finally {
    clearTimeout(late);
  }
};
