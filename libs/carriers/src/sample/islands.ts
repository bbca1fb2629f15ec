import type { RemoteArea } from '../types.js';

/**
 * Beginnings of postal codes of larger islands without a bridge, read from Japan Post's public list by municipality. A sample:
 * which places a carrier counts as remote is in its own list.
 */
export const ISLAND_POSTAL_CODES: readonly string[] = [
  // 利尻・礼文, 奥尻
  ...['09701', '09702', '09703', '09704', '0971', '04314', '04315'],
  // 伊豆諸島, 小笠原
  ...['10001', '10002', '10003', '10004', '10005', '10006', '1001', '1002'],
  // 佐渡, 隠岐
  ...['952', '68401', '68402', '68403', '68404', '685'],
  // 壱岐, 対馬, 五島
  ...['81151', '81152', '81153', '81154', '81155', '81157', '817', '853'],
  ...['85741', '85742', '85744', '85745', '85746', '85747'],
  // 種子島, 屋久島, 吐噶喇, 奄美
  ...[
    '89131',
    '89132',
    '89134',
    '89136',
    '89137',
    '89142',
    '89143',
    '89144',
    '89151',
    '89152',
    '89153',
    '894',
  ],
  // 粟国・大東, 宮古, 八重山
  ...['90137', '90138', '90139', '906', '907'],
];

/** The islands as one area: a day more, and the yen a carrier asks for the way over the sea (中継料; tsun.ec names it for Sagawa). */
export const sampleIslands = (yen: number): RemoteArea => ({
  code: 'islands',
  names: { ja: '離島', en: 'Islands' },
  postalCodes: ISLAND_POSTAL_CODES,
  yen,
  extraDays: 1,
});
