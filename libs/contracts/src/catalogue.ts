import type { z } from 'zod';
import type { EventDefinition } from './define-event.js';
import { inventoryEvents } from './events/inventory.js';
import { notificationEvents } from './events/notification.js';
import { orderEvents } from './events/order.js';
import { rehearsalEvents } from './events/rehearsal.js';
import { shippingEvents } from './events/shipping.js';

/** Every event once. */
export const catalogue = [
  ...orderEvents,
  ...inventoryEvents,
  ...shippingEvents,
  ...notificationEvents,
  ...rehearsalEvents,
] as const;

type Definitions = (typeof catalogue)[number];
export type EventType = Definitions['type'];
/** The data of an event by its name: `EventData<'order.placed'>`. */
export type EventData<T extends EventType> = z.infer<Extract<Definitions, { type: T }>['schema']>;

const byType = new Map<string, EventDefinition>(
  catalogue.map((entry) => [entry.type, entry as unknown as EventDefinition]),
);

/** The catalogue entry of a type, or undefined when this build does not know it. */
export const definitionOf = (type: string): EventDefinition | undefined => byType.get(type);
