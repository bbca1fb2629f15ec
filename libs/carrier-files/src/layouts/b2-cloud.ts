import type { Care, ParcelToPrint, Party, Temperature } from '../parcel-to-print.js';
import { addressOf, codeFor, collects, domesticPhone, empty, slashed } from './cells.js';
import { cutAt } from '../width.js';
import type { Column, Layout } from './layout.js';

/** Slip types by service, prepaid and collecting (送り状種類). [C] */
const PREPAID = { takkyubin: '0', compact: '8', nekopos: 'A' };
const COLLECTING = { takkyubin: '2', compact: '9' };
const COOL: Readonly<Record<Temperature, string>> = { ambient: '0', frozen: '1', chilled: '2' };
/** 12-14 was abolished. [C] */
const SLOTS = { am: '0812', '14-16': '1416', '16-18': '1618', '18-20': '1820', '19-21': '1921' };
/** Two handling fields; the first two that apply, most dangerous first. [U] */
const CARE: readonly (readonly [Care, string])[] = [
  ['fragile', 'ワレ物注意'],
  ['this-side-up', '天地無用'],
  ['do-not-stack', '下積厳禁'],
  ['raw-food', 'ナマモノ'],
  ['bottles', 'ワレ物注意'],
];
const COD_YEN_MAX = 300_000;
const COMPACT_COD_YEN_MAX = 30_000;
const [ADDRESS, BUILDING, COMPANY, NAME, KANA, GOODS, CARE_WORDS, REMARK] = [64, 32, 50, 32, 50, 50, 20, 44];

const careWord = (parcel: ParcelToPrint, at: number): string =>
  [...new Set(CARE.filter(([care]) => parcel.care.includes(care)).map(([, word]) => word))][at] ?? '';

/** What is too long for the address goes before the building. */
const beforeBuilding = (party: Party): string =>
  `${cutAt(addressOf(party), ADDRESS).rest}${party.building ?? ''}`;

/** Address and sender columns are the same for both parties; B2 keeps the block number in the address. */
const first42: readonly Column[] = [
  { name: 'お客様管理番号', of: (parcel) => parcel.controlNumber, widthMax: 50, needed: true },
  {
    name: '送り状種類',
    of: (parcel) => codeFor('slip type for', collects(parcel) ? COLLECTING : PREPAID)(parcel.service),
    needed: true,
  },
  { name: 'クール区分', of: ({ temperature }) => COOL[temperature] },
  { name: '伝票番号' },
  { name: '出荷予定日', of: ({ shipsOn }) => slashed(shipsOn), needed: true },
  { name: 'お届け予定（指定）日', of: ({ arrivesOn }) => slashed(arrivesOn ?? '') },
  { name: '配達時間帯', of: ({ timeSlot }) => (timeSlot ? codeFor('time slot', SLOTS)(timeSlot) : '') },
  { name: 'お届け先コード' },
  { name: 'お届け先電話番号', of: ({ to }) => domesticPhone(to.phone), widthMax: 15, needed: true },
  { name: 'お届け先電話番号枝番' },
  { name: 'お届け先郵便番号', of: ({ to }) => to.postalCode, widthMax: 8, needed: true },
  {
    name: 'お届け先住所',
    of: ({ to }) => cutAt(addressOf(to), ADDRESS).head,
    widthMax: ADDRESS,
    needed: true,
  },
  { name: 'お届け先住所（アパートマンション名）', of: ({ to }) => beforeBuilding(to), widthMax: BUILDING },
  { name: 'お届け先会社・部門名１', of: ({ to }) => to.company ?? '', widthMax: COMPANY },
  { name: 'お届け先会社・部門名２', of: ({ to }) => to.department ?? '', widthMax: COMPANY },
  { name: 'お届け先名', of: ({ to }) => to.name, widthMax: NAME, needed: true },
  { name: 'お届け先名略称カナ', of: ({ to }) => to.kana ?? '', widthMax: KANA },
  { name: '敬称', of: ({ service }) => (service === 'nekopos' ? '様' : '') },
  { name: 'ご依頼主コード' },
  { name: 'ご依頼主電話番号', of: ({ from }) => domesticPhone(from.phone), widthMax: 15, needed: true },
  { name: 'ご依頼主電話番号枝番' },
  { name: 'ご依頼主郵便番号', of: ({ from }) => from.postalCode, widthMax: 8, needed: true },
  {
    name: 'ご依頼主住所',
    of: ({ from }) => cutAt(addressOf(from), ADDRESS).head,
    widthMax: ADDRESS,
    needed: true,
  },
  {
    name: 'ご依頼主住所（アパートマンション名）',
    of: ({ from }) => beforeBuilding(from),
    widthMax: BUILDING,
  },
  { name: 'ご依頼主名', of: ({ from }) => from.name, widthMax: NAME, needed: true },
  { name: 'ご依頼主名略称カナ', of: ({ from }) => from.kana ?? '', widthMax: KANA },
  { name: '品名コード１' },
  { name: '品名１', of: ({ goods }) => goods[0] ?? '', widthMax: GOODS, needed: true },
  { name: '品名コード２' },
  { name: '品名２', of: ({ goods }) => goods[1] ?? '', widthMax: GOODS },
  { name: '荷扱い１', of: (parcel) => careWord(parcel, 0), widthMax: CARE_WORDS },
  { name: '荷扱い２', of: (parcel) => careWord(parcel, 1), widthMax: CARE_WORDS },
  { name: '記事', of: ({ remark }) => remark ?? '', widthMax: REMARK },
  {
    name: 'コレクト代金引換額（税込）',
    of: ({ cashOnDelivery }) => String(cashOnDelivery?.amountYen ?? ''),
  },
  { name: 'コレクト内消費税額等', of: ({ cashOnDelivery }) => String(cashOnDelivery?.taxYen ?? '') },
  ...empty('営業所止置き', '営業所コード'),
  { name: '発行枚数', of: ({ pieces }) => String(pieces ?? 1) },
  { name: '個数口枠の印字', of: ({ pieces }) => ((pieces ?? 1) > 1 ? '1' : '') },
  { name: 'ご請求先顧客コード', of: (_parcel, { customerCode }) => customerCode, widthMax: 12, needed: true },
  { name: 'ご請求先分類コード' },
  {
    name: '運賃管理番号',
    of: (_parcel, { freightNumber }) => freightNumber ?? '01',
    widthMax: 2,
    needed: true,
  },
];

