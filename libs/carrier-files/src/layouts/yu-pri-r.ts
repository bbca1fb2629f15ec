import type { Temperature } from '../parcel-to-print.js';
import { codeFor, collects, digits, domesticPhone, empty } from './cells.js';
import type { Column, Layout } from './layout.js';

/** 商品, as the filter of Yu-Pri R takes it: 0 Yu-Pack, 9 Yu-Packet (paperzz.com/doc/5322404 of 2014) [C]. */
const PRODUCTS = { 'yu-pack': '0', 'yu-pack-heavy': '0', 'yu-packet': '9' };
const [PREPAID, COLLECTING] = ['0', '2'];
const COOL: Readonly<Record<Temperature, string>> = { ambient: '0', chilled: '1', frozen: '2' };
/** 19-21 is offered since 2024-04, but no source gives its code. [U] */
const SLOTS = { am: '51', '12-14': '52', '14-16': '53', '16-18': '54', '18-20': '55' };
const [NAME, KANA, PREFECTURE, CITY, STREET, BUILDING, COMPANY, GOODS, REMARK] = [
  50, 50, 16, 50, 50, 50, 50, 50, 44,
];
const COD_YEN_MAX = 300_000;
const yes = (applies: boolean): string => (applies ? '1' : '');
const day = (isoDay: string): string => digits(isoDay);

const columns: readonly Column[] = [
  { name: '商品', of: ({ service }) => codeFor('product for', PRODUCTS)(service), needed: true },
  { name: '着払/代引', of: (parcel) => (collects(parcel) ? COLLECTING : PREPAID), needed: true },
  ...empty('(3)', '(4)', '(5)', '(6)'),
  { name: '作成数', of: ({ pieces }) => String(pieces ?? 1) },
  { name: 'お届け先のお名前', of: ({ to }) => to.name, widthMax: NAME, needed: true },
  { name: 'お届け先の敬称', of: () => '様' },
  { name: 'お名前（カナ）', of: ({ to }) => to.kana ?? '', widthMax: KANA },
  { name: '郵便番号', of: ({ to }) => to.postalCode, widthMax: 8, needed: true },
  { name: '都道府県', of: ({ to }) => to.prefecture, widthMax: PREFECTURE, needed: true },
  { name: '市区町村郡', of: ({ to }) => to.city, widthMax: CITY, needed: true },
  { name: '丁目番地号', of: ({ to }) => to.street, widthMax: STREET, needed: true },
  { name: '建物', of: ({ to }) => to.building ?? '', widthMax: BUILDING },
  { name: '電話番号', of: ({ to }) => domesticPhone(to.phone), widthMax: 15, needed: true },
  { name: '法人名', of: ({ to }) => to.company ?? '', widthMax: COMPANY },
  { name: '部署', of: ({ to }) => to.department ?? '', widthMax: COMPANY },
  ...empty('メール', '空港略称', '空港コード', '受取人様のお名前'),
  { name: 'ご依頼主名', of: ({ from }) => from.name, widthMax: NAME, needed: true },
  { name: 'ご依頼主敬称' },
  { name: 'ご依頼主カナ', of: ({ from }) => from.kana ?? '', widthMax: KANA },
  { name: 'ご依頼主郵便番号', of: ({ from }) => from.postalCode, widthMax: 8, needed: true },
  { name: 'ご依頼主都道府県', of: ({ from }) => from.prefecture, widthMax: PREFECTURE, needed: true },
  { name: 'ご依頼主市区町村', of: ({ from }) => from.city, widthMax: CITY, needed: true },
  { name: 'ご依頼主丁番地', of: ({ from }) => from.street, widthMax: STREET, needed: true },
  { name: 'ご依頼主建物', of: ({ from }) => from.building ?? '', widthMax: BUILDING },
  { name: 'ご依頼主電話番号', of: ({ from }) => domesticPhone(from.phone), widthMax: 15, needed: true },
  { name: 'ご依頼主法人名', of: ({ from }) => from.company ?? '', widthMax: COMPANY },
  { name: 'ご依頼主部署名', of: ({ from }) => from.department ?? '', widthMax: COMPANY },
  { name: 'ご依頼主メール' },
  { name: '品名', of: ({ goods }) => goods[0] ?? '', widthMax: GOODS, needed: true },
  { name: '品名番号' },
  { name: '個数', of: ({ pieces }) => String(pieces ?? 1) },
  { name: '発送予定日', of: ({ shipsOn }) => day(shipsOn), needed: true },
  ...empty('発送予定時間帯', 'セキュリティ', '重量'),
  { name: '損害要償額', of: ({ declaredValueYen }) => String(declaredValueYen ?? '') },
  { name: '保冷', of: ({ temperature }) => COOL[temperature] },
  { name: 'こわれもの', of: ({ care }) => yes(care.includes('fragile')) },
  { name: 'なまもの', of: ({ care }) => yes(care.includes('raw-food')) },
  { name: 'ビン類', of: ({ care }) => yes(care.includes('bottles')) },
  { name: '逆さま厳禁', of: ({ care }) => yes(care.includes('this-side-up')) },
  { name: '下積み厳禁', of: ({ care }) => yes(care.includes('do-not-stack')) },
  ...empty('予備', '差出予定日', '差出予定時間帯'),
  { name: '配達希望日', of: ({ arrivesOn }) => day(arrivesOn ?? '') },
  { name: '配達希望時間帯', of: ({ timeSlot }) => (timeSlot ? codeFor('time slot', SLOTS)(timeSlot) : '') },
  ...empty(
    'クラブ本数',
    '使用日',
    '使用時間',
    '搭乗日',
    '搭乗時間',
    '搭乗便名',
    '復路発送予定日',
    '支払方法',
  ),
  // The standard import has no column for a customer's own number; the remark comes back with the answer.
  { name: '摘要', of: (parcel) => parcel.controlNumber, widthMax: REMARK, needed: true },
  { name: 'サイズ', of: ({ sizeClass }) => sizeClass ?? '' },
  ...empty('差出方法', '割引'),
  { name: '代引金額', of: ({ cashOnDelivery }) => String(cashOnDelivery?.amountYen ?? '') },
  { name: '消費税', of: ({ cashOnDelivery }) => String(cashOnDelivery?.taxYen ?? '') },
  ...empty('配達予定通知', '配達完了通知', '不在通知', '郵便局留通知', '配達完了通知(依頼主)'),
];

