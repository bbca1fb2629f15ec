export {
  afterSilence,
  BURST_SETTINGS,
  type BurstSettings,
  collect,
  type EndedRow,
  isRepeat,
  NO_ROW,
  type Row,
} from './burst.js';
export {
  judgeLot,
  type KnownLot,
  type LotRules,
  type LotStop,
  type LotVerdict,
  type ScannedLot,
} from './judge-lot.js';
export { type Key, type Layout } from './keys.js';
export { readScan, type Reading } from './read-scan.js';
export {
  type CaseScan,
  type Command,
  COMMANDS,
  type CommandScan,
  type ItemScan,
  type PlaceScan,
  type RefusedReason,
  type RefusedScan,
  type Scan,
  type TextScan,
  type WaybillScan,
} from './scan.js';
export {
  isForPractice,
  PRACTICE_CARTONS,
  PRACTICE_GOODS,
  PRACTICE_PARCELS,
  PRACTICE_PLACES,
  PRACTICE_WAYBILLS,
  type PracticeThing,
} from './practice.js';
