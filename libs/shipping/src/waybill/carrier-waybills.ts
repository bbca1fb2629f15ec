import { logger, Refusal } from '@okuru/platform';
import { setTimeout as wait } from 'node:timers/promises';
import { CarrierLine, CarrierRefuses, CarrierSilent, type Shipment } from './carrier-line.js';
import type { Printed, ShipTo } from './ship-to.js';
import { type Issued, type WaybillWanted, type WaybillWritten, Waybills } from './waybills.js';

/** Parcels a carrier is asked about at the same time. */
const AT_ONCE = 8;
const ASKED_MAX = 3;
const ASKED_AGAIN_AFTER_MS = 200;
const RETRY_AFTER_SECONDS = 5;

const referenceOf = (parcelId: string, issue: number): string => `${parcelId}-${issue}`;

/**
 * Numbers of a carrier that makes a new shipment whenever it is asked, answers late or not at all, and is sent some
 * requests twice by the way between. So it is asked first what it has for the parcel's own reference; the oldest counts;
 * and once one number is written, all others for that parcel are withdrawn. A parcel has one number, whoever else asks.
 */
export class CarrierWaybills extends Waybills {
  private readonly log = logger('carrier');

  constructor(
    private readonly line: CarrierLine,
    private readonly shipTo: ShipTo,
  ) {
    super();
  }

  override async issueAll(wanted: readonly WaybillWanted[]): Promise<ReadonlyMap<string, Issued>> {
    const printed = await this.shipTo.printedOf(wanted.map(({ orderId }) => orderId));
    const issued = new Map<string, Issued>();
    await eachAtOnce(wanted, async (one) => {
      const found = printed.get(one.orderId) ?? { shipTo: null };
      try {
        issued.set(one.parcelId, await this.persistently(() => this.issue(one, found)));
      } catch (fault) {
        if (fault instanceof CarrierSilent) throw carrierAway();
        if (!(fault instanceof CarrierRefuses)) throw fault;
        issued.set(one.parcelId, { refusedBecause: fault.message });
      }
    });
    return issued;
  }

  /** Not done is not lost: what stays behind costs nothing until somebody hands it over, and the bill names it. */
  override async keep(written: readonly WaybillWritten[]): Promise<void> {
    await eachAtOnce(written, async (one) => {
      try {
        await this.persistently(() => this.withdrawOthers(one));
      } catch (fault) {
        this.log.warn({ fault }, 'a shipment that nobody wants any more may stand at the carrier');
      }
    });
  }

  private async withdrawOthers({
    wanted: { parcelId, issue },
    trackingNumber,
  }: WaybillWritten): Promise<void> {
    const standing = await this.line.find(referenceOf(parcelId, issue));
    const before = issue > 1 ? await this.line.find(referenceOf(parcelId, issue - 1)) : [];
    for (const shipment of [...standing, ...before])
      if (shipment.trackingNumber !== trackingNumber) await this.line.withdraw(shipment);
  }

  private async issue(
    { parcelId, issue, carrier, service, weightGrams }: WaybillWanted,
    printed: Printed,
  ): Promise<Issued> {
    const reference = referenceOf(parcelId, issue);
    const [standing] = await this.line.find(reference);
    if (standing) return numberOf(standing);
    await this.line.order({ reference, carrier, service, weightGrams, ...printed });
    // Not what was answered: somebody else may have asked at the same moment, and the oldest counts for both.
    const [oldest] = await this.line.find(reference);
    if (!oldest) throw new CarrierSilent('The carrier does not know what it just made');
    return numberOf(oldest);
  }

  private async persistently<T>(ask: () => Promise<T>): Promise<T> {
    for (let asked = 1; ; asked += 1) {
      // bound: ASKED_MAX
      try {
        return await ask();
      } catch (fault) {
        if (!(fault instanceof CarrierSilent) || asked >= ASKED_MAX) throw fault;
      }
      await wait(ASKED_AGAIN_AFTER_MS * asked);
    }
  }
}

const numberOf = ({ trackingNumber }: Shipment): Issued => ({ trackingNumber });

const carrierAway = (): Refusal =>
  new Refusal({
    status: 503,
    code: 'carrier-does-not-answer',
    title: 'The carrier does not answer at the moment',
    detail: 'Ask for the label again in a moment: the parcel gets one number however often it is asked.',
    headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
  });

/** A few of them at a time; the first fault ends it once those under way have ended. */
const eachAtOnce = async <T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  const left = [...all];
  const worker = async (): Promise<void> => {
    try {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
    } catch (fault) {
      left.length = 0;
      throw fault;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, all.length) }, worker));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
};
