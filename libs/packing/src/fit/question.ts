import type { Block } from '../block.js';
import type { Room } from '../fill-package.js';
import type { Shape } from '../shape.js';

/** Do these units go into this room together? */
export interface Question {
  readonly shapes: readonly Shape[];
  /** Units of each shape. */
  readonly counts: readonly number[];
  readonly room: Room;
  /** Share of a base that must be borne. */
  readonly supportShareMin: number;
  /** The last word on a filling: as it may stay (perhaps moved), or undefined when it may not. */
  readonly settle: (blocks: readonly Block[]) => readonly Block[] | undefined;
}

/** A filling, a proof that none exists, or the end of the budget. */
export type Fit =
  | { readonly is: 'found'; readonly blocks: readonly Block[] }
  | { readonly is: 'impossible' }
  | { readonly is: 'spent' };

/** How far to look; more effort takes up everything of less. */
export interface Effort {
  /** Fillings by whole blocks of like units. */
  readonly plans: number;
  /** Places looked at while orders of single units are tried. */
  readonly orderWork: number;
  /** Steps of the search from corner to corner. */
  readonly cornerWork: number;
  /** Steps of the proof that nothing fits. */
  readonly proofWork: number;
}
