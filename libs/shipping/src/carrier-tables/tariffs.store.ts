import { Injectable } from '@nestjs/common';
import type { Tariff } from '@okuru/carriers';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { CompletedField } from './completed-tariff.js';

/** A tariff the shop has put in, and when. */
export interface StoredTariff {
  readonly tariff: Tariff;
  /** What the sample completed. */
  readonly fromSample: readonly CompletedField[];
  readonly putAt: Date;
}

interface Row {
  readonly document: Tariff;
  readonly from_sample: CompletedField[];
  readonly put_at: Date;
}

/** Tariffs listed and used at most; a service has a few in a year. */
const TARIFFS_MAX = 500;

const INSERT = `
  INSERT INTO tariff (version, carrier, service, effective_from, document, from_sample, put_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7::timestamptz)`;
const SAME_DAY = `
  SELECT document, from_sample, put_at FROM tariff
  WHERE carrier = $1 AND service = $2 AND effective_from = $3 ORDER BY tariff_id`;
const IN_USE = `
  SELECT DISTINCT ON (carrier, service, effective_from) document, from_sample, put_at FROM tariff
  ORDER BY carrier, service, effective_from DESC, tariff_id DESC LIMIT ${TARIFFS_MAX}`;
const LIST = `SELECT document, from_sample, put_at FROM tariff ORDER BY tariff_id DESC LIMIT ${TARIFFS_MAX}`;

/** The shop's tariffs; nothing is ever changed, a correction is a version beside it. */
@Injectable()
export class Tariffs {
  async insert(tx: Transaction, { tariff, fromSample, putAt }: StoredTariff): Promise<void> {
    const { version, carrier, service, effectiveFrom } = tariff;
    const values = [
      version,
      carrier,
      service,
      effectiveFrom,
      JSON.stringify(tariff),
      fromSample,
      putAt.toISOString(),
    ];
    await tx.query(INSERT, values);
  }

  /** All versions of a service that begin on that day, oldest first; the caller holds the others back. */
  async ofDay(tx: Transaction, { carrier, service, effectiveFrom }: Tariff): Promise<StoredTariff[]> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`tariff ${carrier}/${service}`]);
    return (await tx.query<Row>(SAME_DAY, [carrier, service, effectiveFrom])).map(storedOf);
  }

  /** Per service and first day the newest version. */
  async inUse(tx: ReadTransaction): Promise<Tariff[]> {
    return (await tx.query<Row>(IN_USE)).map(({ document }) => document);
  }

  /** The newest first. */
  async list(tx: ReadTransaction): Promise<StoredTariff[]> {
    return (await tx.query<Row>(LIST)).map(storedOf);
  }
}

const storedOf = ({ document, from_sample, put_at }: Row): StoredTariff => ({
  tariff: document,
  fromSample: from_sample,
  putAt: put_at,
});
