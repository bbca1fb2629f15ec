import type { Delivery, Language, Money, OrderLine, Sealed, ShortStock } from '@okuru/contracts';
import type { Transaction } from '@okuru/platform';
import type { z } from 'zod';
import type { Payment } from '../order/order-events.js';

/** What the facts about an order carry besides its state: who, where, what and for how much; personal data sealed. */
export interface OrderCard {
  readonly orderId: string;
  readonly channel: string;
  readonly reference: string;
  readonly placedAt: string;
  readonly buyerId: string;
  /** null in orders placed before it was kept. */
  readonly addressId: string | null;
  readonly language: z.infer<typeof Language>;
  readonly shortStock: z.infer<typeof ShortStock>;
  readonly money: z.infer<typeof Money>;
  readonly delivery: z.infer<typeof Delivery>;
  readonly prefecture: number;
  /** Both sealed for `order.confirmed`. */
  readonly contact: Sealed;
  readonly shipTo: Sealed;
  readonly lines: readonly z.infer<typeof OrderLine>[];
  /** The last amendment that is in it; null while none was accepted. */
  readonly amendment: number | null;
  readonly payment: Payment;
}

interface CardRow {
  order_id: string;
  channel: string;
  reference: string;
  placed_at: Date;
  buyer_id: string;
  address_id: string | null;
  language: OrderCard['language'];
  short_stock: OrderCard['shortStock'];
  money: OrderCard['money'];
  delivery: OrderCard['delivery'];
  prefecture: number;
  contact: Sealed;
  ship_to: Sealed;
  amended: number | null;
  lines: OrderCard['lines'];
}

/** The cards of orders that have something to state; their payment comes from the state in hand. */
export const loadCards = async (
  tx: Pick<Transaction, 'query'>,
  orderIds: readonly string[],
): Promise<Map<string, Omit<OrderCard, 'payment'>>> => {
  const rows = await tx.query<CardRow>(
    `SELECT o.order_id, channel, reference, placed_at, buyer_id, address_id, language, short_stock, money, delivery, prefecture,
            contact, ship_to, amended,
            (SELECT jsonb_agg(jsonb_build_object('lineId', line_id, 'sku', sku, 'quantity', ordered,
                                                 'unitPrice', unit_price, 'taxRate', tax_rate)
                              || CASE WHEN of_set IS NULL THEN '{}' ELSE jsonb_build_object('set', of_set) END
                              ORDER BY position)
             FROM order_line l WHERE l.order_id = o.order_id) AS lines
     FROM orders o WHERE o.order_id = ANY($1::uuid[])`,
    [orderIds],
  );
  return new Map(rows.map((row) => [row.order_id, cardOf(row)]));
};

const cardOf = (row: CardRow): Omit<OrderCard, 'payment'> => ({
  orderId: row.order_id,
  channel: row.channel,
  reference: row.reference,
  placedAt: row.placed_at.toISOString(),
  buyerId: row.buyer_id,
  addressId: row.address_id,
  language: row.language,
  shortStock: row.short_stock,
  money: row.money,
  delivery: row.delivery,
  prefecture: row.prefecture,
  contact: row.contact,
  shipTo: row.ship_to,
  amendment: row.amended,
  lines: row.lines,
});
