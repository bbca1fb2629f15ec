import type { ShortageCause } from '@okuru/contracts';
import { type Call, type Method, Problem } from '../../shared/http.js';
import type { Decision } from '../../shared/parcels/decision.js';
import { judgeScan, waybillReason, withoutLastScan } from '../../shared/parcels/gate.js';
import { isOpen, type Parcel, type ParcelLine, unproven } from '../../shared/parcels/parcel.js';
import type { Batch } from '../../shared/picking/batch.js';
import { currentStop, giveUp, judgePick, takeBack } from '../../shared/picking/walk.js';
import type { NamedItem } from '../../shared/queue/operation.js';
import type { Language } from '../../words/words.js';
import type { Fact } from './fact.js';
import { gramsOf, namedBy, waybillAt, YEN } from './goods.js';

/** What an exercise begins with. */
export interface Setting {
  readonly parcels: readonly Parcel[];
  readonly batch?: Batch;
}

const TOLERANCE_GRAMS = 30;
const TOLERANCE = 0.03;
const FIRST_LABEL = 1;

/**
 * A shop of one exercise, in the browser: answers what the server would answer, by the same gate, and touches no other
 * shop. It tells every fact in its turn.
 */
export class PracticeShop {
  private readonly parcels: Map<string, Parcel>;
  private batch: Batch | undefined;
  private labels = FIRST_LABEL - 1;

  constructor(
    { parcels, batch }: Setting,
    private readonly language: Language,
    private readonly tell: (fact: Fact) => void,
  ) {
    this.parcels = new Map(parcels.map((parcel) => [parcel.parcelId, parcel]));
    this.batch = batch;
  }

  readonly call: Call = <T>(method: Method, path: string, body: object = {}): Promise<T> =>
    new Promise((resolve) => {
      const { pathname, searchParams } = new URL(path, 'https://practice.invalid');
      resolve(this.answer(method, pathname.split('/').slice(2), searchParams, body) as T);
    });

  private answer(
    method: Method,
    [what, id = '', ...rest]: readonly string[],
    asked: URLSearchParams,
    body: object,
  ): unknown {
    const step = rest.join('/');
    const isQuestion = method === 'GET';
    if (what === 'hand-overs') return this.handOver(body as { waybill: string; carrier?: string });
    if (what === 'pick-batches') return isQuestion ? this.batchOf(id) : this.walk(id, step, body);
    if (what !== 'parcels') throw new Problem(404, 'not-found', {});
    if (id === '') return this.listed(asked.get('status'));
    const parcel = this.parcels.get(id);
    if (!parcel) throw new Problem(404, 'not-found', {});
    if (!isQuestion) return this.step(parcel, step, body);
    if (step === 'decision') return this.decision(parcel);
    if (step === '') return this.shown(parcel);
    throw new Problem(404, 'not-found', {});
  }

  private listed(status: string | null): object {
    return { parcels: [...this.parcels.values()].filter((parcel) => parcel.status === status), next: null };
  }

  /** Whoever looks again finds units in the place of those that were missing. */
  private shown(parcel: Parcel): Parcel {
    this.keep({ ...parcel, lines: parcel.lines.map((line) => ({ ...line, waitsFor: 0 })) });
    return parcel;
  }

  private decision({ packageCode }: Parcel): Decision {
    const whole = Object.entries(YEN).map(([code, totalYen]) => ({
      packageCode: code,
      services: [{ totalYen }],
    }));
    const totalYen = YEN[packageCode ?? ''] ?? 0;
    return {
      parcel: { packageCode: packageCode ?? '', totalYen, packageYen: 0, freightYen: totalYen, outer: [] },
      record: {
        proof: { words: { ja: '入る箱のうち一番安い箱です', en: 'The cheapest carton that takes it' } },
        handOver: null,
        whole,
      },
    };
  }

  private step(parcel: Parcel, step: string, body: object): unknown {
    switch (step) {
      case 'scans':
        return this.scan(parcel, body as { barcode: string; count?: number });
      case 'undo':
        return this.keep(withoutLastScan(parcel)?.parcel ?? parcel);
      case 'hold':
        return this.keep({ ...parcel, heldReason: (body as { reason: string }).reason });
      case 'start':
        return this.keep({ ...parcel, heldReason: null });
      case 'package':
        return this.repack(parcel, body as { packageCode: string; reason: string });
      case 'weight':
        return this.weigh(parcel, body as { grams: number; acceptedBecause?: string });
      case 'label':
      case 'label/reprint':
        return this.print(parcel);
      case 'close':
        return this.close(parcel, body as { waybill: string });
      case 'missing':
        return this.miss(parcel, body as { sku: string; quantity: number; cause: ShortageCause });
      default:
        throw new Problem(404, 'not-found', {});
    }
  }

  private scan(parcel: Parcel, { barcode, count = 1 }: { barcode: string; count?: number }): Parcel {
    const verdict = judgeScan(parcel, barcode, count);
    if (verdict.kind === 'blocked') {
      const scanned = verdict.scanned ?? namedBy(barcode, this.language) ?? null;
      return this.block(scanned ? verdict.reason : 'unknown-barcode', scanned, verdict.expected);
    }
    if (verdict.kind === 'enclosed') return this.keep(verdict.parcel);
    if (verdict.kind !== 'taken') throw new Problem(409, verdict.kind, {});
    const { sku } = verdict.line;
    this.keep(verdict.parcel);
    this.tell({ kind: 'scanned', sku, units: count, isComplete: verdict.isComplete });
    return verdict.parcel;
  }

