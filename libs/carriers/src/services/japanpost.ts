import type { CarrierService } from '../types.js';
import { sizeClasses } from './classes.js';

/** post.japanpost.jp/deli_days/attention; 20-21 was dropped in 2024-04 (smbiz.asahi.com/article/15139646) [S]. */
const TIME_SLOTS = ['am', '12-14', '14-16', '16-18', '18-20', '19-21'];

/**
 * Japan Post Yu-Pack: the class is the size alone, 25 kg at every size (my-neverland.com/1091, takumick.com/?p=9546) [S].
 * Yu-Pri R has one mark for cold (column 43) [C]; to what size is not stated, so no more than class 120 goes cold.
 * The ceiling of cash on delivery is general knowledge [U].
 */
export const japanpostYuPack: CarrierService = {
  carrier: 'japanpost',
  service: 'yu-pack',
  names: { ja: 'ゆうパック', en: 'Yu-Pack' },
  classRule: 'size-only',
  classes: sizeClasses([60, 25], [80, 25], [100, 25], [120, 25], [140, 25], [160, 25], [170, 25]),
  longestSideMmMax: 1_700,
  handOver: true,
  cashOnDelivery: true,
  codAmountYenMax: 300_000,
  timeSlots: TIME_SLOTS,
  temperatures: ['ambient', 'chilled'],
  coolClassMax: '120',
  battery: 'not-by-air',
  asOf: '2026-11-23',
};

/** 重量ゆうパック, 25-30 kg: 500 yen more and a day later (my-neverland.com/1091, takumick.com/?p=9546) [S]. */
export const japanpostYuPackHeavy: CarrierService = {
  ...japanpostYuPack,
  service: 'yu-pack-heavy',
  names: { ja: '重量ゆうパック', en: 'Yu-Pack heavy' },
  classes: japanpostYuPack.classes.map((one) => ({ ...one, weightGramsMax: 30_000 })),
  temperatures: ['ambient'],
};
