import type { CarrierService } from '../types.js';
import { sizeClasses } from './classes.js';

/** B2 codes 0812, 1416, 1618, 1820, 1921 as two public code bases write them; 12-14 was abolished [C]. */
const TIME_SLOTS = ['am', '14-16', '16-18', '18-20', '19-21'];

/**
 * Yamato Takkyubin. Classes, weights and the longest side, 170 cm or 100 cm where the orientation is fixed:
 * danchizumano-nandeyanen.com/?p=450715 [S]. Chilled or frozen up to 120 [C]. Collects up to 300,000 yen (B2 column 34) [C].
 * That batteries do not fly with any carrier is general knowledge [U].
 */
export const yamatoTakkyubin: CarrierService = {
  carrier: 'yamato',
  service: 'takkyubin',
  names: { ja: '宅急便', en: 'Takkyubin' },
  classRule: 'larger-of-size-and-weight',
  classes: sizeClasses([60, 2], [80, 5], [100, 10], [120, 15], [140, 20], [160, 25], [180, 30], [200, 30]),
  longestSideMmMax: 1_700,
  uprightSideMmMax: 1_000,
  handOver: true,
  cashOnDelivery: true,
  codAmountYenMax: 300_000,
  timeSlots: TIME_SLOTS,
  temperatures: ['ambient', 'chilled', 'frozen'],
  coolClassMax: '120',
  battery: 'not-by-air',
  asOf: '2026-11-23',
};

/**
 * Nekopos, a mailbox product for contract shippers: 23 × 11.5 to 31.2 × 22.8 cm, 1 kg, no cash on delivery (flagship.cc) [S].
 * Sources disagree on the thickness: 3 cm from 2025-11-10 (mirai-guide.com), 2.5 cm (allabout.co.jp/gm/gc/472015); 3 cm is used.
 */
export const yamatoNekopos: CarrierService = {
  carrier: 'yamato',
  service: 'nekopos',
  names: { ja: 'ネコポス', en: 'Nekopos' },
  classRule: 'larger-of-size-and-weight',
  classes: [{ code: 'mailbox', threeSideSumMmMax: 312 + 228 + 30, weightGramsMax: 1_000 }],
  longestSideMmMax: 312,
  middleSideMmMax: 228,
  thicknessMmMax: 30,
  smallestMm: { longest: 230, middle: 115 },
  handOver: false,
  cashOnDelivery: false,
  timeSlots: [],
  battery: 'not-by-air',
  asOf: '2026-11-23',
};

/** Codes under which a shop keeps Yamato's two Compact boxes; each is used once (chateau-vulpes.com) and bought for 70 yen [C]. */
const COMPACT_BOXES = ['yamato-compact', 'yamato-compact-thin'];

/**
 * Takkyubin Compact: only in its own box, 20 × 25 × 5 cm or thin 24.8 × 34 cm; no weight is stated, so Takkyubin's largest is used [S/C].
 * Its Collect goes up to 30,000 yen (B2 slip type 9) [C]; B2 has the same slots for it [C].
 */
export const yamatoCompact: CarrierService = {
  carrier: 'yamato',
  service: 'compact',
  names: { ja: '宅急便コンパクト', en: 'Takkyubin Compact' },
  classRule: 'size-only',
  classes: [{ code: 'compact', threeSideSumMmMax: 340 + 248 + 50, weightGramsMax: 30_000 }],
  longestSideMmMax: 340,
  middleSideMmMax: 250,
  ownBoxes: COMPACT_BOXES,
  handOver: true,
  cashOnDelivery: true,
  codAmountYenMax: 30_000,
  timeSlots: TIME_SLOTS,
  battery: 'not-by-air',
  asOf: '2026-11-23',
};
