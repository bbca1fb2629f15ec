import { Injectable } from '@nestjs/common';
import { prepared, type Prepared, type ReadTransaction } from '@okuru/platform';
import type { ItemFacts, LineSet } from '@okuru/contracts';
import type { EnclosureLine } from '../parcel/enclosures.js';
import type { HoldReason } from '../parcel/gate.js';
import type { ParcelStatus } from '../parcel/parcel.js';
import { OF_STATUS } from '../parcel/status-sql.js';
import { setOfLine, type OrderedSet } from '../shipment/ordered-sets.js';

/** A parcel as the warehouse sees it. */
export interface ShownParcel {
  readonly parcelId: string;
  readonly orderId: string;
  readonly orderReference: string;
  readonly status: ParcelStatus;
  readonly temperature: ItemFacts['temperature'];
  readonly packageCode: string | null;
  readonly carrier: string | null;
  readonly service: string | null;
  readonly lines: readonly ShownLine[];
  readonly trackingNumber: string | null;
  /** Why it was put aside; null: it was not, or somebody took it up again. */
  readonly heldReason: HoldReason | null;
  readonly heldAt: string | null;
  /** The service on the label may not carry the parcel as it is now. */
  readonly labelOutgrown: boolean;
  readonly weightGrams: number | null;
  readonly plannedYen: number | null;
  readonly plannedAt: string;
  readonly closedAt: string | null;
  readonly dispatchedAt: string | null;
  readonly deliveredAt: string | null;
  readonly voidedAt: string | null;
  /** The parcel in whose box its goods found no room; null: it was planned from stock. */
  readonly splitFrom: string | null;
  /** What goes in beside the goods, as it was when packing began; null: nothing, or packing has not begun. */
  readonly enclosures: readonly EnclosureLine[] | null;
  /** 箱 1/2: which of the order's parcels it is, and how many there are, the voided ones left out. */
  readonly boxNumber: number;
  readonly boxes: number;
}

interface ShownLine {
  readonly lineId: string;
  readonly sku: string;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly quantity: number;
  readonly scanned: number;
  /** Of the scans that can still be taken back: place in the parcel and units, in turn; 0 units: no further. */
  readonly marks: readonly number[];
  /** Units missing or damaged, in whose place others are to come. */
  readonly waitsFor: number;
  /** 引当待ち: since when it is known that none are there; null while that is not known. */
  readonly waitsSince: string | null;
  /** Units that a walk did not find and nobody reported since; of several lines of one item told on the first. */
  readonly pickedShort: number;
  readonly countable: boolean;
  /** Of one unit; null: unknown. */
  readonly weightGrams: number | null;
  readonly shelf: string | null;
  /** The set that it is a part of; absent where the buyer ordered the item itself. */
  readonly set?: Pick<LineSet, 'lineId' | 'names'>;
}

const PICKED_SHORT = `
        (SELECT greatest(0, coalesce(sum(u.short), 0) - coalesce(
            (SELECT sum(r.units) FROM shortage r
             WHERE r.parcel_id = l.parcel_id AND r.sku = l.sku AND r.cause = 'not-found'), 0))::int
         FROM pick_slot s JOIN pick_unit u USING (batch_id, slot)
         WHERE s.parcel_id = l.parcel_id AND NOT s.released AND u.sku = l.sku AND NOT EXISTS (
           SELECT FROM parcel_line b WHERE b.parcel_id = l.parcel_id AND b.sku = l.sku AND b.position < l.position))`;
const PARCEL = `
  p.parcel_id AS "parcelId", p.order_id AS "orderId", p.reference AS "orderReference", p.status, p.temperature,
  p.package_code AS "packageCode", p.carrier, p.service, p.tracking_number AS "trackingNumber",
  p.label_outgrown AS "labelOutgrown", p.held_reason AS "heldReason", p.held_at AS "heldAt",
  p.weight_grams AS "weightGrams", p.planned_yen AS "plannedYen", p.planned_at AS "plannedAt",
  p.closed_at AS "closedAt", p.dispatched_at AS "dispatchedAt", p.delivered_at AS "deliveredAt", p.voided_at AS "voidedAt",
  p.split_from AS "splitFrom", p.enclosures, box."boxNumber", box.boxes,
  (SELECT s.confirmed->'sets' FROM shipment s WHERE s.order_id = p.order_id) AS sets`;
// Both counted over the order's own parcels: asked for by its bound, the box number was a scan of all ids below it.
const BOX = `
  LATERAL (
    SELECT count(*)::int AS boxes, (count(*) FILTER (WHERE o.parcel_id <= p.parcel_id))::int AS "boxNumber"
    FROM parcel o WHERE o.order_id = p.order_id AND o.status <> 'voided' OFFSET 0) AS box`;
