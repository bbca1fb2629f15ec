import type { Temperature } from '../parcel-to-print.js';
import { addressOf, codeFor, collects, domesticPhone, empty, overFields, slashed } from './cells.js';
import type { Column, Layout } from './layout.js';

const SERVICES = { takuhaibin: '000', large: '000' };
const COOL: Readonly<Record<Temperature, string>> = { ambient: '001', chilled: '002', frozen: '003' };
/** [C] */
const SLOTS = { am: '01', '12-14': '12', '14-16': '14', '16-18': '16', '18-20': '18', '19-21': '19' };
/** 荷姿: 001 is a box. [C] */
const BOX = '001';
/** Seals that may go into 指定シール１ to ３. [U] */
const SEALS = { chilled: '001', frozen: '002', day: '005', slot: '007', fragile: '011', upright: '013' };
const SEALS_MAX = 3;
const [LINE, LINES, NAME, GOODS, GOODS_LINES] = [32, 3, 32, 32, 5];
const COD_YEN_MAX = 300_000;

const addressLine = (of: 'to' | 'from', at: number, lines: number): NonNullable<Column['of']> => {
  return (parcel) => overFields(addressOf(parcel[of]), parcel[of].building ?? '', LINE, lines)[at] ?? '';
};
const addressee = ({ name, company }: { readonly name: string; readonly company?: string }): string =>
  company === undefined ? name : company;

const sealsOf: (parcel: Parameters<NonNullable<Column['of']>>[0]) => string[] = (parcel) => {
  const seals = [];
  if (parcel.temperature !== 'ambient') seals.push(SEALS[parcel.temperature]);
  // A slot's seal speaks for its day too: the program takes only one of the two.
  if (parcel.timeSlot !== undefined) seals.push(SEALS.slot);
  else if (parcel.arrivesOn !== undefined) seals.push(SEALS.day);
  if (parcel.care.includes('fragile') || parcel.care.includes('bottles')) seals.push(SEALS.fragile);
  if (parcel.care.includes('this-side-up')) seals.push(SEALS.upright);
  return seals.slice(0, SEALS_MAX);
};

