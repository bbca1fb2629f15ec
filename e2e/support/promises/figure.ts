import { appendFileSync } from 'node:fs';

/** Where `npm test` collects the figures, as it shows nothing else of what a suite writes. */
const FILE = process.env['OKURU_FIGURES_FILE'];

/** The figure by which a promise was kept, as one line on stdout: `P4: 100,240 deliveries …, 0 doubled effects`. */
export const tellFigure = (promise: string, figure: string): void => {
  const line = `${promise}: ${figure}\n`;
  process.stdout.write(line);
  if (FILE) appendFileSync(FILE, line);
};

/** 100240 as 100,240. */
export const many = (count: number): string => Math.round(count).toLocaleString('en-US');

/** `OKURU_PROMISE_SCALE=10` makes ten times as much of everything that the promises count. */
const SCALE = Number(process.env['OKURU_PROMISE_SCALE'] ?? 1);

export const scaled = (count: number): number => Math.max(1, Math.round(count * SCALE));

/** Below 1, what is walked through one by one is walked in strides. */
export const STRIDE = Math.max(1, Math.round(1 / SCALE));
