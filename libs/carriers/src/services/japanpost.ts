import type { CarrierService } from '../types.js';
import { sizeClasses } from './classes.js';

/**
 * Japan Post Yu-Pack: the class is the size alone, 25 kg at every size (my-neverland.com/1091, takumick.com/?p=9546).
 * 25-30 kg goes as 重量ゆうパック at its own price and a day later, another service.
 * Slots: post.japanpost.jp/deli_days/attention; 20-21 was dropped in 2024-04 (smbiz.asahi.com/article/15139646).
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
  timeSlots: ['am', '12-14', '14-16', '16-18', '18-20', '19-21'],
  asOf: '2026-11-23',
};