/**
 * Japan Post's Yu-Pri R, standard import: 72 columns, no header, quoted. From one public program's comments; a shop may map its own
 * by filter (Japan Post フィルタ設定説明書, 2016) [S], so take this as unconfirmed. Widths are generous guesses. [U]
 */
export const yuPriR: Layout = {
  program: 'yu-pri-r',
  carrier: 'japanpost',
  asOf: '2026-11-26',
  hasHeader: false,
  quoted: true,
  columns,
  rowsMax: 1_000,
  answer: {
    controlNumber: ['摘要', 'お客様側管理番号'],
    trackingNumber: ['お問い合わせ番号', 'お問い合せ番号', '追跡番号'],
  },
  forbids: [
    {
      column: '代引金額',
      when: ({ cashOnDelivery }) => (cashOnDelivery?.amountYen ?? 0) > COD_YEN_MAX,
      obstacle: `more than ${COD_YEN_MAX} yen is not collected`,
      mend: 'ask the buyer to pay another way',
    },
    {
      column: '配達希望時間帯',
      when: ({ timeSlot, service }) => timeSlot !== undefined && service === 'yu-packet',
      obstacle: 'Yu-Packet takes no time slot',
      mend: 'send it by yu-pack, or without the slot',
    },
    {
      column: '着払/代引',
      when: (parcel) => collects(parcel) && parcel.service === 'yu-packet',
      obstacle: 'Yu-Packet collects no cash',
      mend: 'send it by yu-pack',
    },
  ],
};
