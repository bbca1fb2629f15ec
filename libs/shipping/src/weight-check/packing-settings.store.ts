import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { Enclosure } from '../parcel/enclosures.js';
import { DEFAULT_WEIGHT_CHECK, type WeightCheck } from './weight-check.js';

/** The shop's word on its packing tables; `version` rises with every change, 0: nobody has changed anything yet. */
export interface PackingSettings {
  readonly version: number;
  readonly weightCheck: WeightCheck;
  readonly photos: PhotoSettings;
  /** 同梱物, in the order in which the table lists them. */
  readonly enclosures: readonly Enclosure[];
  readonly lots: LotSettings;
}

/** Goods that are kept by lot are given only while they can still be used for so many days; 0: on their last day too. */
interface LotSettings {
  readonly remainingDaysMin: number;
}

/** Whether open boxes are photographed, and how long a photo is kept. */
interface PhotoSettings {
  readonly inUse: boolean;
  readonly keptDays: number;
}

const UNTIL_THE_LAST_DAY: LotSettings = { remainingDaysMin: 0 };
const NO_PHOTOS: PhotoSettings = { inUse: false, keptDays: 90 };

const NEWEST = 'SELECT version, document FROM packing_settings ORDER BY version DESC LIMIT 1';
const INSERT = 'INSERT INTO packing_settings (document, put_at) VALUES ($1::jsonb, $2::timestamptz)';

/** Every change is a new version with its date, the newest counts. */
@Injectable()
export class PackingSettingsTable {
  async newest(tx: ReadTransaction): Promise<PackingSettings> {
    const [row] = await tx.query<{ version: string; document: Partial<PackingSettings> }>(NEWEST);
    const defaults = {
      ...{ weightCheck: DEFAULT_WEIGHT_CHECK, photos: NO_PHOTOS, enclosures: [] },
      lots: UNTIL_THE_LAST_DAY,
    };
    return { ...defaults, ...row?.document, version: Number(row?.version ?? 0) };
  }

  async put(tx: Transaction, settings: Omit<PackingSettings, 'version'>, at: Date): Promise<void> {
    await tx.query(INSERT, [JSON.stringify(settings), at.toISOString()]);
  }
}
