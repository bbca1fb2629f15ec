import type { Parcel } from '../../../apps/console/src/shared/parcels/parcel.js';
import type { Chance } from '../schedules/random.js';
import { barcodeOf, type TestShop } from '../shop.js';
import { type Box, Truth } from './truth.js';

export type LabelMode = 'after-check' | 'before-check';

/** Of the waybills printed, one in a hundred changes its place with another; of the orders one is cancelled after that. */
const A_SWAP_EVERY = 100;
const A_CANCEL_EVERY = 200;
const BATCH = 12;
const GRAMS_OF_A_UNIT = 300;

/** What lies between the tables: totes that wait, printed waybills, closed boxes; and the office that cancels. */
export class Floor {
  readonly truth = new Truth();
  /** Closed boxes before the cage. */
  readonly waiting: Box[] = [];
  private prints = 0;
  private closes = 0;
  private readonly numbers = new Map<string, string>();
  private readonly stickers = new Map<string, string>();

  constructor(
    private readonly shop: Pick<TestShop, 'call'>,
    readonly labelMode: LabelMode,
    private readonly skus: readonly string[],
    private readonly toPack: string[],
    private readonly emptyGrams: ReadonlyMap<string, number>,
  ) {}

  nextBatch(): string[] {
    return this.toPack.splice(0, BATCH);
  }

  barcodeOf(sku: string): string {
    return barcodeOf(this.skus.indexOf(sku));
  }

  /** An item that has no place in the parcel. */
  anyOther({ lines }: Parcel, chance: Chance): { barcode: string } {
    const others = this.skus.filter((sku) => !lines.some((line) => line.sku === sku));
    return { barcode: this.barcodeOf(others[chance(others.length)]!) };
  }

  weightOf({ lines, packageCode }: Parcel): number {
    const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    return units * GRAMS_OF_A_UNIT + (this.emptyGrams.get(packageCode ?? '') ?? 0);
  }

  async print(parcelId: string, orderId: string, waybill: string): Promise<void> {
    this.truth.print(parcelId, waybill);
    this.numbers.set(parcelId, waybill);
    this.stickers.set(parcelId, waybill);
    this.prints += 1;
    if (this.prints % A_SWAP_EVERY === A_SWAP_EVERY / 2) this.swap(parcelId, waybill);
    if (this.prints % A_CANCEL_EVERY === A_CANCEL_EVERY / 4) await this.cancel(orderId);
  }

  /** On the way from the printer. */
  private swap(parcelId: string, waybill: string): void {
    const other = [...this.numbers.keys()].filter((one) => one !== parcelId).at(-1);
    if (other === undefined) return;
    this.truth.tried.swappedStickers += 1;
    this.stickers.set(parcelId, this.numbers.get(other)!);
    this.stickers.set(other, waybill);
  }

  async close(box: Box): Promise<void> {
    this.waiting.push(box);
    this.closes += 1;
    if (this.closes % A_CANCEL_EVERY === A_CANCEL_EVERY / 2) await this.cancel(box.orderId);
  }

  /** Null where none was printed for it. */
  stickerOf(parcelId: string): string | null {
    return this.stickers.get(parcelId) ?? null;
  }

  fetchOwnSticker(parcelId: string, waybill: string): void {
    this.stickers.set(parcelId, waybill);
  }

  private async cancel(orderId: string): Promise<void> {
    this.truth.tried.cancels += 1;
    await this.shop.call('ops', 'POST', `/v1/orders/${orderId}/cancel`, {});
  }
}
