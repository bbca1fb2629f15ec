import { enclosuresOf, lastTicked, signOf, withTick } from './enclosures.js';
import {
  blocked,
  elsewhereStop,
  enclosuresStop,
  fillsOf,
  handOverStop,
  refused,
  tickOf,
  unprovenStop,
  unscannedStop,
  waybillStop,
  weightStop,
  whatIsMissing,
  whatLabelNeeds,
  type Block,
  type ExpectedWeight,
  type Fill,
  type HoldReason,
  type LabelMode,
  type ReprintReason,
  type Refused,
  type VoidReason,
  type WeightReason,
} from './gate.js';

import { lastScan, nextTouch, nthOfLast, withoutLastScan, withoutMarks, withScan } from './scan-marks.js';
import { shortLines, type Shortage, type ShortLine } from './shortage.js';
import { splitStop, stayingLines, whatStays, type StayingLine } from './split.js';
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

/** The only ways a parcel may go; the database repeats this table in a trigger, where closing and handing over may be one write. */
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
      /** Where it is scanned; absent or null: whoever scans names no station. */
      readonly station?: string | null;
    }
  | { readonly type: 'hold'; readonly reason: HoldReason; readonly at: string }
  /** `sku`: what the screen shows as scanned last; null = it does not say. */
  | { readonly type: 'undo'; readonly sku: string | null }
  /** `carriage`: the service that may carry this package; null = none may. */
  | { readonly type: 'choose-package'; readonly packageCode: string; readonly carriage: Carriage | null }
  /** `carriage`: the service that may carry this weight; null = none may. Ignored while no package is chosen. */
  | {
      readonly type: 'weigh';
      readonly grams: number;
      readonly carriage: Carriage | null;
      /** null: a weight is unknown, or the shop does not check. */
      readonly expected: ExpectedWeight | null;
      /** Why the weight is taken though it is off; null = it is not. */
      readonly accepted: WeightReason | null;
    }
  | (Shortage & { readonly type: 'report-shortage' })
  /** What the box takes from now on, and who carries it; `labelStays`: what is printed is right for it. */
  | {
      readonly type: 'split';
      readonly packageCode: string | null;
      readonly carriage: Carriage | null;
      readonly labelStays: boolean;
      readonly at: string;
    }
  /** `mode`: what the shop says of the service. */
  | { readonly type: 'ask-label'; readonly mode: LabelMode; readonly at: string }
  /** `carriage`: the service that may carry the parcel as it is, the label left out of account; null = none may. */
  | {
      readonly type: 'reprint';
      readonly reason: ReprintReason;
      readonly carriage: Carriage | null;
      readonly mode: LabelMode;
      readonly at: string;
    }
  /** `issue`: of which label the carrier was asked. */
  | { readonly type: 'record-waybill'; readonly trackingNumber: string; readonly issue: number }
  /** `waybill`: scanned at the close, if it was; `isVoid`: it belongs to a voided parcel or was printed again. */
  | {
      readonly type: 'close';
      readonly waybill: { readonly number: string; readonly isVoid: boolean } | null;
      readonly at: string;
    }
  | {
      readonly type: 'hand-over';
      readonly waybill: string;
      readonly isVoid: boolean;
      readonly at: string;
    }
  | { readonly type: 'deliver'; readonly at: string }
  | { readonly type: 'void'; readonly at: string };

