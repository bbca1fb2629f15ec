import { randomUUID } from 'node:crypto';
import type { Reply, TestShop } from './shop.js';

/** A parcel as `parcels.planned` tells of it. */
export interface PlannedParcel {
  readonly parcelId: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  /** null: a person picks the package. */
  readonly packageCode?: string | null;
}

const GRAMS = 700;

/** People at the packing table and the cage, as their screens talk to the shop. */
export class Crew {
  private readonly waybills = new Map<string, string>();
  /** Parcels that were divided: what is in them is proven. */
  private readonly divided = new Set<string>();

  constructor(private readonly shop: Pick<TestShop, 'call'>) {}

  /** Takes the parcel, and a package where nobody has chosen one; proves every unit, weighs it and sticks its label on. */
  async pack({ parcelId, lines, packageCode }: PlannedParcel): Promise<void> {
    this.done(await this.at(parcelId, 'start'));
    if (packageCode === null)
      this.done(await this.at(parcelId, 'package', { packageCode: 'C80', reason: 'it fits' }));
    for (const { sku, quantity } of this.divided.has(parcelId) ? [] : lines) {
      for (let unit = 1; unit <= quantity; unit += 1)
        this.done(await this.at(parcelId, 'scans', { barcode: sku }));
    }
    const { expectedWeightGrams } = this.done(
      await this.shop.call('warehouse', 'GET', `/v1/parcels/${parcelId}`),
    ).body;
    this.done(await this.at(parcelId, 'weight', { grams: expectedWeightGrams ?? GRAMS }));
    this.waybills.set(parcelId, this.done(await this.at(parcelId, 'label')).body.trackingNumber);
  }

  /** One unit is not on its shelf. Told too late or of a parcel that is void, it changes nothing. */
  async reportMissing({ parcelId, lines }: PlannedParcel): Promise<void> {
    const report = { sku: lines[0]?.sku, quantity: 1, cause: 'not-found' };
    const reply = await this.at(parcelId, 'missing', report);
    if (reply.status !== 409) this.done(reply);
  }

  /** The box takes one unit and no more. Told too late or of a parcel that is void, it changes nothing. */
  async divide({ parcelId, lines }: PlannedParcel): Promise<void> {
    const scanned = await this.at(parcelId, 'scans', { barcode: lines[0]?.sku });
    if (scanned.status === 409) return;
    this.done(scanned);
    const reply = await this.at(parcelId, 'split');
    if (reply.status === 409) return;
    this.done(reply);
    this.divided.add(parcelId);
  }

  async close({ parcelId }: PlannedParcel): Promise<void> {
    this.done(await this.at(parcelId, 'close', { waybill: this.waybills.get(parcelId) }));
  }

  async handOver({ parcelId }: PlannedParcel): Promise<void> {
    this.done(await this.scanAtCage(this.waybills.get(parcelId) ?? ''));
  }

  async tellOfArrival({ parcelId }: PlannedParcel): Promise<void> {
    const told = { opId: randomUUID() };
    this.done(await this.shop.call('ops', 'POST', `/v1/parcels/${parcelId}/delivered`, told));
  }

  /** Goes on where the work on the parcel stood; answers what the screen says. */
  tryToGoOn({ parcelId, lines }: PlannedParcel): Promise<Reply> {
    const waybill = this.waybills.get(parcelId);
    return waybill ? this.scanAtCage(waybill) : this.at(parcelId, 'scans', { barcode: lines[0]?.sku });
  }

  private at(parcelId: string, what: string, more: object = {}): Promise<Reply> {
    return this.shop.call('warehouse', 'POST', `/v1/parcels/${parcelId}/${what}`, {
      opId: randomUUID(),
      ...more,
    });
  }

  private scanAtCage(waybill: string): Promise<Reply> {
    return this.shop.call('warehouse', 'POST', '/v1/hand-overs', { opId: randomUUID(), waybill });
  }

  private done(reply: Reply): Reply {
    if (reply.status === 200) return reply;
    throw new Error(`the crew was stopped: ${reply.status} ${JSON.stringify(reply.body)}`);
  }
}
