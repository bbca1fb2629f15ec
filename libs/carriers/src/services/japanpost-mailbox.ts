import type { CarrierService } from '../types.js';

/** What Japan Post's mailbox products share: no hand-over, no cash, no time slot (yubin-mametisiki.com/?p=189) [S]. */
const MAILBOX = {
  carrier: 'japanpost',
  classRule: 'size-only',
  thicknessMmMax: 30,
  longestSideMmMax: 340,
  handOver: false,
  cashOnDelivery: false,
  timeSlots: [],
  battery: 'not-by-air',
  asOf: '2026-11-23',
} as const;

/** Click Post: 14 × 9 to 34 × 25 cm, 3 cm, 1 kg, one price, no compensation (kashitaniyu.com, knowledge-x.com) [S]. */
export const japanpostClickPost: CarrierService = {
  ...MAILBOX,
  service: 'click-post',
  names: { ja: 'クリックポスト', en: 'Click Post' },
  classes: [{ code: 'mailbox', threeSideSumMmMax: 340 + 250 + 30, weightGramsMax: 1_000 }],
  middleSideMmMax: 250,
  smallestMm: { longest: 140, middle: 90 },
};

/** Yu-Packet: sum 60, longest 34, thickness 3 cm, 1 kg (hdmr.org) [S partly]; priced by thickness in steps of 1 cm [U]. */
export const japanpostYuPacket: CarrierService = {
  ...MAILBOX,
  service: 'yu-packet',
  names: { ja: 'ゆうパケット', en: 'Yu-Packet' },
  classes: [10, 20, 30].map((thicknessMmMax) => ({
    code: `${thicknessMmMax / 10}cm`,
    threeSideSumMmMax: 600,
    weightGramsMax: 1_000,
    thicknessMmMax,
  })),
};

/** Yu-Packet Post: 60 / 34 / 3 cm, 2 kg, in its special box or with a sticker on any package (topicshub-jp) [S]; here with the sticker. */
export const japanpostYuPacketPost: CarrierService = {
  ...MAILBOX,
  service: 'yu-packet-post',
  names: { ja: 'ゆうパケットポスト', en: 'Yu-Packet Post' },
  classes: [{ code: 'mailbox', threeSideSumMmMax: 600, weightGramsMax: 2_000 }],
};
