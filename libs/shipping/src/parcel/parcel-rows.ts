import type { ItemFacts } from '@okuru/contracts';
import type { Parcel, ParcelLine } from './parcel.js';
import type { EnclosureLine } from './enclosures.js';
import type { HoldReason } from './gate.js';
import type { ScanMark } from './parcel-states.js';

/** A moment as the row gives it, or as ISO text where the row was read as JSON. */
type Moment = Date | string;

/** A row of `parcel`. */
export interface ParcelRow {
  readonly parcel_id: string;
  readonly order_id: string;
  readonly reference: string;
  readonly temperature: ItemFacts['temperature'];
  readonly status: Parcel['status'];
  readonly package_code: string | null;
  readonly carrier: string | null;
  readonly service: string | null;
  readonly planned_yen: number | null;
  readonly weight_grams: number | null;
  readonly label_asked_at: Moment | null;
  readonly tracking_number: string | null;
  readonly label_outgrown: boolean;
  readonly label_issue: number;
  readonly held_reason: HoldReason | null;
  readonly held_at: Moment | null;
  readonly proving_station: string | null;
  /** ISO date. */
  readonly moved_expected_on: string | null;
  readonly enclosures: readonly EnclosureLine[] | null;
  readonly closed_at: Moment | null;
  readonly dispatched_at: Moment | null;
  readonly delivered_at: Moment | null;
  readonly voided_at: Moment | null;
}

/** A parcel with what a person who holds its goods must see. */
export interface ParcelInHand {
  readonly parcel: Parcel;
  readonly reference: string;
  readonly temperature: ItemFacts['temperature'];
  /** Day of arrival since it missed a pick-up and was moved; null: it did not. */
  readonly expectedOn: string | null;
  readonly items: ReadonlyMap<string, ItemFacts>;
}

export interface LineRow extends Omit<ParcelLine, 'countable' | 'marks'> {
  /** Pairs of the scan's place in the parcel and the units it proved. */
  readonly marks: readonly number[];
  readonly item: ItemFacts;
}

/** The state the row stands for; the table's constraints promise what each status has. */
export const parcelInHand = (row: ParcelRow, lines: readonly LineRow[]): ParcelInHand => ({
  parcel: parcelFrom(row, lines),
  reference: row.reference,
  temperature: row.temperature,
  expectedOn: row.moved_expected_on,
  items: new Map(lines.map(({ sku, item }) => [sku, item])),
});

const parcelFrom = (row: ParcelRow, lines: readonly LineRow[]): Parcel =>
  ({
    status: row.status,
    parcelId: row.parcel_id,
    orderId: row.order_id,
    lines: lines.map(({ item, marks, ...line }) => ({
      ...line,
      marks: marksFrom(marks),
      countable: item.countable,
    })),
    ...(row.enclosures && row.enclosures.length > 0 ? { enclosures: row.enclosures } : {}),
    packageCode: row.package_code,
    carriage:
      row.carrier !== null && row.service !== null && row.planned_yen !== null
        ? { carrier: row.carrier, service: row.service, plannedYen: row.planned_yen }
        : null,
    weightGrams: row.weight_grams,
    station: row.proving_station,
    held: row.held_reason && row.held_at ? { reason: row.held_reason, at: instant(row.held_at) } : null,
    label:
      row.label_asked_at === null
        ? null
        : {
            askedAt: instant(row.label_asked_at),
            issue: row.label_issue,
            trackingNumber: row.tracking_number,
            outgrown: row.label_outgrown,
          },
    ...(row.label_asked_at === null && row.label_issue > 1 ? { labelsBefore: row.label_issue - 1 } : {}),
    ...(row.closed_at === null ? {} : { closedAt: instant(row.closed_at) }),
    ...(row.dispatched_at === null ? {} : { dispatchedAt: instant(row.dispatched_at) }),
    ...(row.delivered_at === null ? {} : { deliveredAt: instant(row.delivered_at) }),
    ...(row.voided_at === null ? {} : { voidedAt: instant(row.voided_at) }),
  }) as Parcel;

const instant = (moment: Moment): string => new Date(moment).toISOString();

const marksFrom = (pairs: readonly number[]): ScanMark[] =>
  pairs.flatMap((nth, at) => (at % 2 === 0 ? [{ nth, by: pairs[at + 1] ?? 0 }] : []));

/** As PostgreSQL reads an array of integers. */
export const marksText = ({ marks }: ParcelLine): string =>
  `{${marks.flatMap(({ nth, by }) => [nth, by]).join(',')}}`;

/** While packing has not begun there is none: what holds then is asked for again. */
export const enclosuresColumn = ({ status, enclosures = [] }: Parcel): readonly EnclosureLine[] | null =>
  status === 'planned' || enclosures.length === 0 ? null : enclosures;

/** Which label the parcel has, or will have next. */
export const issueColumn = ({ label, labelsBefore = 0 }: Parcel): number => label?.issue ?? labelsBefore + 1;
