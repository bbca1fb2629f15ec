export * from './catalogue.js';
export * from './define-event.js';
export type { Envelope } from './envelope.js';
export * from './fields.js';
export * from './sealed.js';
export * from './events/order.js';
export * from './events/inventory.js';
export * from './events/shipping.js';
export * from './events/notification.js';
