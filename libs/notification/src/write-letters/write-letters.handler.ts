import { Controller } from '@nestjs/common';
import { Clock, type Heard, Hears, type Transaction } from '@okuru/platform';
import { Shop } from '../compose-letters/shop.js';
import { ItemNameStore } from '../know-items/item-name.store.js';
import type { Addressee } from '../send-letters/claimed-letter.js';
import { LetterQueue } from '../send-letters/letter-queue.js';
import { LettersInHand } from '../send-letters/letters-in-hand.js';
import { skusOf } from '../send-letters/to-mail.js';
import { CORRESPONDENT_OF } from './correspondent-of.js';
import { type Correspondent, CorrespondentStore } from './correspondent.store.js';
import { LetterInboxStore } from './letter-inbox.store.js';
import { breaksPromise, delayedFacts } from './broken-promise.js';
import { messageIdOf, type NewLetter } from './new-letter.js';

/**
 * Which facts the buyer is written to about. Topics have no order between them: a parcel may be heard of before its
 * order, and its letter then waits for the contact. What can be sent stays in the hands of this process, under a lease
 * from its first moment on, as far as they have room.
 */
@Controller()
export class WriteLettersHandler {
  constructor(
    private readonly correspondents: CorrespondentStore,
    private readonly letters: LetterInboxStore,
    private readonly names: ItemNameStore,
    private readonly queue: LetterQueue,
    private readonly hand: LettersInHand,
    private readonly shop: Shop,
    private readonly clock: Clock,
  ) {}

  @Hears('notification', 'order.confirmed', { batch: true })
  async orderConfirmed(events: Heard<'order.confirmed'>[], tx: Transaction): Promise<void> {
    await this.tell(
      tx,
      events.map(({ data }) => CORRESPONDENT_OF['order.confirmed'](data)),
      events.map(({ id, data }) => ({ orderId: data.orderId, factId: id, kind: 'confirmed', facts: {} })),
    );
  }

  @Hears('notification', 'order.held', { batch: true })
  async orderHeld(events: Heard<'order.held'>[], tx: Transaction): Promise<void> {
    await this.tell(
      tx,
      events.map(({ data }) => CORRESPONDENT_OF['order.held'](data)),
      events
        .filter(({ data }) => data.reasons.includes('awaiting-payment'))
        .map(({ id, data: { orderId, deadline, total } }) => ({
          orderId,
          factId: id,
          kind: 'awaiting-payment',
          facts: { deadline, total },
        })),
    );
  }

  @Hears('notification', 'order.cancelled', { batch: true })
  async orderCancelled(events: Heard<'order.cancelled'>[], tx: Transaction): Promise<void> {
    await this.tell(
      tx,
      events.map(({ data }) => CORRESPONDENT_OF['order.cancelled'](data)),
      events.map(({ id, data: { orderId, reason } }) => ({
        orderId,
        factId: id,
        kind: 'cancelled',
        facts: { reason },
      })),
    );
  }

  @Hears('notification', 'order.amended', { batch: true })
  async orderAmended(events: Heard<'order.amended'>[], tx: Transaction): Promise<void> {
    await this.tell(
      tx,
      events.map(({ data }) => CORRESPONDENT_OF['order.amended'](data)),
      events.map(({ id, data: { orderId, changes, differenceYen } }) => ({
        orderId,
        factId: id,
        kind: 'amended',
        facts: { changes, differenceYen },
      })),
    );
  }

  /** Of an order that was cancelled meanwhile the cancelled letter says it all. */
  @Hears('notification', 'order.amendment-refused', { batch: true })
  async orderAmendmentRefused(events: Heard<'order.amendment-refused'>[], tx: Transaction): Promise<void> {
    await this.tell(
      tx,
      events.map(({ data }) => CORRESPONDENT_OF['order.amendment-refused'](data)),
      events
        .filter(({ data }) => data.reason !== 'cancelled')
        .map(({ id, data: { orderId, reason } }) => ({
          orderId,
          factId: id,
          kind: 'amendment-refused',
          facts: { reason },
        })),
    );
  }

