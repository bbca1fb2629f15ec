import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '@okuru/platform';

/** Waybills of other parcels, when one of them is in the hand by mistake. */
@Injectable()
export class WaybillsKnown {
  /** Whether the waybill belongs to a voided parcel: 使用禁止. */
  async isVoid(tx: ReadTransaction, waybill: string): Promise<boolean> {
    const rows = await tx.query(`SELECT FROM parcel WHERE tracking_number = $1 AND status = 'voided'`, [
      waybill,
    ]);
    return rows.length > 0;
  }
}
