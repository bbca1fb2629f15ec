import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import { NO_SETTINGS, type CarrierSettings } from './carrier-settings.js';

interface Row {
  readonly version: string;
  readonly document: Omit<CarrierSettings, 'version'>;
}

const NEWEST = 'SELECT version, document FROM carrier_settings ORDER BY version DESC LIMIT 1';
const INSERT = 'INSERT INTO carrier_settings (document, put_at) VALUES ($1::jsonb, $2::timestamptz)';

/** The shop's word on carriers; every change is a new version, the newest counts. */
@Injectable()
export class CarrierSettingsTable {
  async newest(tx: ReadTransaction): Promise<CarrierSettings> {
    const [row] = await tx.query<Row>(NEWEST);
    return row ? { ...row.document, version: Number(row.version) } : NO_SETTINGS;
  }

  async put(tx: Transaction, settings: Omit<CarrierSettings, 'version'>, at: Date): Promise<void> {
    await tx.query(INSERT, [JSON.stringify(settings), at.toISOString()]);
  }
}
