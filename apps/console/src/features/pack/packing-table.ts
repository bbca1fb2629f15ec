import type { Signal, Stop } from '../../shared/feedback/told.js';
import type { TableGround } from '../../shared/ground/ground.js';
import { NoAnswer, Problem } from '../../shared/http.js';
import { signOf } from '../../shared/parcels/enclosures.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import type { NamedItem, Operation, Outcome } from '../../shared/queue/operation.js';
import { type Asked, Asking, StillUnsent } from './ask.js';
import {
  judgeScan,
  stepOf,
  waybillReason,
  withAnswer,
  withoutLastScan,
  withScansOf,
} from '../../shared/parcels/gate.js';
import type { NotDone, Said } from './said.js';
import { type Split, withSplit } from './split.js';
import { lateStop, waybillStop } from './stop-of.js';

export interface TableState {
  readonly parcel: Parcel | undefined;
  readonly said: Said | undefined;
  /** A step waits for the server. */
  readonly busy: boolean;
  /** What the scales said last, where it was stopped and may be taken with a reason. */
  readonly stoppedGrams: number | undefined;
  /** The item that was scanned last. */
  readonly lastSku: string | undefined;
  /** What came of the last second box that was taken here. */
  readonly divided: Split | undefined;
  /** Photos that were taken here. */
  readonly photos: number;
}

/** What became of something that was done: judged here at once, or answered by the server. */
export type Came =
  | { readonly kind: 'taken' | 'not-done' | 'unanswered' }
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'refused'; readonly code: string };

/** As the server keeps them. */
const PHOTOS_MAX = 4;

interface Read {
  readonly raw: string;
  readonly by: Operation['by'];
  readonly expects: 'taken' | 'blocked';
}

/**
 * One parcel in hand: judges each scan at once, tells the server in order, and asks it for what only it can do. What is done
 * is judged before a method returns; its promise waits until the device keeps it, or the server has answered.
 */
export class PackingTable {
  private state: TableState = {
    parcel: undefined,
    said: undefined,
    busy: false,
    stoppedGrams: undefined,
    lastSku: undefined,
    divided: undefined,
    photos: 0,
  };
  private readonly watchers = new Set<() => void>();
  private readonly asking: Asking;
  /** How often something was scanned here or taken back. */
  private touches = 0;
  /** Put aside here: whoever worked on it is about to go. */
  private left = false;

  constructor(
    private readonly parcelId: string,
    private readonly staffId: string,
    private readonly ground: TableGround,
  ) {
    this.asking = new Asking(parcelId, ground.queue, ground.call);
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };
  readonly now = (): TableState => this.state;

  /** Hears what the server says of the scans; returns how to stop. */
  attend(): () => void {
    return this.ground.queue.hear((operation, outcome) => this.heard(operation, outcome));
  }

  /** The server's parcel. */
  open(): Promise<Parcel> {
    return this.refresh();
  }

  /** The server's parcel, with what is scanned here while it is asked for. */
  async lookAgain(): Promise<void> {
    await this.refresh(this.touches);
  }

  async scan(barcode: string, raw: string, by: Operation['by'], count = 1): Promise<Came> {
    const { parcel } = this.state;
    if (!parcel) return { kind: 'not-done' };
    const verdict = judgeScan(parcel, barcode, count);
    if (verdict.kind === 'count-not-allowed') return this.notDone('countNotAllowed');
    if (verdict.kind === 'replacement-awaited') return this.notDone('replacementAwaited');
    const opId = this.ground.newId();
    const body = { barcode, ...(count > 1 ? { count } : {}) };
    const expects = verdict.kind === 'blocked' ? 'blocked' : 'taken';
    const kept = this.tell(opId, 'scans', body, { raw, by, expects });
    if (verdict.kind === 'blocked') {
      const { reason, scanned, expected } = verdict;
      this.stop({ reason, text: raw, scanned, expected, opId });
      await kept;
      return { kind: 'blocked', reason };
    }
    const isQueued = !this.ground.queue.now().online;
    if (verdict.kind === 'enclosed') {
      const { enclosure, isComplete } = verdict;
      const keptParcel = this.put(verdict.parcel, { lastSku: undefined });
      this.say(
        { kind: 'enclosed', enclosure, isComplete, isQueued },
        isQueued ? 'queued' : isComplete ? 'done' : 'line',
      );
      await Promise.all([kept, keptParcel]);
      return { kind: 'taken' };
    }
    const { line, isLineComplete, isComplete } = verdict;
    const keptParcel = this.put(verdict.parcel, { lastSku: line.sku });
    this.say(
      { kind: 'taken', line, isComplete, isQueued },
      isQueued ? 'queued' : isComplete ? 'done' : isLineComplete ? 'line' : 'ok',
    );
    await Promise.all([kept, keptParcel]);
    return { kind: 'taken' };
  }

