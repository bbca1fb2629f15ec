import { createHash } from 'node:crypto';

/** A number in [0, 1) drawn by hash: the same text and purpose always give the same draw, on every machine. */
export const drawOf = (text: string, purpose: string): number =>
  createHash('sha256').update(`${purpose}\u0000${text}`).digest().readUInt32BE(0) / 2 ** 32;

/** An element drawn by hash. Throws on an empty list. */
export const pick = <T>(list: readonly T[], text: string, purpose: string): T => {
  const chosen = list[Math.floor(drawOf(text, purpose) * list.length)];
  if (chosen === undefined) throw new Error(`nothing to draw from for ${purpose}`);
  return chosen;
};