export type ParcelEvent =
  | { readonly type: 'started' }
  | { readonly type: 'held'; readonly reason: HoldReason; readonly at: string }
  | { readonly type: 'taken-up' }
  | { readonly type: 'scanned'; readonly sku: string; readonly fills: readonly Fill[] }
  | { readonly type: 'scan-undone'; readonly sku: string; readonly fills: readonly Fill[] }
  | { readonly type: 'enclosed'; readonly code: string }
  | { readonly type: 'enclosure-taken-out'; readonly code: string }
  | { readonly type: 'shortage-reported'; readonly lines: readonly ShortLine[] }
  | { readonly type: 'package-chosen'; readonly packageCode: string; readonly carriage: Carriage }
  | { readonly type: 'weighed'; readonly grams: number }
  | { readonly type: 'weight-dropped' }
  /** Whose units are proven from now on; null: none is proven any more. */
  | { readonly type: 'station-changed'; readonly station: string | null }
  | { readonly type: 'carriage-chosen'; readonly carriage: Carriage }
  | {
      readonly type: 'split';
      readonly lines: readonly StayingLine[];
      readonly packageCode: string | null;
      readonly carriage: Carriage | null;
    }
  | { readonly type: 'label-outgrown' }
  | { readonly type: 'label-dropped' }
  | { readonly type: 'label-asked'; readonly at: string }
  | { readonly type: 'waybill-issued'; readonly trackingNumber: string }
  | {
      readonly type: 'waybill-voided';
      readonly trackingNumber: string;
      readonly reason: VoidReason;
      readonly at: string;
    }
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
      return whileOpen(parcel, begin);
    case 'hold':
      return whileOpen(parcel, () => [{ type: 'held', reason: command.reason, at: command.at }]);
    case 'scan':
      return scan(parcel, command);
    case 'undo':
      return whileOpen(parcel, (open) => undo(open, command));
    case 'report-shortage':
      return whileOpen(parcel, (open) => reportShortage(open, command));
    case 'choose-package':
      return whileOpen(parcel, (open) => choosePackage(open, command));
    case 'weigh':
      return whileOpen(parcel, (open) => weigh(open, command));
    case 'split':
      return splitRefused(parcel) ?? whileOpen(parcel, (open) => split(open, command));
    case 'ask-label':
      return askLabel(parcel, command);
    case 'record-waybill':
      return recordWaybill(parcel, command);
    case 'reprint':
      return reprint(parcel, command);
    case 'close':
      return close(parcel, command);
    case 'hand-over':
      return (
        handOverStop(parcel, command.waybill, command.isVoid) ?? [{ type: 'dispatched', at: command.at }]
      );
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

/** The first touch of a planned parcel starts it, and of one that was put aside takes it up: nobody has to press a button first. */
const begin = ({ status, held }: OpenParcel): readonly ParcelEvent[] => [
  ...(status === 'planned' ? [{ type: 'started' } as const] : []),
  ...(held ? [{ type: 'taken-up' } as const] : []),
];

type CommandOf<T extends ParcelCommand['type']> = Extract<ParcelCommand, { type: T }>;

const scan = (parcel: Parcel, command: CommandOf<'scan'>): readonly ParcelEvent[] | Rejection => {
  if (parcel.status === 'voided') return blocked('parcel-voided', command.knownSku);
  const tick = tickOf(parcel, command);
  if (tick) return 'kind' in tick ? tick : [...begin(parcel as OpenParcel), { type: 'enclosed', ...tick }];
  const found = fillsOf(parcel.lines, command);
  if ('kind' in found) return found;
  if (parcel.status !== 'planned' && parcel.status !== 'packing')
    return blocked('already-complete', found.sku);
  const { station = null } = command;
  const stop = elsewhereStop(parcel, station, found.sku);
  if (stop) return stop;
  return [
    ...begin(parcel),
    ...(station !== null && station !== parcel.station
      ? [{ type: 'station-changed', station } as const]
      : []),
    ...weightDropped(parcel),
    { type: 'scanned', ...found },
  ];
};

/** The scales told of other goods; a flyer more or less is below what they are held to. */
const weightDropped = ({ weightGrams }: OpenParcel): readonly ParcelEvent[] =>
  weightGrams === null ? [] : [{ type: 'weight-dropped' }];

/** No touch of the parcel: whoever picks for it reports as well as whoever packs it. */
const reportShortage = (
  open: OpenParcel,
  command: CommandOf<'report-shortage'>,
): readonly ParcelEvent[] | Rejection => {
  const own = open.lines.filter(({ sku }) => sku === command.sku);
  if (own.length === 0) return refused('not-of-this-parcel');
  const short = shortLines(own, command);
  if (!short) return refused('more-than-it-lacks');
  const dropped = short.some(({ takenOut }) => takenOut > 0) ? weightDropped(open) : [];
  return [...dropped, { type: 'shortage-reported', lines: short }];
};

/** What was taken out of the box again is not proven any more; the gate asks for it anew. */
const undo = (open: OpenParcel, { sku }: CommandOf<'undo'>): readonly ParcelEvent[] | Rejection => {
  const { lines } = open;
  const ticked = lastTicked(enclosuresOf(open));
  if (ticked && ticked.tick > nthOfLast(lines))
    return sku === null || sku === signOf(ticked.code)
      ? [{ type: 'enclosure-taken-out', code: ticked.code }]
      : refused('another-scan-was-last');
  const last = lastScan(lines);
  if (!last) return refused('nothing-to-undo');
  if (sku !== null && sku !== last.sku) return refused('another-scan-was-last');
  const isEmpty = withoutLastScan(open.lines, last.fills).every(({ scanned }) => scanned === 0);
  return [
    ...weightDropped(open),
    ...(isEmpty && open.station !== null ? [{ type: 'station-changed', station: null } as const] : []),
    { type: 'scan-undone', ...last },
  ];
};