  /** Takes back the last unit. */
  undo(by: Operation['by']): void {
    const { parcel } = this.state;
    const isOpen = parcel?.status === 'planned' || parcel?.status === 'packing';
    const undone = isOpen ? withoutLastScan(parcel) : undefined;
    if (!undone) return void this.notDone('nothingToUndo');
    const { line, enclosure } = undone;
    const sku = enclosure ? signOf(enclosure.code) : line?.sku;
    void this.tell(this.ground.newId(), 'undo', { sku }, { raw: '^C:UNDO', by, expects: 'taken' });
    void this.put(undone.parcel, { lastSku: undefined });
    if (enclosure) this.say({ kind: 'taken-out', enclosure }, 'ok');
    else if (line) this.say({ kind: 'undone', line }, 'ok');
  }

  /** Puts the parcel aside; opening it again takes it up. */
  hold(reason: string, by: Operation['by']): void {
    const { parcel } = this.state;
    if (!parcel) return;
    void this.tell(this.ground.newId(), 'hold', { reason }, { raw: '^C:HOLD', by, expects: 'taken' });
    this.left = true;
    void this.put({ ...parcel, heldReason: reason });
  }

  /** A photo of the open box; it waits for the network like a scan, in its place. */
  async photograph(jpeg: Blob): Promise<void> {
    const { queue, deviceId, newId, now, stops } = this.ground;
    if (this.state.photos >= PHOTOS_MAX) return void this.notDone('photosEnough');
    const [opId, at] = [newId(), now().toISOString()];
    const photos = this.state.photos + 1;
    this.set({ photos });
    this.say({ kind: 'photographed', photos }, queue.now().online ? 'ok' : 'queued');
    await queue
      .add({
        ...{ opId, deviceId: deviceId(), staffId: this.staffId, at, parcelId: this.parcelId },
        ...{ method: 'PUT', path: `/v1/parcels/${this.parcelId}/photos/${opId}?takenAt=${at}` },
        ...{ body: {}, file: jpeg, raw: 'photo', by: 'manual', expects: 'taken' },
      })
      .catch(() => stops.raise({ reason: 'not-kept', text: 'photo', scanned: null }));
  }

  /** A waybill that must not go on this box now is stopped at once; the server hears of it as well, since each near miss counts. */
  async scanWaybill(waybill: string, raw: string, by: Operation['by']): Promise<Came> {
    const { parcel } = this.state;
    if (!parcel) return { kind: 'not-done' };
    const reason = waybillReason(parcel, waybill);
    if (!reason) return this.ask('close', { waybill });
    const opId = this.ground.newId();
    const kept = this.tell(opId, 'close', { waybill }, { raw, by, expects: 'blocked' });
    this.ground.stops.raise({
      reason,
      text: raw,
      scanned: null,
      opId,
      waybill: waybillStop(parcel, waybill),
    });
    await kept;
    return { kind: 'blocked', reason };
  }

  /** What a second box would take and cost now. */
  splitPreview(): Promise<Split> {
    return this.asking.preview('split');
  }

  async ask(step: Asked, body: object): Promise<Came> {
    if (this.state.busy) return this.notDone('busy');
    const since = this.touches;
    this.set({ busy: true });
    try {
      const answer = await this.asking.ask(step, body);
      if (step === 'split') this.divide(answer as unknown as Split);
      else if (this.state.parcel) void this.show(withAnswer(this.state.parcel, answer));
      // Damaged units are out of the box again, which only the server's parcel says; a divided one holds less.
      const parcel = await this.refresh(step === 'missing' || step === 'split' ? undefined : since);
      this.set({ said: undefined, stoppedGrams: undefined });
      this.ground.signal(stepOf(parcel) === 'closed' ? 'done' : 'ok');
      if (stepOf(parcel) === 'closed') await this.ground.parcels.forgetParcel(this.parcelId);
      return { kind: 'taken' };
    } catch (fault) {
      if (fault instanceof NoAnswer || fault instanceof StillUnsent) {
        this.notDone('noAnswer');
        return { kind: 'unanswered' };
      }
      if (!(fault instanceof Problem)) throw fault;
      return await this.refused(fault, body, since);
    } finally {
      this.set({ busy: false });
    }
  }