/** Named as two public programs that agree have them; B2 lets a shop save its own layout. [C] */
const after42 = empty(
  'クロネコwebコレクトデータ登録',
  'クロネコwebコレクト加盟店番号',
  'クロネコwebコレクト申込受付番号１',
  'クロネコwebコレクト申込受付番号２',
  'クロネコwebコレクト申込受付番号３',
  'お届け予定ｅメール利用区分',
  'お届け予定ｅメールe-mailアドレス',
  '入力機種',
  'お届け予定ｅメールメッセージ',
  'お届け完了ｅメール利用区分',
  'お届け完了ｅメールe-mailアドレス',
  'お届け完了ｅメールメッセージ',
  'クロネコ収納代行利用区分',
  '予備',
  '収納代行請求金額(税込)',
  '収納代行内消費税額等',
  '収納代行請求先郵便番号',
  '収納代行請求先住所',
  '収納代行請求先住所（アパートマンション名）',
  '収納代行請求先会社・部門名１',
  '収納代行請求先会社・部門名２',
  '収納代行請求先名(漢字)',
  '収納代行請求先名(カナ)',
  '収納代行問合せ先名(漢字)',
  '収納代行問合せ先郵便番号',
  '収納代行問合せ先住所',
  '収納代行問合せ先住所（アパートマンション名）',
  '収納代行問合せ先電話番号',
  '収納代行管理番号',
  '収納代行品名',
  '収納代行備考',
  '複数口くくりキー',
  '検索キータイトル1',
  '検索キー1',
  '検索キータイトル2',
  '検索キー2',
  '検索キータイトル3',
  '検索キー3',
  '検索キータイトル4',
  '検索キー4',
  '検索キータイトル5',
  '検索キー5',
  '予備',
  '予備',
  '投函予定メール利用区分',
  '投函予定メールe-mailアドレス',
  '投函予定メールメッセージ',
  '投函完了メール（お届け先宛）利用区分',
  '投函完了メール（お届け先宛）e-mailアドレス',
  '投函完了メール（お届け先宛）メールメッセージ',
  '投函完了メール（ご依頼主宛）利用区分',
  '投函完了メール（ご依頼主宛）e-mailアドレス',
  '投函完了メール（ご依頼主宛）メールメッセージ',
);

/**
 * Yamato's B2 Cloud, 95 columns with a header. Positions and codes by labocho/yamato_b2_cloud, which names Yamato's own
 * new_exchange1.pdf, and three other public programs; not tried in the carrier's program.
 */
export const b2Cloud: Layout = {
  program: 'b2-cloud',
  carrier: 'yamato',
  asOf: '2026-11-26',
  hasHeader: true,
  quoted: true,
  columns: [...first42, ...after42],
  // NextEngine sends as many at once (manual.next-engine.net/app/b2cloud/51984) [S]
  rowsMax: 1_000,
  answer: { controlNumber: ['お客様管理番号'], trackingNumber: ['伝票番号'] },
  forbids: [
    {
      column: 'コレクト代金引換額（税込）',
      when: ({ cashOnDelivery }) => (cashOnDelivery?.amountYen ?? 0) > COD_YEN_MAX,
      obstacle: `more than ${COD_YEN_MAX} yen is not collected`,
      mend: 'ask the buyer to pay another way',
    },
    {
      column: 'コレクト代金引換額（税込）',
      when: ({ service, cashOnDelivery }) =>
        service === 'compact' && (cashOnDelivery?.amountYen ?? 0) > COMPACT_COD_YEN_MAX,
      obstacle: `Compact Collect takes ${COMPACT_COD_YEN_MAX} yen at most`,
      mend: 'send it by takkyubin',
    },
    {
      column: 'クール区分',
      when: ({ temperature, pieces }) => temperature !== 'ambient' && (pieces ?? 1) > 1,
      obstacle: 'cool parcels are not sent as several pieces under one number',
      mend: 'make a waybill for each piece',
    },
    {
      column: 'クール区分',
      when: ({ temperature, service }) => temperature !== 'ambient' && service !== 'takkyubin',
      obstacle: 'only takkyubin goes chilled or frozen',
      mend: 'send it by takkyubin',
    },
    {
      column: '配達時間帯',
      when: ({ timeSlot, service }) => timeSlot !== undefined && service === 'nekopos',
      obstacle: 'Nekopos takes no time slot',
      mend: 'send it by takkyubin or compact, or without the slot',
    },
  ],
};
