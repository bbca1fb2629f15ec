import type { CarrierService } from '../types.js';
import { sizeClasses } from './classes.js';

/**
 * Sagawa Hikyaku Takuhaibin: there is no class 120, so 101-140 cm and 10-20 kg pay 140 (3min-lib.com, tsun.ec).
 * No longest side is stated below the large service, so the sum of the largest class is the only bound.
 * Slots as e-Hiden codes 01, 12, 14, 16, 18, 19; its 18-21 (code 04) is not offered here.
 * Over 160 cm or 30 kg is 飛脚ラージサイズ, another service.
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
  timeSlots: ['am', '12-14', '14-16', '16-18', '18-20', '19-21'],
  asOf: '2026-11-23',
};