  private divide(divided: Split): void {
    if (this.state.parcel) void this.show(withSplit(this.state.parcel, divided), { divided });
  }

  warn(text: string): void {
    this.say({ kind: 'warned', text }, 'warning');
  }

  private async refused(fault: Problem, body: object, since: number): Promise<Came> {
    const { code, message: words } = fault;
    if (code !== 'scan-blocked') {
      // The box and the scales were heard although the label does not fit them; and what goes in may have been changed since.
      if (code === 'label-says-another-service' || code === 'enclosures-missing')
        await this.refresh(since).catch(() => undefined);
      this.say({ kind: 'refused', code, words }, 'warning');
      return { kind: 'refused', code };
    }
    const { scanned, expected, weight: off } = fault.body;
    const weight = off as Stop['weight'];
    const reason = String(fault.body['reason']);
    if (weight) this.set({ stoppedGrams: weight.grams });
    this.ground.stops.raise({
      ...(weight ? { weight } : {}),
      ...('waybill' in body ? { waybill: waybillStop(this.state.parcel, String(body.waybill)) } : {}),
      reason,
      text: 'waybill' in body ? String(body.waybill) : '',
      scanned: (scanned ?? null) as NamedItem | null,
      ...(expected ? { expected: expected as NamedItem } : {}),
    });
    return { kind: 'blocked', reason };
  }

  private heard(operation: Operation, outcome: Outcome): void {
    if (operation.parcelId !== this.parcelId) return;
    if (outcome.kind === 'blocked' && operation.expects === 'blocked') {
      const { reason, scanned } = outcome;
      this.ground.stops.tellMore(operation.opId, { reason, ...(scanned ? { scanned } : {}) });
    } else if (outcome.kind !== operation.expects) {
      this.ground.stops.raise(lateStop(this.state.parcel, operation, outcome));
      void this.refresh().catch(() => undefined);
    }
  }

  /** The server's parcel; what was scanned here since that many touches is kept. */
  private async refresh(since?: number): Promise<Parcel> {
    const shown = await this.ground.parcels.openParcel(this.parcelId);
    const isTouched = since !== undefined && this.touches !== since;
    const parcel = isTouched && this.state.parcel ? withScansOf(shown, this.state.parcel) : shown;
    this.set({ parcel });
    this.takeUp();
    return parcel;
  }

  private takeUp(): void {
    const { parcel } = this.state;
    if (!parcel?.heldReason || this.left) return;
    if (parcel.status !== 'planned' && parcel.status !== 'packing') return;
    void this.tell(this.ground.newId(), 'start', {}, { raw: '', by: 'manual', expects: 'taken' });
    void this.put({ ...parcel, heldReason: null });
    this.set({ said: { kind: 'taken-up', reason: parcel.heldReason } });
  }

  private put(parcel: Parcel, change: Partial<TableState> = {}): Promise<void> {
    this.touches += 1;
    return this.show(parcel, change);
  }

  private show(parcel: Parcel, change: Partial<TableState> = {}): Promise<void> {
    this.set({ ...change, parcel });
    return this.ground.parcels.keepParcel(parcel);
  }

  private stop(stop: Stop): void {
    this.set({ said: undefined });
    this.ground.stops.raise(stop);
  }

  private notDone(why: NotDone): Came {
    this.say({ kind: 'not-done', why }, 'warning');
    return { kind: 'not-done' };
  }

  private say(said: Said, sound: Signal): void {
    this.set({ said });
    this.ground.signal(sound);
  }

  private set(change: Partial<TableState>): void {
    this.state = { ...this.state, ...change };
    for (const watcher of this.watchers) watcher();
  }

  /** The server's, once it is its turn; where the device cannot even keep it, the work stops. */
  private tell(
    opId: string,
    path: 'start' | 'hold' | 'scans' | 'undo' | 'close',
    body: object,
    { raw, by, expects }: Read,
  ): Promise<void> {
    const { queue, deviceId, now, stops } = this.ground;
    const kept = queue.add({
      opId,
      deviceId: deviceId(),
      staffId: this.staffId,
      at: now().toISOString(),
      parcelId: this.parcelId,
      path: `/v1/parcels/${this.parcelId}/${path}`,
      body: { opId, ...body },
      raw,
      by,
      expects,
    });
    return kept.catch(() => stops.raise({ reason: 'not-kept', text: raw, scanned: null }));
  }
}
