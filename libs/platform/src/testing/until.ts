const LOOK_EVERY_MS = 10;

/** Resolves when the condition holds; throws when it does not within the time. */
export const until = async (condition: () => boolean | Promise<boolean>, msMax = 60_000): Promise<void> => {
  const deadline = performance.now() + msMax;
  while (!(await condition())) {
    if (performance.now() > deadline)
      throw new Error(`Did not come true within ${msMax} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};