  @Hears('notification', 'parcel.dispatched', { batch: true })
  async parcelDispatched(events: Heard<'parcel.dispatched'>[], tx: Transaction): Promise<void> {
    const known = await this.correspondents.known(
      tx,
      events.map(({ data }) => data.orderId),
    );
    await this.put(
      tx,
      events.map(({ id, data: { orderId, lines, carrier, service, trackingNumber, dispatchedAt } }) => ({
        orderId,
        factId: id,
        kind: 'dispatched',
        facts: { lines, carrier, service, trackingNumber, dispatchedAt },
      })),
      known,
    );
  }

  @Hears('notification', 'parcels.delayed', { batch: true })
  async parcelsDelayed(events: Heard<'parcels.delayed'>[], tx: Transaction): Promise<void> {
    const orderIds = events.map(({ data }) => data.orderId);
    const known = await this.correspondents.known(tx, orderIds);
    const confirmedAt = await this.letters.confirmedAt(tx, orderIds);
    await this.put(
      tx,
      events
        .filter(({ data }) => breaksPromise(data, confirmedAt.get(data.orderId), this.shop))
        .map(({ id, data }) => ({
          ...{ orderId: data.orderId, factId: id, kind: 'delayed' as const },
          facts: delayedFacts(data),
        })),
      known,
    );
  }

  @Hears('notification', 'units.awaited', { batch: true })
  async unitsAwaited(events: Heard<'units.awaited'>[], tx: Transaction): Promise<void> {
    const known = await this.correspondents.known(
      tx,
      events.map(({ data }) => data.orderId),
    );
    await this.put(
      tx,
      events.map(({ id, data: { orderId, lines, promisedOn, because } }) => ({
        ...{ orderId, factId: id, kind: 'units-awaited' as const },
        facts: { lines, promisedOn, because },
      })),
      known,
    );
  }

  private async tell(tx: Transaction, correspondents: Correspondent[], letters: NewLetter[]): Promise<void> {
    const { known, metBefore } = await this.correspondents.put(tx, correspondents);
    const woken = metBefore.length === 0 ? 0 : await this.letters.wake(tx, metBefore);
    await this.put(tx, letters, known, woken);
  }

  private async put(
    tx: Transaction,
    letters: NewLetter[],
    known: ReadonlyMap<string, Addressee>,
    woken = 0,
  ): Promise<void> {
    if (letters.length === 0) return this.queue.wakeAfter(tx, woken);
    const given = letters.map((letter) => ({
      ...letter,
      messageId: messageIdOf(letter, this.shop.from),
      ready: known.has(letter.orderId),
    }));
    const lease = this.hand.leaseFor(letters.length);
    const put = await this.letters.put(tx, given, this.clock.now(), lease);
    this.queue.wakeAfter(tx, woken + put.filter(({ state }) => state === 'pending').length);
    if (!lease) return;
    const seqOf = new Map(
      put.flatMap(({ seq, state, ...of }) => (state === 'sending' ? [[keyOf(of), seq]] : [])),
    );
    const held = given.flatMap((letter) => {
      const [seq, addressee] = [seqOf.get(keyOf(letter)), known.get(letter.orderId)];
      return seq === undefined || !addressee
        ? []
        : [{ ...addressee, ...letter, seq, leaseId: lease.id, attempts: 1 }];
    });
    if (held.length === 0) return;
    const names = await this.names.bySku(tx, held.flatMap(skusOf));
    tx.afterCommit(() => this.hand.take(held.map((letter) => ({ ...letter, names }))));
  }
}

/** A fact may ask for letters of several kinds. */
const keyOf = ({ factId, kind }: Pick<NewLetter, 'factId' | 'kind'>): string => `${factId} ${kind}`;
