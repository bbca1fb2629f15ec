import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';

/** A parcel and which of its waybills, counted from 1. */
export interface IssueOfParcel {
  readonly parcelId: string;
  readonly issue: number;
}

interface Row extends IssueOfParcel {
  readonly serial: string;
}

// In the order of their ids, whoever comes: no two exports wait for each other.
const ENTER = `
  INSERT INTO carrier_file_row (parcel_id, issue, program)
  SELECT parcel_id, issue, $3 FROM unnest($1::uuid[], $2::int[]) AS wanted (parcel_id, issue) ORDER BY parcel_id
  ON CONFLICT DO NOTHING`;
/** A statement of its own, since it must see what somebody else entered meanwhile. */
const ENTERED = `
  SELECT parcel_id AS "parcelId", issue, serial FROM carrier_file_row
  JOIN unnest($1::uuid[], $2::int[]) AS wanted (parcel_id, issue) USING (parcel_id, issue)`;
const OF_SERIALS = `
  SELECT parcel_id AS "parcelId", issue, serial FROM carrier_file_row
  WHERE serial = ANY ($1::bigint[]) AND program = $2`;
const CLASSES = `
  SELECT parcel_id AS "parcelId", decision #>> '{outcome,chosen,0,classCode}' AS "classCode" FROM parcel
  WHERE parcel_id = ANY ($1::uuid[]) AND package_code = decision #>> '{outcome,chosen,0,packageCode}'`;
const TAKEN = `
  SELECT tracking_number AS number FROM parcel WHERE tracking_number = ANY ($1::text[])
  UNION SELECT tracking_number FROM void_waybill WHERE tracking_number = ANY ($1::text[])`;

/** Which waybill of which parcel stands in a carrier's file, under a number that never changes and comes back in the answer. */
@Injectable()
export class CarrierFileRows {
  /** By parcel; one that was entered before keeps its number. */
  async enter(
    tx: Transaction,
    program: string,
    issues: readonly IssueOfParcel[],
  ): Promise<Map<string, string>> {
    const columns = [issues.map(({ parcelId }) => parcelId), issues.map(({ issue }) => issue)];
    await tx.query(ENTER, [...columns, program]);
    const rows = await tx.query<Row>(ENTERED, columns);
    return new Map(rows.map(({ parcelId, serial }) => [parcelId, controlNumberOf(serial)]));
  }

  /** By control number; numbers that are not ours are left out. */
  async of(
    tx: ReadTransaction,
    program: string,
    controlNumbers: readonly string[],
  ): Promise<Map<string, IssueOfParcel>> {
    const serials = controlNumbers.flatMap((number) => SERIAL.exec(number)?.[1] ?? []);
    const rows = await tx.query<Row>(OF_SERIALS, [serials, program]);
    return new Map(rows.map(({ serial, ...issue }) => [controlNumberOf(serial), issue]));
  }

  /** Size classes as planned, of parcels that still go in the package they were planned for. */
  async classes(tx: ReadTransaction, parcelIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ parcelId: string; classCode: string | null }>(CLASSES, [parcelIds]);
    return new Map(rows.flatMap(({ parcelId, classCode }) => (classCode ? [[parcelId, classCode]] : [])));
  }

  /** Those of the waybills that some parcel has already, or had before its label was printed again. */
  async taken(tx: ReadTransaction, waybills: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ number: string }>(TAKEN, [waybills]);
    return new Set(rows.map(({ number }) => number));
  }
}

/** Sixteen characters at most, unique for ever. */
const controlNumberOf = (serial: string): string => `OK-${serial.padStart(10, '0')}`;
const SERIAL = /^OK-0*(\d{1,13})$/;
