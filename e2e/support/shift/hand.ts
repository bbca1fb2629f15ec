import type { Hands } from '../console/hands.js';
import type { PickHands } from '../console/pick-hands.js';
import type { StockHands } from '../console/stock-hands.js';
import type { Good } from './goods.js';

export type Cause = 'missing' | 'damaged';

export interface TableHands extends Hands {
  /** So many units of an item of the parcel. */
  report(cause: Cause, good: Good, units: number): Promise<void>;
  /** With nothing more to do here until goods come. */
  leaveWaiting(): Promise<void>;
  /** A parcel that was cancelled. */
  leaveVoid(): Promise<void>;
  /** For the second reason on the list: none is left. */
  takeOtherPackage(packageCode: string): Promise<void>;
  help(): Promise<void>;
  closeHelp(): Promise<void>;
}

export interface WalkHands extends PickHands {
  /** All waybills of the batch; then the file to print. */
  issueLabels(): Promise<void>;
  printLabels(): Promise<void>;
  /** From the finished walk to the packing table. */
  openTote(parcel: { readonly parcelId: string; readonly reference: string }): Promise<void>;
}

export interface ShelfHands extends StockHands {
  /** From a screen of the stock to its first one. */
  close(): Promise<void>;
  leave(): Promise<void>;
}

export interface CageHands {
  /** By the name that the screen gives to the carrier. */
  choose(carrier: string, name: string): Promise<void>;
  leave(): Promise<void>;
}

/** Whoever works a whole shift by one means alone: every act of it, and nothing by another means. */
export interface ShiftHand {
  readonly table: TableHands;
  readonly walk: WalkHands;
  readonly shelf: ShelfHands;
  readonly cage: CageHands;
}
