import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, AnswerLost, type ApiClient } from '../api/api-client.js';
import { drawOf, pick } from './chance.js';
import type { LabelSeen, Ledger } from './ledger.js';
import type { Goods } from './scenario.js';

const STATIONS = 12;
/** Share of units at which somebody first scans the wrong thing, of parcels closed with a foreign waybill, of lost answers. */
const WRONG_UNIT_SHARE = 0.01;
const WRONG_WAYBILL_SHARE = 0.01;
const LOST_SHARE = 0.005;
/** Share of parcels of which a unit turns out missing or damaged. */
const MISSING_SHARE = 0.02;
const IDLE_PAUSE_MS = 100;
const PAGE = 100;
const REPLACED_PAUSE_MS = 100;
const REPLACED_WITHIN_MS = 60_000;

interface ParcelLine {
  readonly lineId: string;
  readonly sku: string;
  readonly barcodes: readonly string[];
  readonly quantity: number;
  readonly scanned: number;
  readonly countable: boolean;
  readonly waitsFor: number;
  readonly waitsSince: string | null;
}
interface StockOf {
  readonly waiting: number;
  readonly free: number;
  readonly safety: number;
}
interface Parcel {
  readonly parcelId: string;
  readonly orderId: string;
  readonly status: string;
  readonly packageCode: string | null;
  /** null: the weight of an item is unknown. */
  readonly expectedWeightGrams: number | null;
  readonly lines: readonly ParcelLine[];
}
interface Label {
  readonly trackingNumber: string;
  /** Absent when the order was cancelled under the crew's hands. */
  readonly shipTo: Pick<LabelSeen, 'postalCode' | 'city' | 'street'> | null;
  readonly delivery?: Pick<LabelSeen, 'date' | 'slot'>;
}
interface Problem {
  readonly code?: string;
  readonly reason?: string;
}

interface Package {
  readonly code: string;
  readonly inner: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number };
}

/** The parcel was cancelled under the crew's hands; the station turns to the next one. */
class ParcelGone extends Error {}

/** No package of the shop will do for the parcel; it stays on the shelf until a person decides. */
class NoPackage extends Error {}

/** A crew of simulated stations that works every planned parcel through the warehouse's own HTTP API until told to stop. */
export class Crew {
  private readonly seen = new Set<string>();
  private readonly queue: string[] = [];
  private stopped = false;
  private working = 0;
  /** Requests of the packing table so far. */
  steps = 0;

  constructor(
    private readonly warehouse: ApiClient,
    private readonly goods: readonly Goods[],
    private readonly ledger: Ledger,
    private readonly onDispatched: () => void,
    /** States of parcels it takes up; a crew that comes back to a restored shop finds more than planned ones. */
    private readonly takesUp: readonly string[] = ['planned'],
    /** What the crew sees and brings in of the shelves; without it every unit is where it should be. */
    private readonly inventory?: ApiClient,
  ) {}

  /** Resolves when stop() was called and every station has put its parcel down. */
  async run(): Promise<void> {
    await Promise.all([this.fetchWork(), ...Array.from({ length: STATIONS }, () => this.station())]);
  }

  stop(): void {
    this.stopped = true;
  }

  get idle(): boolean {
    return this.queue.length === 0 && this.working === 0;
  }

  private async fetchWork(): Promise<void> {
    while (!this.stopped) {
      for (const status of this.takesUp) await this.takeUp(status);
      do await wait(IDLE_PAUSE_MS);
      while (!this.stopped && this.queue.length > STATIONS);
    }
  }

  private async takeUp(status: string): Promise<void> {
    const answer = await this.warehouse.must([200], 'GET', `/v1/parcels?status=${status}&limit=${PAGE}`);
    const { parcels } = answer.body as { parcels: readonly { parcelId: string }[] };
    for (const { parcelId } of parcels) {
      if (this.seen.has(parcelId)) continue;
      this.seen.add(parcelId);
      this.queue.push(parcelId);
    }
  }

  private async station(): Promise<void> {
    while (!this.stopped || this.queue.length > 0) {
      const parcelId = this.queue.shift();
      if (parcelId === undefined) {
        await wait(IDLE_PAUSE_MS);
        continue;
      }
      this.working++;
      try {
        await this.workParcel(parcelId);
      } catch (error) {
        if (!(error instanceof ParcelGone) && !(error instanceof NoPackage)) throw error;
      } finally {
        this.working--;
      }
    }
  }

