import { allocatable } from '../allocation/allocate.js';
import type { Movement, MovementKind } from '../stock-ledger/movement.entity.js';
import type { Stock } from '../stock-ledger/stock.entity.js';

export interface ShownStock {
  readonly sku: string;
  readonly warehouse: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly free: number;
  readonly safety: number;
  /** Units the next order could have. */
  readonly available: number;
  /** Units orders wait for. */
  readonly waiting: number;
}

export interface ShownMovement {
  readonly at: string;
  readonly kind: MovementKind;
  /** Units more or fewer on hand. */
  readonly change: number;
  readonly reason: string | null;
  readonly orderId: string | null;
  readonly parcelId: string | null;
  /** Of goods that are kept by lot. */
  readonly lot?: string;
}

export const shownStock = (stock: Stock): ShownStock => ({
  sku: stock.sku,
  warehouse: stock.warehouse,
  onHand: stock.onHand,
  reserved: stock.reserved,
  free: stock.free,
  safety: stock.safety,
  available: allocatable(stock),
  waiting: stock.waiting,
});

export const shownMovement = (movement: Movement): ShownMovement => ({
  at: movement.at.toISOString(),
  kind: movement.kind,
  change: movement.change,
  reason: movement.reason,
  orderId: movement.orderId,
  parcelId: movement.parcelId,
  ...(movement.lot !== null && { lot: movement.lot }),
});
