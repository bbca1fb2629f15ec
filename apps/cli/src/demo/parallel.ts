/** Works through the list with at most `width` at once; the first error stops the rest. */
export const inParallel = async <T>(
  width: number,
  list: readonly T[],
  work: (each: T) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let each = list[next++]; each !== undefined; each = list[next++]) await work(each);
  };
  await Promise.all(Array.from({ length: Math.min(width, list.length) }, worker));
};
