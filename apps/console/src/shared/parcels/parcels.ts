import { call, NoAnswer } from '../http.js';
import { deviceStore } from '../queue/device-store.js';
import { queue } from '../queue/queue.js';
import type { Parcel } from './parcel.js';

const PAGES_MAX = 20;
const PAGE = 100;

interface Page {
  readonly parcels: readonly Parcel[];
  readonly next: string | null;
}

/** All parcels of a status, oldest first; of more than 2,000 the oldest. */
const listOf = async (status: Parcel['status']): Promise<Parcel[]> => {
  const all: Parcel[] = [];
  let after = '';
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { parcels, next } = await call<Page>('GET', `/v1/parcels?status=${status}&limit=${PAGE}${after}`);
    all.push(...parcels);
    if (next === null) break;
    after = `&after=${next}`;
  }
  return all;
};

/** As it was when somebody last answered, where nobody does now. */
export const orKept = async <T>(key: string, ask: () => Promise<T>): Promise<T> => {
  try {
    const answer = await ask();
    await deviceStore.keep(key, answer);
    return answer;
  } catch (fault) {
    const kept = fault instanceof NoAnswer ? await deviceStore.kept<T>(key) : undefined;
    if (kept === undefined) throw fault;
    return kept;
  }
};

/** What is begun comes before what is not. */
export const parcelsToPack = (): Promise<Parcel[]> =>
  orKept('to-pack', async () => [...(await listOf('packing')), ...(await listOf('planned'))]);

export const parcelsToHandOver = (): Promise<Parcel[]> => orKept('to-hand-over', () => listOf('closed'));

const keyOf = (parcelId: string): string => `parcel ${parcelId}`;

/**
 * The parcel with all that was scanned: the server's once it has heard everything, and until then the device's own, which
 * knows more.
 */
export const openParcel = async (parcelId: string): Promise<Parcel> => {
  await queue.send();
  const own = queue.now().waiting > 0 ? await deviceStore.kept<Parcel>(keyOf(parcelId)) : undefined;
  return own ?? orKept(keyOf(parcelId), () => call<Parcel>('GET', `/v1/parcels/${parcelId}`));
};

/** From the first scan on the device holds its own word for the parcel. */
export const keepParcel = (parcel: Parcel): Promise<void> => deviceStore.keep(keyOf(parcel.parcelId), parcel);

export const forgetParcel = (parcelId: string): Promise<void> => deviceStore.forget(keyOf(parcelId));

export interface Words {
  readonly ja: string;
  readonly en: string;
}

/** `GET /v1/parcels/:parcelId/decision`, as far as the packing table shows it. */
export interface Decision {
  readonly words?: Words;
  readonly parcel?: {
    readonly packageCode: string;
    readonly totalYen: number;
    readonly packageYen: number;
    readonly freightYen: number;
    readonly outer: readonly number[];
  };
  readonly record?: {
    readonly proof: { readonly words: Words };
    readonly handOver: { readonly words: Words } | null;
    readonly whole: readonly Candidate[];
  } | null;
}

export interface Candidate {
  readonly packageCode: string;
  readonly words?: Words;
  readonly packageYen?: number;
  readonly fillerYen?: number;
  readonly handlingYen?: number;
  readonly services?: readonly { readonly totalYen?: number }[];
}

export const decisionOf = (parcelId: string): Promise<Decision> =>
  orKept(`decision ${parcelId}`, () => call<Decision>('GET', `/v1/parcels/${parcelId}/decision`));