  private async workParcel(parcelId: string): Promise<void> {
    const path = `/v1/parcels/${parcelId}`;
    const parcel = (await this.warehouse.must([200], 'GET', path)).body as Parcel;
    await this.write(parcel, `${path}/start`, 'start', {});
    await this.missUnit(parcel, path);
    for (const line of parcel.lines) await this.scanLine(parcel, path, line);
    if (parcel.packageCode === null) await this.pickPackage(parcel, path);
    // Weighed in its package: what a parcel should weigh where that is known, else anything.
    const { expectedWeightGrams } = (await this.warehouse.must([200], 'GET', path)).body as Parcel;
    const grams = expectedWeightGrams ?? 100 + Math.floor(drawOf(parcelId, 'scale') * 900);
    await this.write(parcel, `${path}/weight`, 'weight', { grams });
    const label = await this.write(parcel, `${path}/label`, 'label', {});
    const { trackingNumber, shipTo, delivery } = label.body as Label;
    if (shipTo) this.ledger.labels.set(parcelId, { ...shipTo, ...delivery });
    await this.close(parcel, path, trackingNumber);
    await this.write(parcel, '/v1/hand-overs', `hand-over/${parcelId}`, { waybill: trackingNumber });
    this.ledger.handedOver.add(parcelId);
    this.onDispatched();
  }

  /**
   * A unit is missing or damaged, of goods that nobody waits for. The crew brings another one in, since who ordered the last
   * units would wait for ever in a demo.
   */
  private async missUnit(parcel: Parcel, path: string): Promise<void> {
    const { parcelId } = parcel;
    const { inventory } = this;
    const isDue = this.ledger.missingUnits.size === 0 || drawOf(parcelId, 'missing') < MISSING_SHARE;
    const line = inventory && isDue ? await unawaited(inventory, parcel) : undefined;
    if (!inventory || !line) return;
    const cause = drawOf(parcelId, 'cause') < 0.5 ? 'not-found' : 'damaged';
    await this.write(parcel, `${path}/missing`, 'missing', { sku: line.sku, quantity: 1, cause });
    this.ledger.missingUnits.set(line.sku, (this.ledger.missingUnits.get(line.sku) ?? 0) + 1);
    await this.receive(inventory, `bring-in/${parcelId}`, line.sku, 1);
    const until = performance.now() + REPLACED_WITHIN_MS;
    for (let broughtIn = false; performance.now() < until; await wait(REPLACED_PAUSE_MS)) {
      const now = (await this.warehouse.must([200], 'GET', path)).body as Parcel;
      const waits = now.lines.find(({ waitsFor }) => waitsFor > 0);
      if (!waits || now.status === 'voided') return;
      if (waits.waitsSince !== null && !broughtIn) {
        await this.bringIn(inventory, parcelId, line.sku);
        broughtIn = true;
      }
    }
    throw new Error(`parcel ${parcelId} still lacks a unit of ${line.sku}`);
  }

  /** As many as are awaited of the sku, what is never promised included. */
  private async bringIn(inventory: ApiClient, parcelId: string, sku: string): Promise<void> {
    const { waiting, free, safety } = await stockOf(inventory, sku);
    const quantity = waiting + Math.max(0, safety - free);
    if (quantity === 0) return;
    await this.receive(inventory, `bring-in-more/${parcelId}`, sku, quantity);
  }

  private async receive(inventory: ApiClient, opId: string, sku: string, quantity: number): Promise<void> {
    const json = { opId, lines: [{ sku, quantity }] };
    await inventory.must([200], 'POST', '/v1/stock/receipts', { json });
    this.ledger.broughtIn.set(sku, (this.ledger.broughtIn.get(sku) ?? 0) + quantity);
  }

  /** The plan left the package to a person. Sizes are unknown to us too, so the largest that a carrier takes is the safe choice. */
  private async pickPackage(parcel: Parcel, path: string): Promise<void> {
    const { body } = await this.warehouse.must([200], 'GET', '/v1/packages');
    const { packages } = body as { packages: readonly Package[] };
    for (const { code } of [...packages].sort((a, b) => volumeOf(b) - volumeOf(a))) {
      const answer = await this.send(parcel, `${path}/package`, `package/${code}`, {
        packageCode: code,
        reason: 'the plan names no package',
      });
      if (answer.status === 200) return;
      this.throwIfGone(parcel, answer, 'package');
      if (answer.status !== 409)
        throw new Error(`parcel ${parcel.parcelId}, package ${code}: ${answer.status}`);
    }
    this.ledger.leftToPeople.add(parcel.orderId);
    throw new NoPackage(parcel.parcelId);
  }

