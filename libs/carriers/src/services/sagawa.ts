import type { CarrierService } from '../types.js';
import { sizeClasses } from './classes.js';

/** e-Hiden codes 01, 12, 14, 16, 18, 19 [C]; its 18-21 (code 04) is not offered here. */
const TIME_SLOTS = ['am', '12-14', '14-16', '16-18', '18-20', '19-21'];

/**
 * Sagawa Hikyaku Takuhaibin: there is no class 120, so 101-140 cm and 10-20 kg pay 140 (3min-lib.com, tsun.ec) [S].
 * No longest side is stated below the large service, so the sum of the largest class is the only bound.
 * e-Hiden III has codes for chilled and frozen [C]; to what size is not stated, so no more than class 100 is put on the road cold.
 * The ceiling of cash on delivery is general knowledge [U].
 */
export const sagawaTakuhaibin: CarrierService = {
  carrier: 'sagawa',
  service: 'takuhaibin',
  names: { ja: '飛脚宅配便', en: 'Hikyaku Takuhaibin' },
  classRule: 'larger-of-size-and-weight',
  classes: sizeClasses([60, 2], [80, 5], [100, 10], [140, 20], [160, 30]),
  longestSideMmMax: 1_600,
  handOver: true,
  cashOnDelivery: true,
  codAmountYenMax: 300_000,
  timeSlots: TIME_SLOTS,
  temperatures: ['ambient', 'chilled', 'frozen'],
  coolClassMax: '100',
  battery: 'not-by-air',
  asOf: '2026-11-23',
};

/** Over 160 cm or 30 kg, up to 50 kg, by the sum of the sides alone (tsun.ec) [S]; the longest side of 170 cm [C], the name [U]. */
export const sagawaLarge: CarrierService = {
  carrier: 'sagawa',
  service: 'large',
  names: { ja: '飛脚ラージサイズ宅配便', en: 'Hikyaku Large Size' },
  classRule: 'size-only',
  classes: sizeClasses([170, 50], [180, 50], [200, 50], [220, 50], [240, 50], [260, 50]),
  longestSideMmMax: 1_700,
  handOver: true,
  cashOnDelivery: false,
  timeSlots: TIME_SLOTS,
  battery: 'not-by-air',
  asOf: '2026-11-23',
};
