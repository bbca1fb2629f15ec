import type { BoxKind } from '../carriage.js';
import type { PackItem } from '@okuru/packing';

export interface BenchOrder {
  readonly id: string;
  readonly items: readonly PackItem[];
}

/** What BoxPacker answered to an order; any rotation. */
export interface PeerAnswer {
  readonly boxes: number;
  /** Volume of the goods in percent of the inside volume of its boxes, to one decimal; undefined = not stated. */
  readonly utilisationPct: number | undefined;
}

export interface OrderSet {
  /** Where it comes from, for a reader. */
  readonly source: string;
  readonly orders: readonly BenchOrder[];
  readonly kinds: readonly BoxKind[];
  /** By order id; an order without one is only counted in our own figures. */
  readonly peer: ReadonlyMap<string, PeerAnswer>;
}
