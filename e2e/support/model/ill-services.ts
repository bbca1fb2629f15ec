import type { ServiceName } from '@okuru/contracts';
import { wrapMethod } from '../instances.js';
import type { RunningApp } from '@okuru/platform';

type Given = readonly any[];

/** What every handler of a service calls first with the orders (or parcels) it is about. */
const FIRST_CALLS: readonly (readonly [ServiceName, string, string, (given: any) => string])[] = [
  ['order', 'FollowOrder', 'hear', ({ data }) => data.orderId],
  ['inventory', 'DemandStore', 'open', ({ orderId }) => orderId],
  ['inventory', 'DemandStore', 'leaveTombstones', (orderId) => orderId],
  ['inventory', 'MovementStore', 'shipmentsIn', (parcelId) => parcelId],
  ['shipping', 'ShipmentStore', 'lock', (orderId) => orderId],
  ['notification', 'CorrespondentStore', 'put', ({ orderId }) => orderId],
  ['notification', 'CorrespondentStore', 'known', (orderId) => orderId],
];

/** Services whose handlers fail for certain orders, as if a row of theirs were broken, until somebody heals them. */
export class IllServices {
  private readonly ill = new Set<string>();
  private readonly orderOf = new Map<string, string>();

  constructor({ app }: RunningApp) {
    for (const [service, className, method, idOf] of FIRST_CALLS) {
      wrapMethod(app, className, method, (original) => (...given) => {
        this.check(service, given.find(Array.isArray) as Given, idOf);
        return original(...given);
      });
    }
  }

  fallIll(service: ServiceName, orderId: string): void {
    this.ill.add(`${service} ${orderId}`);
  }

  heal(orderId: string): void {
    for (const [service] of FIRST_CALLS) this.ill.delete(`${service} ${orderId}`);
  }

  parcelIsOf(parcelId: string, orderId: string): void {
    this.orderOf.set(parcelId, orderId);
  }

  private check(service: ServiceName, given: Given, idOf: (one: any) => string): void {
    if (this.ill.size === 0) return;
    for (const one of given) {
      const id = idOf(one);
      if (this.ill.has(`${service} ${this.orderOf.get(id) ?? id}`)) throw new Error(`${service} is ill`);
    }
  }
}
