import { v7 } from 'uuid';
import { call } from '../../shared/http.js';

export interface StockItem {
  readonly sku: string;
  readonly names: { readonly ja: string; readonly en: string };
  readonly barcodes: readonly string[];
  readonly size: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number } | null;
  readonly weightGrams: number | null;
  readonly shelf: string | null;
  /** Its units are kept by lot and day of expiry. */
  readonly lotControlled?: boolean;
}

export interface Found {
  readonly item: StockItem;
  readonly stock: {
    readonly onHand: number;
    readonly reserved: number;
    readonly free: number;
    readonly waiting: number;
  };
}

/** Whoever bears the code; else those that have it in their name or sku. */
export const findItems = async (find: string): Promise<readonly Found[]> =>
  (await call<{ items: Found[] }>('GET', `/v1/items?find=${encodeURIComponent(find)}`)).items;

/** Names the state of the ledger, for a count that begins now. */
export const lastMovementOf = async (sku: string): Promise<string | null> =>
  (await call<{ lastMovement: string | null }>('GET', `/v1/stock/${encodeURIComponent(sku)}`)).lastMovement;

export interface Unmeasured {
  readonly sku: string;
  readonly name: string;
  readonly shelf: string | null;
  readonly missing: readonly ('size' | 'weight')[];
  readonly onHand: number;
  readonly wanted: number;
}

const UNMEASURED_MAX = 50;

export const unmeasured = async (): Promise<readonly Unmeasured[]> =>
  (await call<{ items: Unmeasured[] }>('GET', `/v1/measuring?limit=${UNMEASURED_MAX}`)).items;

/** One operation has one opId until it is answered: asked again after silence, it is done once. */
export class Asking {
  private asked: { readonly body: string; readonly opId: string } | undefined;

  /** What was asked for and is not answered yet. */
  get open(): { readonly body: string; readonly opId: string } | undefined {
    return this.asked;
  }

  /** As an earlier page left it. */
  goOnWith(asked: { readonly body: string; readonly opId: string } | undefined): void {
    this.asked = asked;
  }

  /** `about` hears of the question before it is asked. */
  async post<T>(
    path: string,
    body: object,
    about: () => Promise<void> = () => Promise.resolve(),
  ): Promise<T> {
    const text = JSON.stringify([path, body]);
    const { opId } = (this.asked = this.asked?.body === text ? this.asked : { body: text, opId: v7() });
    await about();
    const answer = await call<T>('POST', path, { opId, ...body });
    this.asked = undefined;
    return answer;
  }
}

export interface Measures {
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly weightGrams: number;
}

export const putMeasures = (sku: string, { weightGrams, ...size }: Measures): Promise<void> =>
  putItem(sku, { size, weightGrams });

export const putLotControlled = (sku: string, lotControlled: boolean): Promise<void> =>
  putItem(sku, { lotControlled });

/** The route takes the whole item, so it is read anew: what somebody else changed meanwhile stays. */
const putItem = async (sku: string, change: object): Promise<void> => {
  const path = `/v1/items/${encodeURIComponent(sku)}`;
  const {
    sku: _sku,
    itemVersion: _version,
    ...item
  } = await call<StockItem & { readonly itemVersion: number }>('GET', path);
  await call('PUT', path, { ...item, ...change });
};

export interface Lot {
  readonly lot: string;
  readonly expiresOn: string;
  readonly onHand: number;
}

/** The soonest to expire first. */
export const lotsOf = async (sku: string): Promise<readonly Lot[]> =>
  (await call<{ lots?: Lot[] }>('GET', `/v1/stock/${encodeURIComponent(sku)}`)).lots ?? [];

export interface ExpiringLot extends Lot {
  readonly sku: string;
  readonly name: string;
  /** Below zero: it has expired. */
  readonly daysLeft: number;
}

export const expiringLots = async (withinDays: number): Promise<readonly ExpiringLot[]> =>
  (await call<{ lots: ExpiringLot[] }>('GET', `/v1/expiring-lots?withinDays=${withinDays}`)).lots;
