import { Injectable } from '@nestjs/common';
import { trackingNumber } from '@okuru/carriers';
import { UnitOfWork } from '@okuru/platform';
import { Waybills, type WaybillWanted } from './waybills.js';

/** Serials begin here, so that a simulated number is easily told from a small count. */
const SERIAL_FIRST = 10_000_000_000;

const ISSUE = `
  WITH issued AS (
    INSERT INTO simulated_waybill (parcel_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING serial
  )
  SELECT serial FROM issued UNION ALL SELECT serial FROM simulated_waybill WHERE parcel_id = $1 LIMIT 1`;
/** Somebody else was issuing for the same parcel; their row is visible to the next statement. */
const LOOKS_MAX = 3;

/** Stands in for a carrier: numbers with a true check digit from a database sequence, remembered by parcel. */
@Injectable()
export class SimulatedWaybills extends Waybills {
  constructor(private readonly unitOfWork: UnitOfWork) {
    super();
  }

  issue({ parcelId }: WaybillWanted): Promise<string> {
    return this.unitOfWork.run(async (tx) => {
      for (let look = 1; look <= LOOKS_MAX; look += 1) {
        const [row] = await tx.query<{ serial: string }>(ISSUE, [parcelId]);
        if (row) return trackingNumber(SERIAL_FIRST + Number(row.serial));
      }
      throw new Error(`No waybill was issued for parcel ${parcelId}`);
    });
  }
}
