import { randomUUID } from 'node:crypto';
import type { Role } from '@okuru/platform';
import { anOrder } from '../an-order.js';
import type { TestShop } from '../shop.js';
import { amendmentBody } from './amendment-body.js';
import type { BatchLanes } from './batch-lanes.js';
import type { IllServices } from './ill-services.js';
import { type Deed, type LaneName, priceOf } from './shop-model.js';
import type { OrderWish } from './script.js';

const GRAMS = 700;
const PAGE_MAX = 100;
const DEAD_LETTER_PAGES_MAX = 50;

interface Answer {
  readonly status: number;
  readonly body: any;
}

interface DeadLetter {
  readonly id: string;
  readonly key: string;
  readonly topic: string;
  readonly eventId: string;
}

export interface ModelShop {
  readonly shop: Pick<TestShop, 'url' | 'keys'>;
  readonly lanes: BatchLanes;
  readonly ill: IllServices;
}

/** The people around one script's orders, as they talk to the real shop. */
export class ShopHand {
  readonly orderIds: string[] = [];
  private readonly waybills = new Map<string, string>();
  private readonly paymentKeys: string[] = [];
  private readonly amendmentKeys: string[] = [];
  private readonly nonsense = new Set<string>();

  constructor(
    private readonly scripted: ModelShop,
    private readonly name: string,
  ) {}

  keyOf(order: number): string {
    return `order:${this.orderIds[order]}`;
  }

  /** Answers the HTTP status of the last answer; undefined where nobody is asked. */
  async perform(deed: Deed): Promise<number | undefined> {
    switch (deed.deed) {
      case 'place':
        return this.place(deed);
      case 'pay': {
        const key = (this.paymentKeys[deed.payment] ??= randomUUID());
        const path = `/v1/orders/${this.orderIds[deed.order]}/payments`;
        return (await this.call('ops', 'POST', path, { amount: deed.yen }, { 'idempotency-key': key }))
          .status;
      }
      case 'confirm':
      case 'reject':
        return (await this.call('ops', 'POST', `/v1/orders/${this.orderIds[deed.order]}/${deed.deed}`))
          .status;
      case 'cancel':
        return (await this.call('storefront', 'POST', `/v1/orders/${this.orderIds[deed.order]}/cancel`, {}))
          .status;
      case 'amend': {
        const key = (this.amendmentKeys[deed.attempt] ??= randomUUID());
        const path = `/v1/orders/${this.orderIds[deed.order]}/amendments`;
        return (await this.call('storefront', 'POST', path, amendmentBody(deed), { 'idempotency-key': key }))
          .status;
      }
      case 'receive': {
        const lines = [{ sku: deed.sku, quantity: deed.by }];
        return (await this.inWarehouse('/v1/stock/receipts', { lines })).status;
      }
      case 'adjust':
        return (
          await this.inWarehouse('/v1/stock/adjustments', { sku: deed.sku, by: deed.by, reason: 'counted' })
        ).status;
      case 'crew':
        return this.work(deed);
      case 'ail':
        if (deed.how === 'ill')
          this.scripted.ill.fallIll(deed.lane.listener, this.orderIds[deed.lane.order]!);
        else this.nonsense.add(await this.handNonsense(deed.lane));
        return undefined;
      case 'mend':
        await this.mend(deed.lanes);
        return undefined;
    }
  }

  async call(role: Role, method: string, path: string, body?: object, headers: object = {}): Promise<Answer> {
    const { url, keys } = this.scripted.shop;
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${keys[role]}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: await answer.json() };
  }

  private async place({ order, wish, lines }: Extract<Deed, { deed: 'place' }>): Promise<number> {
    const reference = `${this.name}-${order}`;
    const body = anOrder(
      { reference, sku: '', units: 0 },
      {
        lines: lines.map(({ sku, quantity }) => ({ sku, quantity, unitPrice: priceOf(wish), taxRate: 10 })),
        payment: { method: methodOf(wish) },
        shortStock: wish.shortStock,
        ...(wish.hasRemarks ? { remarks: 'ラッピングをお願いします' } : {}),
      },
    );
    const { status, body: placed } = await this.call('storefront', 'POST', '/v1/orders', body, {
      'idempotency-key': randomUUID(),
    });
    if (status === 201) this.orderIds.push(placed.orderId);
    return status;
  }

  private async work({ parcel, step }: Extract<Deed, { deed: 'crew' }>): Promise<number> {
    const { parcelId, lines } = parcel;
    const at = (what: string, more: object = {}) => this.inWarehouse(`/v1/parcels/${parcelId}/${what}`, more);
    const waybill = this.waybills.get(parcelId);
    if (step === 'close') return (await at('close', { waybill })).status;
    if (step === 'hand-over') return (await this.inWarehouse('/v1/hand-overs', { waybill })).status;
    if (step === 'deliver')
      return (await this.call('ops', 'POST', `/v1/parcels/${parcelId}/delivered`, { opId: randomUUID() }))
        .status;
    for (const barcode of lines.flatMap(({ sku, quantity }) => Array.from({ length: quantity }, () => sku))) {
      const { status } = await at('scans', { barcode });
      if (status !== 200) return status;
    }
    const { body: shown } = await this.call('warehouse', 'GET', `/v1/parcels/${parcelId}`);
    await at('weight', { grams: shown.expectedWeightGrams ?? GRAMS });
    const { status, body } = await at('label');
    this.waybills.set(parcelId, body.trackingNumber);
    return status;
  }

  private handNonsense({ listener, speaker, order }: LaneName): Promise<string> {
    return this.scripted.lanes.handNonsense(listener, speaker, this.keyOf(order));
  }

  /** As staff do it: give up what makes no sense, then replay what waits, key by key. */
  private async mend(lanes: readonly LaneName[]): Promise<void> {
    for (const orderId of this.orderIds) this.scripted.ill.heal(orderId);
    for (const { listener, speaker, order } of lanes) {
      const path = `/v1/${listener}/dead-letters`;
      const own = (await this.deadLetters(path)).filter(
        ({ key, topic }) => key === this.keyOf(order) && topic.endsWith(speaker),
      );
      const senseless = own.filter(({ eventId }) => this.nonsense.has(eventId));
      for (const { id } of senseless)
        await this.call('ops', 'POST', `${path}/${id}/discard`, { note: 'it makes no sense' });
      const [first] = own.filter((letter) => !senseless.includes(letter));
      if (!first) continue;
      const { body: redrive } = await this.call('ops', 'POST', `${path}/${first.id}/redrive`);
      if (!redrive.unparked) throw new Error(`${listener} did not heal: ${JSON.stringify(redrive)}`);
    }
  }

  private async deadLetters(path: string): Promise<DeadLetter[]> {
    const all: DeadLetter[] = [];
    for (let page = 0; page < DEAD_LETTER_PAGES_MAX; page += 1) {
      const after = all.at(-1)?.id ?? '0';
      const { body } = await this.call('ops', 'GET', `${path}?limit=${PAGE_MAX}&after=${after}`);
      all.push(...body.deadLetters);
      if (body.deadLetters.length < PAGE_MAX) return all;
    }
    throw new Error(`more than ${DEAD_LETTER_PAGES_MAX * PAGE_MAX} dead letters`);
  }

  private inWarehouse(path: string, more: object): Promise<Answer> {
    return this.call('warehouse', 'POST', path, { opId: randomUUID(), ...more });
  }
}

const methodOf = ({ paying }: OrderWish): string => (paying === 'cod-large' ? 'cod' : paying);
