import type { ReadTransaction } from '@okuru/platform';
import { In, MoreThan, type FindOptionsWhere } from 'typeorm';
import {
  OrderEntity,
  OrderHistoryEntity,
  OrderLetterEntity,
  OrderLineEntity,
  OrderParcelEntity,
} from '../record-order/order.entities.js';
import { stageOf } from '../order/status.js';
import { orderAnswer, type OrderAnswer } from './order-answer.js';

export interface OrderQuery {
  readonly orderId?: string | undefined;
  readonly reference?: string | undefined;
  readonly channel?: string | undefined;
  readonly status?: OrderEntity['status'] | undefined;
  /** Only orders after this one, in the order of their ids, which is the order they came in. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The orders that match, oldest first, each with its parts: four statements however many orders. */
export const findOrders = async (
  { manager }: Pick<ReadTransaction, 'manager'>,
  { orderId, reference, channel, status, after, limit }: OrderQuery,
): Promise<OrderAnswer[]> => {
  const where: FindOptionsWhere<OrderEntity> = {
    ...(orderId === undefined ? {} : { orderId }),
    ...(orderId === undefined && after !== undefined ? { orderId: MoreThan(after) } : {}),
    ...(reference === undefined ? {} : { reference }),
    ...(channel === undefined ? {} : { channel }),
    ...(status === undefined ? {} : { status, stage: stageOf(status) }),
  };
  const orders = await manager.find(OrderEntity, { where, order: { orderId: 'ASC' }, take: limit });
  if (orders.length === 0) return [];
  const of = { orderId: In(orders.map((order) => order.orderId)) };
  const lines = byOrder(
    await manager.find(OrderLineEntity, { where: of, order: { orderId: 'ASC', position: 'ASC' } }),
  );
  const parcels = byOrder(
    await manager.find(OrderParcelEntity, { where: of, order: { orderId: 'ASC', parcelId: 'ASC' } }),
  );
  const letters = byOrder(
    await manager.find(OrderLetterEntity, { where: of, order: { orderId: 'ASC', sentAt: 'ASC' } }),
  );
  return orders.map((order) =>
    orderAnswer({
      order,
      lines: lines.get(order.orderId) ?? [],
      parcels: parcels.get(order.orderId) ?? [],
      letters: letters.get(order.orderId) ?? [],
    }),
  );
};

const byOrder = <Row extends { orderId: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) grouped.set(row.orderId, [...(grouped.get(row.orderId) ?? []), row]);
  return grouped;
};

/** A page of an order's history, from the entry before it on, so that the first link of the page can be proven too. */
export const findHistory = (
  { manager }: Pick<ReadTransaction, 'manager'>,
  orderId: string,
  after: number,
  limit: number,
): Promise<OrderHistoryEntity[]> =>
  manager.find(OrderHistoryEntity, {
    where: { orderId, entry: MoreThan(after - 1) },
    order: { entry: 'ASC' },
    take: after > 0 ? limit + 1 : limit,
  });
