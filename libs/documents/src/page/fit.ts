import { type Letter, lettersOf } from './letters.js';
import type { Weight } from './fonts.js';
import { widthEmOf, wrap } from './wrap.js';

/** Room for a text. */
export interface Room {
  readonly widthPoints: number;
  /** Without it the text may grow downwards. */
  readonly heightPoints?: number;
  /** Points, and the least to which the letters may shrink so that all fits. */
  readonly size: number;
  readonly sizeMin: number;
  /** To this size letters shrink so that all stands on one line; below it lines are broken instead. */
  readonly oneLineDownTo?: number;
  /** Of line to line, in sizes of the letters. */
  readonly leading: number;
  readonly weight: Weight;
}

export interface Fitted {
  readonly size: number;
  readonly lines: readonly (readonly Letter[])[];
  readonly heightPoints: number;
  /** The end did not fit even in the smallest letters and is not printed; `…` says so on the paper. */
  readonly isCut: boolean;
}

const STEP_POINTS = 0.5;

/** The largest letters in which the whole text fits. */
export const fit = (text: string, room: Room): Fitted => {
  const letters = lettersOf(text, room.weight);
  for (let size = room.size; size >= (room.oneLineDownTo ?? Infinity); size -= STEP_POINTS) {
    const fitted = inSize(letters, room, size);
    if (fitted.lines.length === 1 && !fitted.isCut) return fitted;
  }
  for (let size = room.size; size > room.sizeMin; size -= STEP_POINTS) {
    const fitted = inSize(letters, room, size);
    if (!fitted.isCut) return fitted;
  }
  return inSize(letters, room, room.sizeMin);
};

const inSize = (letters: readonly Letter[], room: Room, size: number): Fitted => {
  const widthEm = room.widthPoints / size;
  const lines = wrap(letters, widthEm);
  const lineHeight = size * room.leading;
  const linesMax =
    room.heightPoints === undefined
      ? Infinity
      : Math.max(1, Math.floor(room.heightPoints / lineHeight + ROUNDING));
  const isCut = lines.length > linesMax;
  const shown = isCut ? cutTo(lines, linesMax, widthEm, room.weight) : lines;
  return { size, lines: shown, heightPoints: shown.length * lineHeight, isCut };
};

const ROUNDING = 1e-6;

const cutTo = (lines: readonly Letter[][], linesMax: number, widthEm: number, weight: Weight): Letter[][] => {
  const dots = lettersOf('…', weight);
  const last = [...(lines[linesMax - 1] ?? [])];
  // bound: the letters of the line
  while (last.length > 0 && widthEmOf([...last, ...dots]) > widthEm) last.pop();
  return [...lines.slice(0, linesMax - 1), [...last, ...dots]];
};