  private async scanLine(parcel: Parcel, path: string, line: ParcelLine): Promise<void> {
    const barcode = line.barcodes[0];
    if (barcode === undefined)
      throw new Error(`parcel ${parcel.parcelId}: ${line.sku} has no barcode to scan`);
    const countsAtOnce = line.countable && line.quantity > 1;
    const scans = countsAtOnce ? 1 : line.quantity;
    for (let unit = 0; unit < scans; unit++) {
      const step = `scan/${line.lineId}/${unit}`;
      const place = `${parcel.parcelId}/${step}`;
      const isWrong = drawOf(place, 'wrong-unit') < WRONG_UNIT_SHARE;
      // An audit that has no wrong scan to look for proves nothing.
      if (!isWrong && this.ledger.wrongScans === 0) this.ledger.firstWrongScans.add(place);
      if (isWrong || this.ledger.firstWrongScans.has(place)) await this.scanWrongUnit(parcel, path, step);
      const count = countsAtOnce ? { count: line.quantity } : {};
      await this.write(parcel, `${path}/scans`, step, { barcode, ...count });
      const units = countsAtOnce ? line.quantity : 1;
      this.ledger.scannedUnits.set(
        parcel.parcelId,
        (this.ledger.scannedUnits.get(parcel.parcelId) ?? 0) + units,
      );
    }
  }

  private async scanWrongUnit(parcel: Parcel, path: string, step: string): Promise<void> {
    const inParcel = new Set(parcel.lines.map((line) => line.sku));
    const foreign = this.goods.filter((each) => !inParcel.has(each.sku));
    if (foreign.length === 0) return;
    const { barcode } = pick(foreign, `${parcel.parcelId}/${step}`, 'wrong-item');
    await this.expectBlocked(parcel, `${path}/scans`, `wrong/${step}`, { barcode });
  }

  private async close(parcel: Parcel, path: string, trackingNumber: string): Promise<void> {
    if (drawOf(parcel.parcelId, 'wrong-waybill') < WRONG_WAYBILL_SHARE) {
      const foreign = [...this.ledger.waybills].find(([parcelId]) => parcelId !== parcel.parcelId)?.[1];
      if (foreign !== undefined)
        await this.expectBlocked(parcel, `${path}/close`, 'wrong-waybill', { waybill: foreign });
    }
    const known = this.ledger.waybills.get(parcel.parcelId);
    if (known !== undefined && known !== trackingNumber)
      this.ledger.surprises.push(`parcel ${parcel.parcelId} got two waybills`);
    this.ledger.waybills.set(parcel.parcelId, trackingNumber);
    await this.write(parcel, `${path}/close`, 'close', { waybill: trackingNumber });
  }

  /** Sends something that must be blocked, and counts it. */
  private async expectBlocked(parcel: Parcel, path: string, step: string, body: object): Promise<void> {
    const answer = await this.send(parcel, path, step, body);
    this.throwIfGone(parcel, answer, 'a wrong scan');
    this.ledger.wrongScans++;
    if (answer.status !== 409 || (answer.body as Problem).code !== 'scan-blocked') {
      this.ledger.wrongScansAccepted++;
      this.ledger.surprises.push(`parcel ${parcel.parcelId}: a wrong scan was answered ${answer.status}`);
    }
  }

  /** Sends one warehouse write; throws ParcelGone when the order was cancelled meanwhile, an Error on anything else refused. */
  private async write(parcel: Parcel, path: string, step: string, body: object): Promise<Answer> {
    const answer = await this.send(parcel, path, step, body);
    if (answer.status >= 200 && answer.status < 300) return answer;
    this.throwIfGone(parcel, answer, step);
    throw new Error(
      `parcel ${parcel.parcelId}, ${step}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 400)}`,
    );
  }

  private throwIfGone(parcel: Parcel, answer: Answer, step: string): void {
    const problem = answer.body as Problem;
    const blocked =
      problem.code === 'scan-blocked' &&
      (problem.reason === 'parcel-voided' || problem.reason === 'void-waybill');
    if (!blocked && problem.code !== 'parcel-voided') return;
    if (blocked) this.ledger.wrongScans++;
    throw new ParcelGone(`${parcel.parcelId} at ${step}`);
  }

  /** One opId per step of a parcel, so that a lost answer can be asked for again without doing the work twice. */
  private async send(parcel: Parcel, path: string, step: string, body: object): Promise<Answer> {
    this.steps++;
    const opId = `${parcel.parcelId.slice(-12)}/${step}`.slice(0, 64);
    const call = { json: { opId, ...body } };
    if (drawOf(opId, 'lost') < LOST_SHARE) {
      this.ledger.lostAnswers++;
      try {
        return await this.warehouse.send('POST', path, { ...call, loseAnswer: true });
      } catch (error) {
        if (!(error instanceof AnswerLost)) throw error;
      }
    }
    return this.warehouse.insist('POST', path, call);
  }
}

const volumeOf = ({ inner }: Package): number => inner.lengthMm * inner.widthMm * inner.heightMm;

const stockOf = async (inventory: ApiClient, sku: string): Promise<StockOf> =>
  (await inventory.must([200], 'GET', `/v1/stock/${encodeURIComponent(sku)}`)).body as StockOf;

/** The first line of goods that nobody waits for. */
const unawaited = async (inventory: ApiClient, { lines }: Parcel): Promise<ParcelLine | undefined> => {
  for (const line of lines) if ((await stockOf(inventory, line.sku)).waiting === 0) return line;
  return undefined;
};