  private repack(parcel: Parcel, { packageCode, reason }: { packageCode: string; reason: string }): Parcel {
    const plannedYen = YEN[packageCode];
    if (plannedYen === undefined) throw new Problem(404, 'not-found', { detail: packageCode });
    const repacked = this.keep({ ...parcel, packageCode, plannedYen, weightGrams: null });
    this.tell({ kind: 'package', packageCode, reason });
    return repacked;
  }

  private weigh(
    parcel: Parcel,
    { grams, acceptedBecause }: { grams: number; acceptedBecause?: string },
  ): Parcel {
    const expectedGrams = gramsOf(parcel.lines);
    const isOff = Math.abs(grams - expectedGrams) > Math.max(TOLERANCE_GRAMS, TOLERANCE * expectedGrams);
    if (isOff && acceptedBecause === undefined)
      return this.block('wrong-weight', null, null, { weight: { grams, expectedGrams } });
    return this.keep({ ...parcel, weightGrams: grams });
  }

  private print(parcel: Parcel): Parcel {
    this.labels += 1;
    return this.keep({ ...parcel, trackingNumber: waybillAt(this.labels) });
  }

  private close(parcel: Parcel, { waybill }: { waybill: string }): Parcel {
    const reason = waybillReason(parcel, waybill);
    if (reason) return this.block(reason);
    const closed = this.keep({ ...parcel, status: 'closed' });
    this.tell({ kind: 'closed', parcelId: parcel.parcelId });
    return closed;
  }

  private miss(
    parcel: Parcel,
    { sku, quantity, cause }: { sku: string; quantity: number; cause: ShortageCause },
  ): Parcel {
    let left = quantity;
    const lines = parcel.lines.map((line): ParcelLine => {
      if (line.sku !== sku) return line;
      const takenOut = cause === 'damaged' ? Math.min(left, line.scanned) : 0;
      const missing = takenOut + Math.min(left - takenOut, unproven(line));
      left -= missing;
      return { ...line, scanned: line.scanned - takenOut, waitsFor: line.waitsFor + missing, marks: [] };
    });
    if (left > 0) throw new Problem(409, 'not-so-many', {});
    this.tell({ kind: 'missing', sku, cause });
    const isAsWeighed =
      cause !== 'damaged' || lines.every(({ scanned }, at) => scanned === parcel.lines[at]?.scanned);
    return this.keep({ ...parcel, lines, weightGrams: isAsWeighed ? parcel.weightGrams : null });
  }

  private handOver({ waybill, carrier }: { waybill: string; carrier?: string }): object {
    const parcel = [...this.parcels.values()].find(({ trackingNumber }) => trackingNumber === waybill);
    if (!parcel) return this.block('wrong-waybill');
    if (parcel.status === 'voided') return this.block('void-waybill');
    if (parcel.status === 'dispatched') throw new Problem(409, 'already-dispatched', {});
    if (parcel.lines.some(isOpen)) return this.block('not-complete');
    if (carrier !== undefined && parcel.carrier !== carrier) return this.block('wrong-carrier');
    const { parcelId } = this.keep({ ...parcel, status: 'dispatched' });
    this.tell({ kind: 'handed-over', parcelId });
    return { parcelId, trackingNumber: waybill };
  }

  private batchOf(id: string): Batch {
    if (this.batch?.batchId !== id) throw new Problem(404, 'not-found', {});
    return this.batch;
  }

  private walk(id: string, step: string, body: object): object {
    const batch = this.batchOf(id);
    const { opId } = body as { opId: string };
    if (step === 'picks') return this.pick(batch, body as { opId: string; barcode: string; count?: number });
    if (step === 'shorts') {
      const stop = currentStop(batch);
      if (!stop) throw new Problem(409, 'nothing-left', {});
      return this.walked(giveUp(batch, opId, stop), { kind: 'short', sku: stop.sku });
    }
    if (step === 'undo') return this.walked(takeBack(batch)?.batch ?? batch);
    return this.walked({ ...batch, status: 'finished' });
  }

  private pick(
    batch: Batch,
    { opId, barcode, count = 1 }: { opId: string; barcode: string; count?: number },
  ): object {
    const verdict = judgePick(batch, { opId, barcode, count });
    const sku = currentStop(batch)?.sku;
    if (verdict?.kind === 'blocked')
      return this.block(verdict.reason, verdict.scanned ?? namedBy(barcode, this.language), verdict.expected);
    if (verdict?.kind !== 'taken' || sku === undefined) throw new Problem(409, 'nothing-left', {});
    return this.walked(verdict.batch, { kind: 'picked', sku });
  }

  private walked(batch: Batch, fact?: Fact): object {
    this.batch = batch;
    if (fact) this.tell(fact);
    if (batch.status === 'finished') this.tell({ kind: 'picking-finished' });
    return { cancelled: [] };
  }

  private keep(parcel: Parcel): Parcel {
    this.parcels.set(parcel.parcelId, parcel);
    return parcel;
  }

  private block(
    reason: string,
    scanned: NamedItem | null = null,
    expected: NamedItem | null = null,
    more: object = {},
  ): never {
    this.tell({ kind: 'blocked', reason, ...(scanned ? { sku: scanned.sku } : {}) });
    throw new Problem(409, 'scan-blocked', { reason, scanned, expected, ...more });
  }
}
