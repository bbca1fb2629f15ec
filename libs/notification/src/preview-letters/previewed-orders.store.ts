import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '@okuru/platform';
import type { Language } from '../compose-letters/language.js';
import type { OrderCard } from '../compose-letters/letter.js';

/** What a letter tells of an order without opening a seal. */
export interface PreviewedOrder {
  readonly orderId: string;
  readonly reference: string;
  readonly language: Language;
  readonly card: OrderCard | null;
}

const ORDERS = `
  SELECT order_id AS "orderId", reference, language, card FROM correspondent
  WHERE order_id = ANY ($1::uuid[]) AND heard_from IS NOT NULL`;

/** Orders that letters can go to. */
@Injectable()
export class PreviewedOrders {
  async find({ query }: ReadTransaction, orderIds: readonly string[]): Promise<Map<string, PreviewedOrder>> {
    const rows = await query<PreviewedOrder>(ORDERS, [orderIds]);
    return new Map(rows.map((row) => [row.orderId, row]));
  }
}
