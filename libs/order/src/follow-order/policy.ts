import type { HeardEvent } from '../order/followed.js';
import type { OwnEvent } from '../order/order-events.js';
import type { Order } from '../order/order-state.js';

/** What the order service does by itself on hearing a fact; `order` has already heard it. Pure. */
export type Policy = (order: Order, heard: HeardEvent, at: string) => OwnEvent[];
