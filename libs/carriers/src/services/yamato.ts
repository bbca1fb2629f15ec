import type { CarrierService } from '../types.js';
import { sizeClasses } from './classes.js';

/**
 * Yamato Takkyubin. Classes, weights and the longest side (170 cm): danchizumano-nandeyanen.com/?p=450715.
 * Slots: B2 codes 0812, 1416, 1618, 1820, 1921 as two public code bases write them; 12-14 was abolished (japan.md 3.3).
 * The 100 cm limit for parcels whose orientation is fixed is not stated here.
 */
export const yamatoTakkyubin: CarrierService = {
  carrier: 'yamato',
  service: 'takkyubin',
  names: { ja: '宅急便', en: 'Takkyubin' },
  classRule: 'larger-of-size-and-weight',
  classes: sizeClasses([60, 2], [80, 5], [100, 10], [120, 15], [140, 20], [160, 25], [180, 30], [200, 30]),
  longestSideMmMax: 1_700,
  handOver: true,
  cashOnDelivery: true,
  timeSlots: ['am', '14-16', '16-18', '18-20', '19-21'],
  asOf: '2026-11-23',
};

/**
 * Nekopos, a mailbox product for contract shippers: up to 31.2 × 22.8 cm, 1 kg, no cash on delivery (flagship.cc).
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
  handOver: false,
  cashOnDelivery: false,
  timeSlots: [],
  asOf: '2026-11-23',
};
