import { isRepeat } from '@okuru/scan-engine';
import { v7 } from 'uuid';
import { type Asked, StillUnsent } from '../../../apps/console/src/features/pack/ask.js';
import { stepOf } from '../../../apps/console/src/shared/parcels/gate.js';
import { type Came, PackingTable } from '../../../apps/console/src/features/pack/packing-table.js';
import { HandingOver } from '../../../apps/console/src/features/ship/hand-over.js';
import { NoAnswer, Problem } from '../../../apps/console/src/shared/http.js';
import type { Parcel } from '../../../apps/console/src/shared/parcels/parcel.js';
import type { Operation, Outcome } from '../../../apps/console/src/shared/queue/operation.js';
import type { Chance } from '../schedules/random.js';
import type { Device } from './device.js';
import type { Floor } from './floor.js';
import type { Box } from './truth.js';

/** How often hands err and pages break, each in a thousand. */
const WRONG_UNIT = 30;
const DOUBLE_READ = 30;
const RELOAD = 30;
const A_THOUSAND = 1_000;

const ASKED_AGAIN_MAX = 200;
const ASKED_AGAIN_AFTER_MS = 50;
const SECOND_READ_AFTER_MS = 90;
const NEXT_UNIT_AFTER_MS = 700;
/** Boxes that somebody carries to the cage at a time. */
const ARMFUL = 4;

interface Printed {
  readonly answers: readonly { readonly status: number; readonly body: any }[];
}

/** One person at a table with a device, who errs as people do and does what the screen says. */
export class Station {
  private at = 0;
  private lastRead: { text: string; at: number } | undefined;
  private readonly gone = new Set<string>();
  private readonly handing = new Map<object, HandingOver>();
  private table!: PackingTable;
  private leaveTable = (): void => undefined;

  constructor(
    private readonly badge: string,
    private readonly device: Device,
    private readonly floor: Floor,
    private readonly chance: Chance,
  ) {}

  async signIn(): Promise<void> {
    this.listen();
    await this.untilAnswered(() =>
      this.device.page.call('POST', '/v1/session', { badge: this.badge, device: v7() }),
    );
  }

  /** Packs until nothing is left, and carries boxes to the cage meanwhile. */
  async work(): Promise<void> {
    for (let batch = this.floor.nextBatch(); batch.length > 0; batch = this.floor.nextBatch()) {
      if (this.floor.labelMode === 'before-check') await this.printAll(batch);
      for (const parcelId of batch) {
        await this.pack(parcelId);
        await this.carry(ARMFUL);
      }
    }
    await this.carry(Infinity);
    await this.untilAllIsSent();
  }

  /** Printed first: all waybills of a batch lie on its totes before a unit is taken. */
  private async printAll(batch: readonly string[]): Promise<void> {
    const labels = batch.map((parcelId) => ({ opId: v7(), parcelId }));
    const { call } = this.device.page;
    const { answers } = await this.untilAnswered(() => call<Printed>('POST', '/v1/labels', { labels }));
    for (const [at, { status, body }] of answers.entries()) {
      // Of unknown size: a person chooses the package first.
      if (status === 200) await this.floor.print(batch[at]!, body.orderId, body.trackingNumber);
      else if (body.code !== 'package-missing') this.floor.truth.disagreements.push(`label: ${body.code}`);
    }
  }

  private async pack(parcelId: string): Promise<void> {
    this.table = this.tableOf(parcelId);
    let parcel = await this.open();
    const box: Box = { parcelId, orderId: parcel.orderId, goods: [], sticker: null };
    // bound: each round proves a unit, takes a step, or mends a wrong sticker
    while (!this.gone.has(parcelId)) {
      if (this.happens(RELOAD)) parcel = await this.reload(parcelId);
      const step = stepOf(parcel);
      if (step === 'not-workable') break;
      if (step === 'closed') return this.floor.close(box);
      if (step === 'units') await this.takeUnit(parcel, box);
      else if (step === 'package') await this.ask('package', { packageCode: 'C80', reason: 'size unknown' });
      else if (step === 'weight') await this.ask('weight', { grams: this.floor.weightOf(parcel) });
      else if (step === 'label') {
        if (await this.ask('label', {})) await this.takePrint();
      } else await this.stickAndScan(parcel, box);
      parcel = await this.open();
    }
    this.floor.truth.aside.push(box);
  }

  private async takeUnit(parcel: Parcel, box: Box): Promise<void> {
    const line = parcel.lines.find(({ scanned, quantity }) => scanned < quantity)!;
    if (this.happens(WRONG_UNIT)) {
      const wrong = this.floor.anyOther(parcel, this.chance);
      this.floor.truth.tried.wrongUnits += 1;
      await this.read(wrong.barcode);
      return; // acknowledged, and put back on its shelf
    }
    if (await this.read(this.floor.barcodeOf(line.sku))) box.goods.push(line.sku);
  }

  /** Pulls the trigger; answers whether the screen let the unit into the box. */
  private async read(barcode: string): Promise<boolean> {
    this.at += NEXT_UNIT_AFTER_MS;
    const isIn = await this.hear(barcode);
    if (this.happens(DOUBLE_READ)) {
      this.floor.truth.tried.doubleReads += 1;
      this.at += SECOND_READ_AFTER_MS;
      await this.open();
      await this.hear(barcode);
    }
    return isIn;
  }

