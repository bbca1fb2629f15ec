import { Injectable } from '@nestjs/common';
import { trackingNumber } from '@okuru/carriers';
import { UnitOfWork } from '@okuru/platform';
import { type Issued, Waybills, type WaybillWanted } from './waybills.js';

/** Serials begin here, so that a simulated number is easily told from a small count. */
const SERIAL_FIRST = 10_000_000_000;

// In the order of their ids, whoever comes: no two batches wait for each other.
const ISSUE = `
  INSERT INTO simulated_waybill (parcel_id) SELECT id FROM unnest($1::uuid[]) AS wanted (id) ORDER BY id
  ON CONFLICT DO NOTHING`;
/** A statement of its own, since it must see what somebody else issued meanwhile. */
const ISSUED =
  'SELECT parcel_id AS "parcelId", serial FROM simulated_waybill WHERE parcel_id = ANY ($1::uuid[])';
// Reprints stand beside the first issues: an older release that still runs knows one number per parcel.
const WANTED_AGAIN = 'unnest($1::uuid[], $2::int[]) AS wanted (id, issue)';
const ISSUE_AGAIN = `
  INSERT INTO simulated_reprint (parcel_id, issue) SELECT id, issue FROM ${WANTED_AGAIN} ORDER BY id ON CONFLICT DO NOTHING`;
const ISSUED_AGAIN = `
  SELECT parcel_id AS "parcelId", serial
  FROM simulated_reprint AS reprint JOIN ${WANTED_AGAIN} ON reprint.parcel_id = wanted.id AND reprint.issue = wanted.issue`;

interface NumberRow {
  readonly parcelId: string;
  readonly serial: string;
}

/** Stands in for a carrier: numbers with a true check digit from a database sequence, remembered by parcel and issue. */
@Injectable()
export class SimulatedWaybills extends Waybills {
  constructor(private readonly unitOfWork: UnitOfWork) {
    super();
  }

  override issueAll(wanted: readonly WaybillWanted[]): Promise<ReadonlyMap<string, Issued>> {
    const firsts = wanted.filter(({ issue }) => issue === 1).map(({ parcelId }) => parcelId);
    const reprints = wanted.filter(({ issue }) => issue > 1);
    const again = [reprints.map(({ parcelId }) => parcelId), reprints.map(({ issue }) => issue)];
    return this.unitOfWork.run(async (tx) => {
      await tx.query(ISSUE, [firsts]);
      const rows = await tx.query<NumberRow>(ISSUED, [firsts]);
      if (reprints.length > 0) {
        await tx.query(ISSUE_AGAIN, again);
        rows.push(...(await tx.query<NumberRow>(ISSUED_AGAIN, again)));
      }
      return new Map(
        rows.map(({ parcelId, serial }) => [
          parcelId,
          { trackingNumber: trackingNumber(SERIAL_FIRST + Number(serial)) },
        ]),
      );
    });
  }

  /** It never makes more than is written. */
  override keep(): Promise<void> {
    return Promise.resolve();
  }
}
