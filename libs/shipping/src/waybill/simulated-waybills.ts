import { Injectable } from '@nestjs/common';
import { trackingNumber } from '@okuru/carriers';
import { UnitOfWork } from '@okuru/platform';
import { Waybills, type WaybillWanted } from './waybills.js';

/** Serials begin here, so that a simulated number is easily told from a small count. */
const SERIAL_FIRST = 10_000_000_000;

// In the order of their ids, whoever comes: no two batches wait for each other.
const ISSUE = `
  INSERT INTO simulated_waybill (parcel_id) SELECT id FROM unnest($1::uuid[]) AS wanted (id) ORDER BY id
  ON CONFLICT DO NOTHING`;
/** A statement of its own, since it must see what somebody else issued meanwhile. */
const ISSUED =
  'SELECT parcel_id AS "parcelId", serial FROM simulated_waybill WHERE parcel_id = ANY ($1::uuid[])';

/** Stands in for a carrier: numbers with a true check digit from a database sequence, remembered by parcel. */
@Injectable()
export class SimulatedWaybills extends Waybills {
  constructor(private readonly unitOfWork: UnitOfWork) {
    super();
  }

  async issue(wanted: WaybillWanted): Promise<string> {
    const number = (await this.issueAll([wanted])).get(wanted.parcelId);
    if (number === undefined) throw new Error(`No waybill was issued for parcel ${wanted.parcelId}`);
    return number;
  }

  override issueAll(wanted: readonly WaybillWanted[]): Promise<Map<string, string>> {
    const parcelIds = wanted.map(({ parcelId }) => parcelId);
    return this.unitOfWork.run(async (tx) => {
      await tx.query(ISSUE, [parcelIds]);
      const rows = await tx.query<{ parcelId: string; serial: string }>(ISSUED, [parcelIds]);
      return new Map(
        rows.map(({ parcelId, serial }) => [parcelId, trackingNumber(SERIAL_FIRST + Number(serial))]),
      );
    });
  }
}