  private async hear(barcode: string): Promise<boolean> {
    const now = { text: barcode, at: this.at };
    const repeated = isRepeat(this.lastRead, now);
    this.lastRead = now;
    if (repeated) return false;
    const { kind } = await this.table.scan(barcode, '', 'scanner');
    if (kind !== 'taken' && kind !== 'blocked') throw new Error(`nobody did what is ${kind}`);
    return kind === 'taken';
  }

  private async stickAndScan({ parcelId, trackingNumber }: Parcel, box: Box): Promise<void> {
    box.sticker = this.floor.stickerOf(parcelId);
    const scan = () => this.table.scanWaybill(box.sticker!, '', 'scanner');
    if (box.sticker === trackingNumber) return void (await this.answered('close', scan));
    await scan();
    this.floor.fetchOwnSticker(parcelId, trackingNumber!);
  }

  private async takePrint(): Promise<void> {
    const { trackingNumber, orderId, parcelId } = await this.open();
    if (trackingNumber === null) return;
    await this.floor.print(parcelId, orderId, trackingNumber);
  }

  private async carry(count: number): Promise<void> {
    for (let carried = 0; carried < count; carried += 1) {
      const box = this.floor.waiting.shift();
      if (!box) return;
      await this.handOver(box);
    }
  }

  private async handOver(box: Box): Promise<void> {
    const { page } = this.device;
    const handing = this.handing.get(page) ?? new HandingOver(page.call);
    this.handing.set(page, handing);
    try {
      await this.untilAnswered(() => handing.handOver(box.sticker!));
      this.floor.truth.left.push(box);
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      handing.forget(box.sticker!);
      if (fault.code === 'scan-blocked') this.floor.truth.stop(String(fault.body['reason']));
      else this.floor.truth.disagreements.push(`${box.parcelId} at the cage: ${fault.code}`);
      this.floor.truth.aside.push(box);
    }
  }

  private ask(step: Asked, body: object): Promise<boolean> {
    return this.answered(step, () => this.table.ask(step, body));
  }

  /** Whether it was done; false: the office has cancelled the order. */
  private async answered(step: Asked, act: () => Promise<Came>): Promise<boolean> {
    const came = await this.untilAnswered(async () => {
      const now = await act();
      if (now.kind === 'unanswered') throw new NoAnswer();
      return now;
    });
    if (came.kind === 'taken') return true;
    const reason = came.kind === 'blocked' ? came.reason : came.kind === 'refused' ? came.code : came.kind;
    if (came.kind === 'blocked') this.floor.truth.stop(reason);
    if (reason === 'parcel-voided') return false;
    this.floor.truth.disagreements.push(`${step}: ${reason}`);
    throw new Error(`${step}: ${reason}`);
  }

  private open(): Promise<Parcel> {
    return this.untilAnswered(() => this.table.open());
  }

  private reload(parcelId: string): Promise<Parcel> {
    this.floor.truth.tried.reloads += 1;
    this.device.reload();
    this.listen();
    this.table = this.tableOf(parcelId);
    return this.open();
  }

  private tableOf(parcelId: string): PackingTable {
    const { queue, call, parcels } = this.device.page;
    const table = new PackingTable(parcelId, this.badge, {
      queue,
      call,
      parcels,
      stops: { raise: () => undefined, tellMore: () => undefined },
      signal: () => undefined,
      deviceId: () => this.badge,
      newId: v7,
      now: () => new Date(),
    });
    this.leaveTable();
    this.leaveTable = table.attend();
    return table;
  }

  private listen(): void {
    this.device.page.queue.hear((operation, outcome) => this.heard(operation, outcome));
  }

  /** What the server said of a scan that the screen had judged before it. */
  private heard({ expects, parcelId = '' }: Operation, outcome: Outcome): void {
    if (outcome.kind === 'blocked') this.floor.truth.stop(outcome.reason);
    const why = outcome.kind === 'blocked' ? outcome.reason : outcome.kind === 'refused' ? outcome.code : '';
    if (why === 'parcel-voided') this.gone.add(parcelId);
    else if (outcome.kind !== expects)
      this.floor.truth.disagreements.push(`${parcelId}: ${expects} here, ${outcome.kind} ${why} there`);
  }

  /** The end of a shift: nothing unsent, and whatever was refused was looked at. */
  private async untilAllIsSent(): Promise<void> {
    await this.untilAnswered(async () => {
      await this.device.page.queue.send();
      if (this.device.page.queue.now().waiting > 0) throw new StillUnsent();
    });
    for (const { parcelId = '', because } of this.device.page.queue.now().refused) {
      if (!this.gone.has(parcelId)) this.floor.truth.disagreements.push(`${parcelId}: ${because}`);
    }
  }

  private async untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
    for (let asked = 1; ; asked += 1) {
      try {
        return await ask();
      } catch (fault) {
        if (!(fault instanceof NoAnswer || fault instanceof StillUnsent) || asked === ASKED_AGAIN_MAX)
          throw fault;
        await new Promise((resolve) => setTimeout(resolve, ASKED_AGAIN_AFTER_MS));
      }
    }
  }

  private happens(inAThousand: number): boolean {
    return this.chance(A_THOUSAND) < inAThousand;
  }
}
