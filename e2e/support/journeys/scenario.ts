import type { ServiceName } from '@okuru/contracts';
import type { MovableClock } from '@okuru/platform';
import type { Pool } from 'pg';
import type { OrderLanes } from '../order-lanes.js';
import type { EndedOrder } from '../laws/law.js';
import type { TestShop } from '../shop.js';

/** A shop whose deliveries, clock and tables are in the hands of the test. */
export interface ScriptedShop {
  readonly shop: TestShop;
  readonly lanes: OrderLanes;
  readonly clock: MovableClock;
  readonly database: Pool;
  /** Handles the business timers that are due. */
  sweepTimers(): Promise<void>;
}

/** An order of a schedule. */
export interface Placed {
  readonly orderId: string;
  readonly sku: string;
}

/** An order whose schedule has come to its end. */
export interface Ended extends EndedOrder {
  readonly schedule: readonly string[];
}

/** Something people or time do, once, at any point of a schedule. */
export interface Act {
  readonly name: string;
  /** The service it acts on. */
  readonly at: ServiceName;
  /** Heard by that service before; without it the act may come first. */
  readonly after?: string;
  readonly units?: number;
  readonly perform: (shop: ScriptedShop, order: Placed) => Promise<void>;
}

/** An order and what may happen to it; every way in which it can happen is a schedule. */
export interface Scenario {
  readonly name: string;
  readonly units: number;
  /** Units on hand before the order comes. */
  readonly onHand: number;
  /** What the order says besides its line. */
  readonly order?: object;
  readonly acts: readonly Act[];
  /** Whether ops also tell of each parcel's arrival, as the last step. */
  readonly arrives?: boolean;
  /** Whether the crew finds a unit of the first parcel missing, before it packs it. */
  readonly misses?: boolean;
  /** Whether the box of the first parcel takes one unit only. */
  readonly divides?: boolean;
  /** Length, width and height of the goods when they are not of the usual size, which fits a small package. */
  readonly sizeMm?: readonly [number, number, number];
  /** The item master knows no weight, so a person picks the package and the scales tell. */
  readonly weightUnknown?: boolean;
  /** A second order, of as many units of the same sku, and what may happen to it. */
  readonly rival?: { readonly acts: readonly Act[] };
  /** How many steps the crew's work on a parcel has: three (pack, close, hand over) or one. */
  readonly crew: 'in three steps' | 'in one go';
  /**
   * `services`: what order, inventory and shipping hear is put in every order; letters come at the end, which changes
   * nothing for the others, since all that comes of a letter is a note at the order.
   * `letters`: the three are done first; what notification hears is put in every order.
   */
  readonly explores: 'services' | 'letters';
  /** Schedules that are run, by chance, when there are more; without it all are. */
  readonly some?: number;
  /** The clock is one for all orders: a schedule that moves it runs alone. */
  readonly movesClock?: boolean;
  /** For planting a fault: facts that never arrive, e.g. `inventory hears parcels.voided`. */
  readonly deafTo?: string;
}

/** Units that ever come in of the order's sku. */
export const goodsOf = ({ onHand, acts, rival }: Scenario): number =>
  [...acts, ...(rival?.acts ?? [])].reduce((sum, { units = 0 }) => sum + units, onHand);