// What the catalogue says of an item is asked by its key, and lines by their parcel (OFFSET 0 keeps it so): as joins they were
// scans of whole tables.
const LINES = prepared(`
  SELECT line.* FROM unnest($1::uuid[]) AS wanted (parcel_id) CROSS JOIN LATERAL (
    SELECT l.parcel_id AS "parcelId", l.position, l.line_id AS "lineId", l.sku, l.item->'names'->>'ja' AS name,
      coalesce(
        (SELECT to_jsonb(barcodes) FROM item i WHERE i.sku = l.sku AND item_version >= (l.item->>'itemVersion')::integer),
        l.item->'barcodes') AS barcodes,
      l.quantity, l.scanned, l.marks, l.missing AS "waitsFor", to_jsonb(l.awaited_since) AS "waitsSince",
      ${PICKED_SHORT} AS "pickedShort", l.item->'countable' AS countable, l.item->'weightGrams' AS "weightGrams",
      l.item->'shelf' AS shelf
    FROM parcel_line l WHERE l.parcel_id = wanted.parcel_id OFFSET 0) AS line
  ORDER BY "parcelId", position`);
const ONE = prepared(`SELECT ${PARCEL}, p.decision FROM parcel p CROSS JOIN ${BOX} WHERE p.parcel_id = $1`);
/** Before the first parcel. */
const NO_PARCEL = '00000000-0000-0000-0000-000000000000';
const pageOf = (which: string) =>
  prepared(`
    SELECT ${PARCEL} FROM (SELECT * FROM parcel p WHERE ${which} AND parcel_id > $1 ORDER BY parcel_id LIMIT $2) AS p
    CROSS JOIN ${BOX} ORDER BY p.parcel_id`);
// A statement for each status: of one that serves all, a prepared plan would read all parcels there ever were to find the few planned.
const LIST = pageOf('true');
const LISTS_OF_STATUS = {
  planned: pageOf(OF_STATUS.planned),
  packing: pageOf(OF_STATUS.packing),
  closed: pageOf(OF_STATUS.closed),
  dispatched: pageOf(OF_STATUS.dispatched),
  delivered: pageOf(OF_STATUS.delivered),
  voided: pageOf(OF_STATUS.voided),
} satisfies Record<ParcelStatus, Prepared>;

/** Parcels to look at, oldest first: their ids rise with time. */
@Injectable()
export class ShownParcels {
  async find(
    tx: ReadTransaction,
    parcelId: string,
  ): Promise<(ShownParcel & { readonly decision: object }) | undefined> {
    const [parcel] = await withLines(tx, await tx.query<ParcelRow & { decision: object }>(ONE, [parcelId]));
    return parcel;
  }

  async list(
    tx: ReadTransaction,
    status: ParcelStatus | undefined,
    limit: number,
    after: string | undefined,
  ): Promise<ShownParcel[]> {
    const statement = status === undefined ? LIST : LISTS_OF_STATUS[status];
    const rows = await tx.query<ParcelRow>(statement, [after ?? NO_PARCEL, limit]);
    return withLines(tx, rows);
  }
}

type ParcelRow = Omit<ShownParcel, 'lines'> & { readonly sets: readonly OrderedSet[] | null };
type LineRow = ShownLine & { readonly parcelId: string; readonly position: number };

/** The parcels with their lines, each line with the set it is a part of. */
const withLines = async <Row extends ParcelRow>(
  tx: ReadTransaction,
  rows: readonly Row[],
): Promise<(Omit<Row, 'sets'> & Pick<ShownParcel, 'lines'>)[]> => {
  if (rows.length === 0) return [];
  const lines = new Map(rows.map(({ parcelId }): [string, ShownLine[]] => [parcelId, []]));
  const found = await tx.query<LineRow>(LINES, [[...lines.keys()]]);
  for (const { parcelId, position: _sorted, ...line } of found) lines.get(parcelId)!.push(line);
  return rows.map(({ sets, ...parcel }) => {
    const own = lines.get(parcel.parcelId)!;
    return { ...parcel, lines: sets === null ? own : own.map((line) => withSet(line, sets)) };
  });
};

const withSet = (line: ShownLine, sets: readonly OrderedSet[]): ShownLine => {
  const set = setOfLine(sets, line.lineId);
  return set === undefined ? line : { ...line, set: { lineId: set.lineId, names: set.names } };
};
