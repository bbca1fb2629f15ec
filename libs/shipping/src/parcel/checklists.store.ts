import { prepared, type ReadTransaction } from '@okuru/platform';
import type { LineRow, ParcelRow } from './parcel-rows.js';
import { checklistOf, type Enclosure, type EnclosureLine } from './enclosures.js';

/** A parcel whose packing has not begun, so that it has no checklist of its own. */
interface NotBegun {
  readonly parcelId: string;
  readonly orderId: string;
  readonly skus: readonly string[];
}

// Orders are looked at only where the shop encloses something for gifts.
const HOLDING = prepared(`
  SELECT document->'enclosures' AS enclosures,
    CASE WHEN document->'enclosures' @> '[{"when": "gift-orders"}]' THEN
      (SELECT jsonb_agg(order_id) FROM shipment WHERE order_id = ANY ($1::uuid[]) AND confirmed->>'isGift' = 'true')
    END AS gifts
  FROM packing_settings ORDER BY version DESC LIMIT 1`);

/** What the shop's enclosures come to for parcels that are not begun: what holds when packing begins is kept with the parcel. */
export const checklistsNow = async (
  tx: ReadTransaction,
  parcels: readonly NotBegun[],
): Promise<Map<string, readonly EnclosureLine[]>> => {
  if (parcels.length === 0) return new Map();
  const orderIds = [...new Set(parcels.map(({ orderId }) => orderId))];
  const [now] = await tx.query<{ enclosures: Enclosure[] | null; gifts: string[] | null }>(HOLDING, [
    orderIds,
  ]);
  const gifts = new Set(now?.gifts ?? []);
  return new Map(
    parcels.map(({ parcelId, orderId, skus }) => [
      parcelId,
      checklistOf(now?.enclosures ?? [], { skus, isGift: gifts.has(orderId) }),
    ]),
  );
};

/** The rows by their parcels, those that are not begun with what goes in beside their goods as of now. */
export const withChecklists = async (
  tx: ReadTransaction,
  opened: readonly { readonly row: ParcelRow; readonly lines: readonly LineRow[] }[],
): Promise<Map<string, ParcelRow>> => {
  const notBegun = opened.filter(({ row }) => row.status === 'planned');
  const now = await checklistsNow(
    tx,
    notBegun.map(({ row: { parcel_id: parcelId, order_id: orderId }, lines }) => ({
      ...{ parcelId, orderId, skus: lines.map(({ sku }) => sku) },
    })),
  );
  return new Map(
    opened.map(({ row }) => [
      row.parcel_id,
      { ...row, enclosures: now.get(row.parcel_id) ?? row.enclosures },
    ]),
  );
};
