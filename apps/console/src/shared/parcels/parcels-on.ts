import { type Call, NoAnswer, Problem } from '../http.js';
import type { DeviceStore } from '../queue/device-store.js';
import type { SendQueue } from '../queue/send-queue.js';
import type { Decision } from './decision.js';
import type { Parcel } from './parcel.js';
import type { Scene } from './scene.js';

const PAGES_MAX = 20;
const PAGE = 100;

interface Page {
  readonly parcels: readonly Parcel[];
  readonly next: string | null;
}

interface Ground {
  readonly store: DeviceStore;
  readonly call: Call;
  readonly queue: SendQueue;
}

/** The parcels that this device works on: the server's word, and the device's own where it knows more or nobody answers. */
export const parcelsOn = ({ store, call, queue }: Ground) => {
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
  const orKept = async <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    try {
      const answer = await ask();
      await store.keep(key, answer);
      return answer;
    } catch (fault) {
      const kept = fault instanceof NoAnswer ? await store.kept<T>(key) : undefined;
      if (kept === undefined) throw fault;
      return kept;
    }
  };

  /** What is begun comes before what is not. */
  const parcelsToPack = (): Promise<Parcel[]> =>
    orKept('to-pack', async () => [...(await listOf('packing')), ...(await listOf('planned'))]);

  const parcelsToHandOver = (): Promise<Parcel[]> => orKept('to-hand-over', () => listOf('closed'));

  const keyOf = (parcelId: string): string => `parcel ${parcelId}`;

  /**
   * The parcel with all that was scanned: the server's once it has heard everything, and until then the device's own, which
   * knows more.
   */
  const openParcel = async (parcelId: string): Promise<Parcel> => {
    await queue.send();
    const own = queue.now().waiting > 0 ? await store.kept<Parcel>(keyOf(parcelId)) : undefined;
    return own ?? orKept(keyOf(parcelId), () => call<Parcel>('GET', `/v1/parcels/${parcelId}`));
  };

  /** From the first scan on the device holds its own word for the parcel. */
  const keepParcel = (parcel: Parcel): Promise<void> => store.keep(keyOf(parcel.parcelId), parcel);

  const forgetParcel = (parcelId: string): Promise<void> => store.forget(keyOf(parcelId));

  const decisionOf = (parcelId: string): Promise<Decision> =>
    orKept(`decision ${parcelId}`, () => call<Decision>('GET', `/v1/parcels/${parcelId}/decision`));

  /** null: a person chose the package, and nobody planned what lies where. */
  const sceneOf = (parcelId: string): Promise<Scene | null> =>
    orKept(`picture ${parcelId}`, async () => {
      try {
        return await call<Scene>('GET', `/v1/parcels/${parcelId}/picture`);
      } catch (fault) {
        if (fault instanceof Problem && fault.status === 404) return null;
        throw fault;
      }
    });

  return {
    orKept,
    parcelsToPack,
    parcelsToHandOver,
    openParcel,
    keepParcel,
    forgetParcel,
    decisionOf,
    sceneOf,
  };
};
