import {
  blocked,
  fillsOf,
  handOverStop,
  refused,
  unprovenStop,
  unscannedStop,
  waybillStop,
  whatIsMissing,
  type Block,
  type Fill,
  type Refused,
} from './gate.js';

import { shortLines, type Shortage, type ShortLine } from './shortage.js';
import type {
  Carriage,
  ClosedParcel,
  DeliveredParcel,
  DispatchedParcel,
  OpenParcel,
  Parcel,
  ParcelLine,
  ParcelStatus,
} from './parcel-states.js';

export type { Carriage, Parcel, ParcelLine, ParcelStatus } from './parcel-states.js';

/** The only ways a parcel may go; the database repeats this table in a trigger. */
export const LIFE_CYCLE: Readonly<Record<ParcelStatus, readonly ParcelStatus[]>> = {
  planned: ['packing', 'voided'],
  packing: ['closed', 'voided'],
  closed: ['dispatched', 'voided'],
  dispatched: ['delivered'],
  delivered: [],
  voided: [],
};

export type ParcelCommand =
  | { readonly type: 'start' }
  /** `knownSku`: what the catalogue says of a barcode that may not belong here; null = nobody knows it. */
  | {
      readonly type: 'scan';
      readonly barcode: string;
      readonly count: number;
      readonly knownSku: string | null;
    }
  /** `carriage`: the service that may carry this package; null = none may. */
  | { readonly type: 'choose-package'; readonly packageCode: string; readonly carriage: Carriage | null }
  /** `carriage`: the service that may carry this weight; null = none may. Ignored while no package is chosen. */
  | { readonly type: 'weigh'; readonly grams: number; readonly carriage: Carriage | null }
  | (Shortage & { readonly type: 'report-shortage' })
  | { readonly type: 'ask-label'; readonly at: string }
  | { readonly type: 'record-waybill'; readonly trackingNumber: string }
  /** `waybill`: scanned at the close, if it was; `isVoid`: it belongs to a voided parcel. */
  | {
      readonly type: 'close';
      readonly waybill: { readonly number: string; readonly isVoid: boolean } | null;
      readonly at: string;
    }
  | { readonly type: 'hand-over'; readonly waybill: string; readonly at: string }
  | { readonly type: 'deliver'; readonly at: string }
  | { readonly type: 'void'; readonly at: string };

export type ParcelEvent =
  | { readonly type: 'started' }
  | { readonly type: 'scanned'; readonly sku: string; readonly fills: readonly Fill[] }
  | { readonly type: 'shortage-reported'; readonly lines: readonly ShortLine[] }
  | { readonly type: 'package-chosen'; readonly packageCode: string; readonly carriage: Carriage }
  | { readonly type: 'weighed'; readonly grams: number }
  | { readonly type: 'carriage-chosen'; readonly carriage: Carriage }
  | { readonly type: 'label-asked'; readonly at: string }
  | { readonly type: 'waybill-issued'; readonly trackingNumber: string }
  | { readonly type: 'closed'; readonly at: string }
  | { readonly type: 'dispatched'; readonly at: string }
  | { readonly type: 'delivered'; readonly at: string }
  | VoidedEvent;
export interface VoidedEvent {
  readonly type: 'voided';
  readonly at: string;
}

export type Rejection = Block | Refused;
export const isRejection = (answer: readonly ParcelEvent[] | Rejection): answer is Rejection =>
  !Array.isArray(answer);

/** What happens to the parcel, or why it may not. */
export const decide = (parcel: Parcel, command: ParcelCommand): readonly ParcelEvent[] | Rejection => {
  switch (command.type) {
    case 'start':
      return whileOpen(parcel, (open) => (open.status === 'planned' ? [{ type: 'started' }] : []));
    case 'scan':
      return scan(parcel, command);
    case 'report-shortage':
      return whileOpen(parcel, (open) => reportShortage(open, command));
    case 'choose-package':
      return whileOpen(parcel, (open) =>
        command.carriage
          ? [
              ...begin(open),
              { type: 'package-chosen', packageCode: command.packageCode, carriage: command.carriage },
            ]
          : refused(open.label ? 'label-says-another-service' : 'no-carrier-may-carry-it'),
      );
    case 'weigh':
      return whileOpen(parcel, (open) => weigh(open, command));
    case 'ask-label':
      return askLabel(parcel, command.at);
    case 'record-waybill':
      return recordWaybill(parcel, command.trackingNumber);
    case 'close':
      return close(parcel, command);
    case 'hand-over':
      return handOverStop(parcel, command.waybill) ?? [{ type: 'dispatched', at: command.at }];
    case 'deliver':
      if (parcel.status === 'dispatched') return [{ type: 'delivered', at: command.at }];
      return refused(parcel.status === 'delivered' ? 'already-delivered' : 'not-dispatched');
    case 'void':
      return decideVoid(parcel, command.at);
  }
};

/** Asks only for the status, since all parcels of many orders are voided at once. */
export const decideVoid = (
  parcel: Pick<Parcel, 'status'>,
  at: string,
): readonly VoidedEvent[] | Refused<'already-dispatched'> => {
  if (parcel.status === 'voided') return [];
  return hasLeft(parcel) ? refused('already-dispatched') : [{ type: 'voided', at }];
};

const hasLeft = ({ status }: Pick<Parcel, 'status'>): boolean =>
  status === 'dispatched' || status === 'delivered';

