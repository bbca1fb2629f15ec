import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '@okuru/platform';

/** Waybills of other parcels, when one of them is in the hand by mistake. */
@Injectable()
export class WaybillsKnown {
  /** Whether the waybill belongs to a voided parcel or was printed again: 使用禁止. */
  async isVoid(tx: ReadTransaction, waybill: string): Promise<boolean> {
    return (await this.voidAmong(tx, [waybill])).has(waybill);
  }

  /** Those of the waybills that belong to voided parcels or were printed again. */
  async voidAmong(tx: ReadTransaction, waybills: readonly string[]): Promise<Set<string>> {
    if (waybills.length === 0) return new Set();
    const rows = await tx.query<{ waybill: string }>(
      `SELECT tracking_number AS waybill FROM parcel WHERE tracking_number = ANY ($1::text[]) AND status = 'voided'
       UNION ALL SELECT tracking_number FROM void_waybill WHERE tracking_number = ANY ($1::text[])`,
      [waybills],
    );
    return new Set(rows.map(({ waybill }) => waybill));
  }
}
