import { Refusal, type ApiCaller } from '@okuru/platform';
import type { Channel } from './order-desk.js';

/** A storefront touches the orders of its own channel only; staff touch all. */
export const channelOf = ({ role, channel }: ApiCaller): Channel => {
  if (role !== 'storefront') return null;
  if (channel === null)
    throw Refusal.conflict('key-without-channel', 'This storefront key has no channel; issue one that has.');
  return channel;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isOrderId = (given: unknown): given is string => typeof given === 'string' && UUID.test(given);

/** An id from a path; what is no id is no order. */
export const orderIdOf = (given: string): string => {
  if (!isOrderId(given)) throw Refusal.notFound('order');
  return given.toLowerCase();
};