const columns: readonly Column[] = [
  ...empty('お届け先コード取得区分', 'お届け先コード'),
  { name: 'お届け先電話番号', of: ({ to }) => domesticPhone(to.phone), widthMax: 14, needed: true },
  { name: 'お届け先郵便番号', of: ({ to }) => to.postalCode, widthMax: 8, needed: true },
  { name: 'お届け先住所１', of: addressLine('to', 0, LINES), widthMax: LINE, needed: true },
  { name: 'お届け先住所２', of: addressLine('to', 1, LINES), widthMax: LINE },
  { name: 'お届け先住所３', of: addressLine('to', 2, LINES), widthMax: LINE },
  { name: 'お届け先名称１', of: ({ to }) => addressee(to), widthMax: NAME, needed: true },
  { name: 'お届け先名称２', of: ({ to }) => (to.company === undefined ? '' : to.name), widthMax: NAME },
  { name: 'お客様管理番号', of: (parcel) => parcel.controlNumber, widthMax: 16, needed: true },
  { name: 'お客様コード', of: (_parcel, { customerCode }) => customerCode, widthMax: 12, needed: true },
  ...empty('部署ご担当者コード取得区分', '部署ご担当者コード', '部署ご担当者名称', '荷送人電話番号'),
  ...empty('ご依頼主コード取得区分', 'ご依頼主コード'),
  { name: 'ご依頼主電話番号', of: ({ from }) => domesticPhone(from.phone), widthMax: 14, needed: true },
  { name: 'ご依頼主郵便番号', of: ({ from }) => from.postalCode, widthMax: 8, needed: true },
  { name: 'ご依頼主住所１', of: addressLine('from', 0, 2), widthMax: LINE, needed: true },
  { name: 'ご依頼主住所２', of: addressLine('from', 1, 2), widthMax: LINE },
  { name: 'ご依頼主名称１', of: ({ from }) => addressee(from), widthMax: NAME, needed: true },
  { name: 'ご依頼主名称２', of: ({ from }) => (from.company === undefined ? '' : from.name), widthMax: NAME },
  { name: '荷姿', of: () => BOX },
  ...['１', '２', '３', '４', '５'].slice(0, GOODS_LINES).map((digit, at): Column => ({
    name: `品名${digit}`,
    of: ({ goods }) => goods[at] ?? '',
    widthMax: GOODS,
    needed: at === 0,
  })),
  ...empty('荷札荷姿'),
  ...empty(
    ...['１', '２', '３', '４', '５', '６', '７', '８', '９', '１０', '１１'].map(
      (digit) => `荷札品名${digit}`,
    ),
  ),
  { name: '出荷個数', of: ({ pieces }) => String(pieces ?? 1), needed: true },
  { name: 'スピード指定', of: ({ service }) => codeFor('speed for', SERVICES)(service), needed: true },
  { name: 'クール便指定', of: ({ temperature }) => COOL[temperature], needed: true },
  { name: '配達日', of: ({ arrivesOn }) => slashed(arrivesOn ?? '') },
  { name: '配達指定時間帯', of: ({ timeSlot }) => (timeSlot ? codeFor('time slot', SLOTS)(timeSlot) : '') },
  { name: '配達指定時間（時分）' },
  { name: '代引金額', of: ({ cashOnDelivery }) => String(cashOnDelivery?.amountYen ?? '') },
  { name: '消費税', of: ({ cashOnDelivery }) => String(cashOnDelivery?.taxYen ?? '') },
  // 0 by any means of payment [U]
  { name: '決済種別', of: (parcel) => (collects(parcel) ? '0' : '') },
  { name: '保険金額', of: ({ declaredValueYen }) => String(declaredValueYen ?? '') },
  { name: '指定シール１', of: (parcel) => sealsOf(parcel)[0] ?? '' },
  { name: '指定シール２', of: (parcel) => sealsOf(parcel)[1] ?? '' },
  { name: '指定シール３', of: (parcel) => sealsOf(parcel)[2] ?? '' },
  ...empty('営業所受取', 'SRC区分', '営業所受取営業所コード'),
  // 元着区分: 1 the sender pays [U]
  { name: '元着区分', of: () => '1' },
  ...empty('メールアドレス', 'ご不在時連絡先'),
  { name: '出荷日', of: ({ shipsOn }) => slashed(shipsOn), needed: true },
  ...empty('お問い合せ送り状No.', '出荷場印字区分', '集約解除指定'),
  ...empty(
    ...['０１', '０２', '０３', '０４', '０５', '０６', '０７', '０８', '０９', '１０'].map(
      (digit) => `編集${digit}`,
    ),
  ),
];

/**
 * Sagawa's e-Hiden III, 74 columns, template 標準_飛脚宅配便_CSV_ヘッダ有り (d2c-square.com/?p=805); names by six public programs that
 * agree. Widths by the e-Hiden II layout of 2016-09-01 (paperzz.com/doc/6185757) [C]. Not tried in the carrier's program.
 */
export const eHiden3: Layout = {
  program: 'e-hiden-3',
  carrier: 'sagawa',
  asOf: '2026-11-26',
  hasHeader: true,
  quoted: true,
  columns,
  rowsMax: 1_000,
  answer: {
    controlNumber: ['お客様管理番号', 'お客様管理ナンバー'],
    trackingNumber: ['お問い合せ送り状No.', 'お問い合せ送り状NO', 'お問い合わせ送り状No.'],
  },
  forbids: [
    {
      column: '代引金額',
      when: ({ cashOnDelivery }) => (cashOnDelivery?.amountYen ?? 0) > COD_YEN_MAX,
      obstacle: `more than ${COD_YEN_MAX} yen is not collected`,
      mend: 'ask the buyer to pay another way',
    },
    {
      column: '出荷個数',
      when: ({ pieces, cashOnDelivery }) => (pieces ?? 1) > 1 && cashOnDelivery !== undefined,
      obstacle: 'cash is not collected for several pieces under one number',
      mend: 'make a waybill for each piece, the amount on one of them',
    },
  ],
};