/** Work on a parcel ends when it is closed or voided. */
const whileOpen = (parcel: Parcel, work: (open: OpenParcel) => readonly ParcelEvent[] | Rejection) => {
  if (parcel.status === 'planned' || parcel.status === 'packing') return work(parcel);
  if (parcel.status === 'voided') return refused('parcel-voided');
  return refused(hasLeft(parcel) ? 'already-dispatched' : 'already-closed');
};

/** The first touch of a planned parcel starts it: nobody has to press a button first. */
const begin = (open: OpenParcel): readonly ParcelEvent[] =>
  open.status === 'planned' ? [{ type: 'started' }] : [];

type CommandOf<T extends ParcelCommand['type']> = Extract<ParcelCommand, { type: T }>;

const scan = (parcel: Parcel, command: CommandOf<'scan'>): readonly ParcelEvent[] | Rejection => {
  if (parcel.status === 'voided') return blocked('parcel-voided', command.knownSku);
  const found = fillsOf(parcel.lines, command);
  if ('kind' in found) return found;
  if (parcel.status !== 'planned' && parcel.status !== 'packing')
    return blocked('already-complete', found.sku);
  return [...begin(parcel), { type: 'scanned', ...found }];
};

/** No touch of the parcel: whoever picks for it reports as well as whoever packs it. */
const reportShortage = (
  { lines }: OpenParcel,
  command: CommandOf<'report-shortage'>,
): readonly ParcelEvent[] | Rejection => {
  const own = lines.filter(({ sku }) => sku === command.sku);
  if (own.length === 0) return refused('not-of-this-parcel');
  const short = shortLines(own, command);
  return short ? [{ type: 'shortage-reported', lines: short }] : refused('more-than-it-lacks');
};

const weigh = (
  open: OpenParcel,
  { grams, carriage }: CommandOf<'weigh'>,
): readonly ParcelEvent[] | Rejection => {
  const weighed: readonly ParcelEvent[] = [...begin(open), { type: 'weighed', grams }];
  if (!open.packageCode) return weighed;
  if (!carriage) return refused(open.label ? 'label-says-another-service' : 'no-carrier-may-carry-it');
  return [...weighed, { type: 'carriage-chosen', carriage }];
};

const askLabel = (parcel: Parcel, at: string): readonly ParcelEvent[] | Rejection => {
  if (parcel.status === 'voided') return refused('parcel-voided');
  if (parcel.label) return [];
  return whileOpen(parcel, (open) =>
    open.packageCode && open.carriage ? [{ type: 'label-asked', at }] : refused('package-missing'),
  );
};

/** The number is kept even when the parcel was voided meanwhile: a printed label must be known as void. */
const recordWaybill = (parcel: Parcel, trackingNumber: string): readonly ParcelEvent[] | Rejection => {
  if (parcel.label?.trackingNumber)
    return parcel.label.trackingNumber === trackingNumber ? [] : refused('waybill-exists');
  return parcel.label ? [{ type: 'waybill-issued', trackingNumber }] : refused('label-missing');
};

const close = (parcel: Parcel, { waybill, at }: CommandOf<'close'>): readonly ParcelEvent[] | Rejection => {
  if (parcel.status === 'voided') return blocked('parcel-voided');
  return whileOpen(parcel, (open) => {
    const stop =
      waybillStop(open, waybill) ?? unprovenStop(open) ?? whatIsMissing(open) ?? unscannedStop(waybill);
    return stop ?? [{ type: 'closed', at }];
  });
};

/** The parcel after the fact. */
export const evolve = (parcel: Parcel, event: ParcelEvent): Parcel => {
  switch (event.type) {
    case 'started':
      return { ...parcel, status: 'packing' };
    case 'scanned':
      return { ...parcel, lines: parcel.lines.map((line) => filled(line, event.fills)) };
    case 'shortage-reported':
      return { ...parcel, lines: parcel.lines.map((line) => shortened(line, event.lines)) };
    case 'package-chosen':
      return { ...parcel, packageCode: event.packageCode, carriage: event.carriage };
    case 'weighed':
      return { ...parcel, weightGrams: event.grams };
    case 'carriage-chosen':
      return { ...parcel, carriage: event.carriage };
    case 'label-asked':
      return { ...parcel, label: { askedAt: event.at, trackingNumber: null } } as Parcel;
    case 'waybill-issued':
      return { ...parcel, label: { ...parcel.label!, trackingNumber: event.trackingNumber } };
    case 'closed':
      return { ...parcel, status: 'closed', closedAt: event.at } as ClosedParcel;
    case 'dispatched':
      return { ...parcel, status: 'dispatched', dispatchedAt: event.at } as DispatchedParcel;
    case 'delivered':
      return { ...parcel, status: 'delivered', deliveredAt: event.at } as DeliveredParcel;
    case 'voided':
      return { ...parcel, status: 'voided', voidedAt: event.at };
  }
};

const filled = (line: ParcelLine, fills: readonly Fill[]): ParcelLine => {
  const by = fills.find(({ lineId }) => lineId === line.lineId)?.by ?? 0;
  return by === 0 ? line : { ...line, scanned: line.scanned + by };
};

const shortened = (line: ParcelLine, short: readonly ShortLine[]): ParcelLine => {
  const own = short.find(({ lineId }) => lineId === line.lineId);
  if (!own) return line;
  return { ...line, scanned: line.scanned - own.takenOut, missing: line.missing + own.missing };
};
