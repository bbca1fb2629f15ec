import type { EndedOrder } from './laws/law.js';
import type { TestShop } from './shop.js';

const SENT = ['shipped', 'delivered'];

/** What the API shows wrongly of ended orders; a sample, evenly spaced. */
export const wronglyShown = async (
  shop: TestShop,
  orders: readonly EndedOrder[],
  sampleMax: number,
): Promise<string[]> => {
  const stride = Math.max(1, Math.ceil(orders.length / sampleMax));
  const sample = orders.filter((_, index) => index % stride === 0);
  return (await Promise.all(sample.map((order) => faultsOf(shop, order)))).flat();
};

const faultsOf = async (shop: TestShop, { orderId, units }: EndedOrder): Promise<string[]> => {
  const { body: order } = await shop.call('ops', 'GET', `/v1/orders/${orderId}`);
  const { body: history } = await shop.call('ops', 'GET', `/v1/orders/${orderId}/history`);
  const [line] = order.lines;
  const left = order.parcels.filter((parcel: { status: string }) =>
    ['dispatched', 'delivered'].includes(parcel.status),
  );
  const checks: readonly (readonly [string, boolean])[] = [
    ['has ended', [...SENT, 'cancelled'].includes(order.status)],
    ['counts every unit', line.ordered === units && line.shipped + line.cancelled === units],
    ['is shipped when a parcel left', SENT.includes(order.status) === left.length > 0],
    ['shows the waybill of what left', left.every((parcel: object) => 'trackingNumber' in parcel)],
    ['shows letters', order.letters.length > 0],
    ['has a history nobody touched', history.intact === true],
  ];
  return checks.filter(([, holds]) => !holds).map(([what]) => `${orderId}: not true that it ${what}`);
};
