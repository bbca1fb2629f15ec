import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '@okuru/platform';

/** A parcel that a carrier took. */
export interface HandedOverParcel {
  readonly waybillNumber: string;
  readonly reference: string;
  readonly service: string;
  /** JIS code. */
  readonly prefecture: number;
  readonly weightGrams: number | null;
}

/** More do not fit one manifest. */
export const MANIFEST_PARCELS_MAX = 2_000;

const HANDED_OVER = `
  SELECT p.tracking_number AS "waybillNumber", p.reference, p.service, p.weight_grams AS "weightGrams",
    (s.confirmed->>'prefecture')::int AS prefecture
  FROM parcel p JOIN shipment s USING (order_id)
  WHERE p.carrier = $1 AND p.dispatched_at >= ($2::date)::timestamp AT TIME ZONE $3
    AND p.dispatched_at < ($2::date + 1)::timestamp AT TIME ZONE $3
  ORDER BY p.dispatched_at, p.parcel_id LIMIT $4`;
const ITEM = 'SELECT sku, name_ja AS name, barcodes FROM item WHERE sku = $1';

/** What the sheets of the shop name. */
@Injectable()
export class Sheets {
  /** What the carrier took on that day of the shop's zone; one more than a manifest holds where there are more. */
  handedOver(
    tx: ReadTransaction,
    carrier: string,
    day: string,
    timeZone: string,
  ): Promise<HandedOverParcel[]> {
    return tx.query<HandedOverParcel>(HANDED_OVER, [carrier, day, timeZone, MANIFEST_PARCELS_MAX + 1]);
  }

  async item(
    tx: ReadTransaction,
    sku: string,
  ): Promise<
    { readonly sku: string; readonly name: string; readonly barcodes: readonly string[] } | undefined
  > {
    const [item] = await tx.query<{ sku: string; name: string; barcodes: string[] }>(ITEM, [sku]);
    return item;
  }
}