/** Why no second parcel may be made of what is not in the box; undefined: it may. */
export const splitRefused = (parcel: Parcel): Rejection | undefined => {
  const answer = whileOpen(parcel, (open) => splitStop(open) ?? []);
  return isRejection(answer) ? answer : undefined;
};

/** What is proven stays, the rest is no part of the parcel any more; the scales said nothing of what stays alone. */
const split = (
  open: OpenParcel,
  { packageCode, carriage, labelStays, at }: CommandOf<'split'>,
): readonly ParcelEvent[] => {
  const trackingNumber = labelStays ? null : open.label?.trackingNumber;
  return [
    ...begin(open),
    ...(trackingNumber
      ? [
          { type: 'waybill-voided', trackingNumber, reason: 'parcel-split', at } as const,
          { type: 'label-dropped' } as const,
        ]
      : []),
    { type: 'split', lines: stayingLines(open.lines), packageCode, carriage },
  ];
};

const choosePackage = (
  open: OpenParcel,
  { packageCode, carriage }: CommandOf<'choose-package'>,
): readonly ParcelEvent[] | Rejection => {
  const chosen = carriage ?? (open.label && open.carriage);
  if (!chosen) return refused('no-carrier-may-carry-it');
  return [
    ...begin(open),
    { type: 'package-chosen', packageCode, carriage: chosen },
    ...(carriage ? [] : [OUTGROWN]),
  ];
};

/** What the box and the scales say is true whatever the label says; the label must follow. */
const OUTGROWN: ParcelEvent = { type: 'label-outgrown' };

const weigh = (
  open: OpenParcel,
  { grams, carriage, expected, accepted }: CommandOf<'weigh'>,
): readonly ParcelEvent[] | Rejection => {
  const stop = accepted ? undefined : weightStop(grams, expected);
  if (stop) return stop;
  const weighed: readonly ParcelEvent[] = [...begin(open), { type: 'weighed', grams }];
  if (!open.packageCode) return weighed;
  if (carriage) return [...weighed, { type: 'carriage-chosen', carriage }];
  return open.label ? [...weighed, OUTGROWN] : refused('no-carrier-may-carry-it');
};

const askLabel = (
  parcel: Parcel,
  { mode, at }: CommandOf<'ask-label'>,
): readonly ParcelEvent[] | Rejection => {
  if (parcel.status === 'voided') return refused('parcel-voided');
  // A number that is still to come is fetched all the same: a label that may be printed somewhere must be known.
  if (parcel.label)
    return parcel.label.outgrown && parcel.label.trackingNumber ? refused('label-says-another-service') : [];
  return whileOpen(parcel, (open) => whatLabelNeeds(open, mode) ?? [{ type: 'label-asked', at }]);
};

/** The number so far is void, and one more label is asked for. A number that is still to come is waited for instead. */
const reprint = (
  parcel: Parcel,
  { reason, carriage, mode, at }: CommandOf<'reprint'>,
): readonly ParcelEvent[] | Rejection => {
  if (parcel.status === 'voided') return refused('parcel-voided');
  const { label } = parcel;
  if (!label) return refused('label-missing');
  if (label.trackingNumber === null) return [];
  const { trackingNumber } = label;
  return whileOpen(parcel, (open) => {
    if (!carriage) return refused('no-carrier-may-carry-it');
    return (
      whatLabelNeeds(open, mode) ?? [
        { type: 'waybill-voided', trackingNumber, reason, at },
        { type: 'carriage-chosen', carriage },
        { type: 'label-asked', at },
      ]
    );
  });
};

/** The number is kept even when the parcel was voided meanwhile: a printed label must be known as void. */
const recordWaybill = (
  parcel: Parcel,
  { trackingNumber, issue }: CommandOf<'record-waybill'>,
): readonly ParcelEvent[] | Rejection => {
  if (parcel.label && parcel.label.issue !== issue) return refused('waybill-superseded');
  if (parcel.label?.trackingNumber)
    return parcel.label.trackingNumber === trackingNumber ? [] : refused('waybill-exists');
  return parcel.label ? [{ type: 'waybill-issued', trackingNumber }] : refused('label-missing');
};

