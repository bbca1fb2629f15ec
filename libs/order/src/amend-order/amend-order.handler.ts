import { SealedContact, SealedShipTo, type Sealed } from '@okuru/contracts';
import { Injectable } from '@nestjs/common';
import {
  Clock,
  idempotencyKeyOf,
  KeyIsErased,
  KeyRing,
  Refusal,
  sealContext,
  UnitOfWork,
  type ApiCaller,
  type Transaction,
} from '@okuru/platform';
import type { Wanted } from '../order/order-events.js';
import { addressParts } from '../place-order/address-parts.js';
import { ShopDay } from '../place-order/shop-day.js';
import { loadCards, type OrderCard } from '../record-order/order-card.js';
import { OrderDesk } from '../record-order/order-desk.js';
import { channelOf } from '../record-order/whose-order.js';
import { answeredUnder, keepAnswer, type RequestKey } from '../request/answered-key.store.js';
import { bodyHash, KEY_REUSED } from '../request/idempotency.js';
import { refuse } from '../request/stored-refusal.js';
import type { AmendOrderDto } from './amend-order.dto.js';
import {
  amendedOrder,
  amendmentFaults,
  askedFaults,
  changesOf,
  type AmendableOrder,
  type AmendedOrder,
} from './amended-order.js';

/** Asks shipping to send an order otherwise, once per Idempotency-Key. */
@Injectable()
export class AmendOrder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly desk: OrderDesk,
    private readonly keyRing: KeyRing,
    private readonly shopDay: ShopDay,
    private readonly clock: Clock,
  ) {}

  amend(
    caller: ApiCaller,
    givenKey: unknown,
    orderId: string,
    body: AmendOrderDto,
  ): Promise<{ replayed: boolean }> {
    const key: RequestKey = {
      operation: 'amend-order',
      keyId: caller.keyId,
      idempotencyKey: idempotencyKeyOf(givenKey),
      bodyHash: bodyHash({ orderId, ...body }),
    };
    return this.unitOfWork.run((tx) => this.amendOnce(tx, caller, key, orderId, body));
  }

  private async amendOnce(
    tx: Transaction,
    caller: ApiCaller,
    key: RequestKey,
    orderId: string,
    body: AmendOrderDto,
  ): Promise<{ replayed: boolean }> {
    const [before] = await this.desk.lock(tx, [orderId], channelOf(caller));
    if (before === undefined) throw Refusal.notFound('order');
    const unasked = askedFaults(body);
    if (unasked.length > 0) throw Refusal.invalidAll(unasked);
    const answered = await answeredUnder(tx, key);
    if (answered !== undefined) {
      if (answered.bodyHash !== key.bodyHash) throw refuse(KEY_REUSED);
      return { replayed: true };
    }
    const card = (await loadCards(tx, [orderId])).get(orderId)!;
    const order = await this.open(card);
    const wanted = amendedOrder(order, body);
    const faults = amendmentFaults(body, wanted, this.shopDay.today());
    if (faults.length > 0) throw Refusal.invalidAll(faults);
    const { amendment } = await this.desk.decide(tx, before, {
      type: 'amend',
      at: this.clock.now().toISOString(),
      changes: changesOf(order, wanted),
      wanted: await this.seal(card, wanted),
    });
    const answer = { orderId, amendment: amendment.state === 'none' ? null : amendment.amendment };
    if (!(await keepAnswer(tx, key, answer))) throw refuse(KEY_REUSED);
    return { replayed: false };
  }

  private async open(card: Omit<OrderCard, 'payment'>): Promise<AmendableOrder> {
    const { contact, shipTo, orderId } = card;
    const context = sealContext('order.confirmed', orderId);
    const opened = await this.keyRing.openMany([contact, shipTo].map((sealed) => ({ sealed, context })));
    if (!opened[0] || !opened[1]) throw personIsErased();
    return { ...card, contact: SealedContact.parse(opened[0]), shipTo: SealedShipTo.parse(opened[1]) };
  }

  private async seal(
    { orderId, contact: { keyId } }: Pick<OrderCard, 'orderId' | 'contact'>,
    wanted: AmendedOrder,
  ): Promise<Wanted> {
    const context = sealContext('order.confirmed', orderId);
    const asked = sealContext('order.amendment-requested', orderId);
    const [contact, shipTo, shipToAsked] = await this.sealAll([
      { keyId, context, plain: wanted.contact },
      { keyId, context, plain: wanted.shipTo },
      { keyId, context: asked, plain: wanted.shipTo },
    ]);
    const { delivery, prefecture, money } = wanted;
    const addressId = this.keyRing.addressIdOf(addressParts(wanted.shipTo));
    return {
      ...{ delivery, prefecture, money, addressId },
      ...{ contact: contact!, shipTo: shipTo!, shipToAsked: shipToAsked! },
    };
  }

  private async sealAll(parts: Parameters<KeyRing['sealMany']>[0]): Promise<Sealed[]> {
    try {
      return await this.keyRing.sealMany(parts);
    } catch (fault) {
      throw fault instanceof KeyIsErased ? personIsErased() : fault;
    }
  }
}

const personIsErased = (): Refusal =>
  Refusal.conflict(
    'buyer-erased',
    'The personal data of the buyer were erased; the order can only be cancelled.',
  );
