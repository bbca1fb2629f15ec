import type { EventData, LineSet } from '@okuru/contracts';
import type { NewLine } from '../allocation/allocate.js';

/** What of an order decides how it wants stock. */
type Wanting = Pick<EventData<'order.placed'>, 'orderId' | 'placedAt' | 'shortStock'> & {
  readonly lines: readonly (Pick<
    EventData<'order.placed'>['lines'][number],
    'lineId' | 'sku' | 'quantity'
  > & {
    readonly set?: Pick<LineSet, 'lineId' | 'quantity'> | undefined;
  })[];
};

/** The lines of an order as they want stock. An order that ships complete keeps what it gets while the rest waits. */
export const newLines = ({ orderId, placedAt, lines, shortStock }: Wanting): NewLine[] =>
  lines.map(({ lineId, sku, quantity, set }, position) => ({
    orderId,
    lineId,
    sku,
    quantity,
    placedAt: Date.parse(placedAt),
    position,
    whenShort: shortStock === 'cancel-short' ? 'cancel' : 'wait',
    ...(set && { set: { lineId: set.lineId, quantity: set.quantity } }),
  }));
