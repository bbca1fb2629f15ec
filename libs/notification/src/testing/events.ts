import { randomUUID } from 'node:crypto';
import {
  type Envelope,
  type EventData,
  type EventType,
  orderCancelled,
  orderConfirmed,
  orderHeld,
  parcelDispatched,
  parcelsDelayed,
  type Sealed,
  sealedContents,
  unitsAwaited,
} from '@okuru/contracts';
import { type KeyRing, sealContext } from '@okuru/platform';

/** A person who orders, and whose name tests the letters. */
export const TAKASAKI = {
  ...sealedContents.contact.example,
  name: '髙﨑 𠮷野🎁',
  email: 'takasaki@example.jp',
};
export const SHIP_TO = { ...sealedContents.shipTo.example, name: '髙﨑 𠮷野' };

const envelope = <T extends EventType>(
  type: T,
  source: string,
  data: EventData<T> & { orderId: string },
): Envelope<EventData<T>> => ({
  id: randomUUID(),
  type,
  version: 1,
  source,
  key: `order:${data.orderId}`,
  time: '2026-01-15T03:04:05.678Z',
  aggregateVersion: 1,
  data,
});

/** Facts about one order, with the buyer sealed as order seals them. */
export class OrderStory {
  readonly orderId = randomUUID();

  constructor(
    private readonly keyRing: KeyRing,
    private readonly contact: object = TAKASAKI,
    readonly buyerId = keyRing.buyerIdOf(`${randomUUID()}@example.jp`),
  ) {}

  async confirmed(changes: Partial<EventData<'order.confirmed'>> = {}) {
    return envelope('order.confirmed', 'order', {
      ...orderConfirmed.example,
      orderId: this.orderId,
      buyerId: this.buyerId,
      contact: await this.seal('order.confirmed', this.contact),
      shipTo: await this.seal('order.confirmed', SHIP_TO),
      ...changes,
    });
  }

  async held(changes: Partial<EventData<'order.held'>> = {}) {
    const contact = await this.seal('order.held', this.contact);
    return envelope('order.held', 'order', {
      ...orderHeld.example,
      orderId: this.orderId,
      buyerId: this.buyerId,
      contact,
      ...changes,
    });
  }

  async cancelled(changes: Partial<EventData<'order.cancelled'>> = {}) {
    const contact = await this.seal('order.cancelled', this.contact);
    return envelope('order.cancelled', 'order', {
      ...orderCancelled.example,
      orderId: this.orderId,
      buyerId: this.buyerId,
      contact,
      ...changes,
    });
  }

  dispatched(changes: Partial<EventData<'parcel.dispatched'>> = {}) {
    return envelope('parcel.dispatched', 'shipping', {
      ...parcelDispatched.example,
      orderId: this.orderId,
      parcelId: randomUUID(),
      ...changes,
    });
  }

  delayed(changes: Partial<EventData<'parcels.delayed'>> = {}) {
    return envelope('parcels.delayed', 'shipping', {
      ...parcelsDelayed.example,
      orderId: this.orderId,
      ...changes,
    });
  }

  awaits(changes: Partial<EventData<'units.awaited'>> = {}) {
    return envelope('units.awaited', 'shipping', {
      ...unitsAwaited.example,
      orderId: this.orderId,
      ...changes,
    });
  }

  private async seal(type: EventType, plain: object): Promise<Sealed> {
    const keyId = (await this.keyRing.keysFor([this.buyerId])).get(this.buyerId) ?? '';
    const [sealed] = await this.keyRing.sealMany([
      { keyId, context: sealContext(type, this.orderId), plain },
    ]);
    if (!sealed) throw new Error('nothing was sealed');
    return sealed;
  }
}