const close = (parcel: Parcel, { waybill, at }: CommandOf<'close'>): readonly ParcelEvent[] | Rejection => {
  if (parcel.status === 'voided') return blocked('parcel-voided');
  return whileOpen(parcel, (open) => {
    const stop =
      waybillStop(open, waybill) ??
      unprovenStop(open) ??
      enclosuresStop(open) ??
      whatIsMissing(open) ??
      unscannedStop(waybill);
    return stop ?? [{ type: 'closed', at }];
  });
};

/** The parcel after the fact. */
export const evolve = (parcel: Parcel, event: ParcelEvent): Parcel => {
  switch (event.type) {
    case 'started':
      return { ...parcel, status: 'packing' };
    case 'held':
      return { ...parcel, held: { reason: event.reason, at: event.at } };
    case 'taken-up':
      return { ...parcel, held: null };
    case 'scanned':
      return { ...parcel, lines: withScan(parcel.lines, event.fills, nextTouch(parcel)) };
    case 'scan-undone':
      return { ...parcel, lines: withoutLastScan(parcel.lines, event.fills) };
    case 'enclosed':
      return { ...parcel, enclosures: withTick(enclosuresOf(parcel), event.code, nextTouch(parcel)) };
    case 'enclosure-taken-out':
      return { ...parcel, enclosures: withTick(enclosuresOf(parcel), event.code, null) };
    case 'shortage-reported':
      return { ...parcel, lines: parcel.lines.map((line) => shortened(line, event.lines)) };
    case 'split':
      return {
        ...(event.carriage ? carriedBy(parcel, event.carriage) : { ...parcel, carriage: null }),
        ...whatStays(parcel, event.lines),
        packageCode: event.packageCode,
        weightGrams: null,
      } as Parcel;
    case 'label-dropped':
      return { ...parcel, label: null, labelsBefore: parcel.label!.issue } as Parcel;
    case 'package-chosen':
      return { ...carriedBy(parcel, event.carriage), packageCode: event.packageCode };
    case 'weighed':
      return { ...parcel, weightGrams: event.grams };
    case 'weight-dropped':
      return { ...parcel, weightGrams: null } as Parcel;
    case 'station-changed':
      return { ...parcel, station: event.station };
    case 'carriage-chosen':
      return carriedBy(parcel, event.carriage);
    case 'label-outgrown':
      return { ...parcel, label: { ...parcel.label!, outgrown: true } } as Parcel;
    case 'label-asked':
      return {
        ...parcel,
        label: {
          askedAt: event.at,
          issue: (parcel.label?.issue ?? parcel.labelsBefore ?? 0) + 1,
          trackingNumber: null,
          outgrown: false,
        },
      } as Parcel;
    case 'waybill-voided':
      return { ...parcel, label: { ...parcel.label!, trackingNumber: null } } as Parcel;
    case 'waybill-issued':
      return { ...parcel, label: { ...parcel.label!, trackingNumber: event.trackingNumber } };
    case 'closed':
      return { ...parcel, status: 'closed', held: null, closedAt: event.at } as ClosedParcel;
    case 'dispatched':
      return { ...parcel, status: 'dispatched', dispatchedAt: event.at } as DispatchedParcel;
    case 'delivered':
      return { ...parcel, status: 'delivered', deliveredAt: event.at } as DeliveredParcel;
    case 'voided':
      return { ...parcel, status: 'voided', voidedAt: event.at };
  }
};

/** A service that may carry it again: the label is right as it is. */
const carriedBy = (parcel: Parcel, carriage: Carriage): Parcel =>
  ({ ...parcel, carriage, label: parcel.label && { ...parcel.label, outgrown: false } }) as Parcel;

/** Units proven, less those that were taken back; undefined where nothing of it happened. */
export const unitsOf = (event: ParcelEvent): readonly Fill[] | undefined => {
  if (event.type === 'scanned') return event.fills;
  return event.type === 'scan-undone'
    ? event.fills.map(({ lineId, by }) => ({ lineId, by: -by }))
    : undefined;
};

const shortened = (line: ParcelLine, short: readonly ShortLine[]): ParcelLine => {
  const own = short.find(({ lineId }) => lineId === line.lineId);
  if (!own) return line;
  const shorter = { ...line, scanned: line.scanned - own.takenOut, missing: line.missing + own.missing };
  return own.takenOut > 0 ? withoutMarks(shorter) : shorter;
};
