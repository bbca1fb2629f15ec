import { isTrackingNumber } from '@okuru/carriers';
import { logger } from '@okuru/platform';
import type { Printed } from './ship-to.js';

/** What the carrier made for one reference. */
export interface Shipment {
  readonly reference: string;
  readonly trackingNumber: string;
}

export interface ShipmentWanted extends Printed {
  /** Ours: who asks again under the same one means the same parcel. */
  readonly reference: string;
  readonly carrier: string;
  readonly service: string;
  readonly weightGrams: number | null;
}

/** It did not answer, or only that it cannot at the moment. What was asked may have been done. */
export class CarrierSilent extends Error {}
/** It says no, and would say it again. */
export class CarrierRefuses extends Error {}

const ANSWERS_WITHIN_MS = 4_000;
const COME_AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);
const WORDS_CHARS_MAX = 300;

/** A carrier's shipments over HTTP, as docs/carrier-api.md describes them; it may be slow, silent, or do a thing twice. */
export class CarrierLine {
  private readonly log = logger('carrier');

  constructor(private readonly at: { readonly url: string; readonly key: string | null }) {}

  /** All that stand for the reference, the oldest first. */
  async find(reference: string): Promise<Shipment[]> {
    const { shipments } = (await this.ask('GET', `shipments?reference=${encodeURIComponent(reference)}`)) as {
      readonly shipments?: unknown;
    };
    if (!Array.isArray(shipments)) throw new CarrierSilent('The carrier answered something else than a list');
    return shipments.map(soundShipment).filter((one) => one.reference === reference);
  }

  async order(wanted: ShipmentWanted): Promise<Shipment> {
    return soundShipment(await this.ask('POST', 'shipments', wanted));
  }

  /** Nobody will bring it; that it is gone already is as well. */
  async withdraw({ trackingNumber }: Shipment): Promise<void> {
    await this.ask('DELETE', `shipments/${trackingNumber}`);
  }

  private async ask(method: string, path: string, body?: object): Promise<unknown> {
    const { url, key } = this.at;
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${url}/${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
        headers: {
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      text = await response.text();
    } catch {
      throw new CarrierSilent('The carrier did not answer');
    }
    const { status } = response;
    if (response.ok || (method === 'DELETE' && status === 404)) return jsonOf(text);
    // What it says may quote the address: it goes to who asked, not into the log.
    this.log.warn({ method, status }, 'the carrier says no');
    if (COME_AGAIN.has(status)) throw new CarrierSilent(`The carrier answered ${status}`);
    throw new CarrierRefuses(wordsOf(text) ?? `The carrier answered ${status}`);
  }
}

const jsonOf = (text: string): unknown => {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new CarrierSilent('The carrier answered something else than JSON');
  }
};

const soundShipment = (answer: unknown): Shipment => {
  const { reference, trackingNumber } = (answer ?? {}) as Partial<Record<keyof Shipment, unknown>>;
  if (
    typeof reference !== 'string' ||
    typeof trackingNumber !== 'string' ||
    !isTrackingNumber(trackingNumber)
  )
    throw new CarrierSilent('The carrier answered without a sound tracking number');
  return { reference, trackingNumber };
};

const wordsOf = (text: string): string | undefined => {
  try {
    const { detail, title } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const words = detail ?? title;
    return typeof words === 'string' ? words.slice(0, WORDS_CHARS_MAX) : undefined;
  } catch {
    return undefined;
  }
};
