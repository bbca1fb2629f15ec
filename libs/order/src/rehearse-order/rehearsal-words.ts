import type { HoldReason } from '../order/order-events.js';

/** What a person is told in each language. */
export interface Words {
  readonly ja: string;
  readonly en: string;
}

/** What may stand between an order and its buyer, beside the holds. */
export type ObstacleCode =
  | 'reference-taken'
  | 'waits-for-stock'
  | 'short-units-cancelled'
  | 'nothing-in-stock'
  | 'size-unknown'
  | 'fits-no-package'
  | 'no-carrier-may-carry-it'
  | 'unknown-item';

export const OBSTACLE_WORDS: Readonly<Record<ObstacleCode, Words>> = {
  'reference-taken': {
    ja: 'この注文番号は別の注文で使われています。',
    en: 'Another order of the channel has this reference; it would be refused.',
  },
  'waits-for-stock': {
    ja: '在庫が足りないため、入荷を待ちます。',
    en: 'Stock is short: units wait for the next receipt.',
  },
  'short-units-cancelled': {
    ja: '不足分はキャンセルされます。',
    en: 'Units that are short would be cancelled, as the order asks.',
  },
  'nothing-in-stock': {
    ja: '在庫がないため、注文はキャンセルされます。',
    en: 'Nothing is in stock and the order does not wait: it would be cancelled.',
  },
  'size-unknown': {
    ja: '寸法または重量が未登録です。梱包する人が箱を選びます。採寸をお願いします。',
    en: 'A size or weight is unknown: the person who packs picks the package. Please measure the goods.',
  },
  'fits-no-package': {
    ja: '安全に入る梱包材がありません。担当者の判断が必要です。',
    en: 'The goods fit no package safely; a person must decide.',
  },
  'no-carrier-may-carry-it': {
    ja: '運べる配送サービスがありません。担当者の判断が必要です。',
    en: 'No carrier may carry it; a person must decide.',
  },
  'unknown-item': {
    ja: '商品マスタにない商品です。',
    en: 'The item master does not know the goods.',
  },
};

export const HOLD_WORDS: Readonly<Record<HoldReason, Words>> = {
  'awaiting-payment': { ja: '入金を待ちます。', en: 'It waits for the payment.' },
  'first-cod-over-amount': {
    ja: '初めての高額な代金引換のため、担当者が確認します。',
    en: 'A first order of much value is paid on delivery: a person looks at it.',
  },
  'remark-present': {
    ja: '備考があるため、担当者が確認します。',
    en: 'It has remarks: a person reads them.',
  },
  'payment-amount-differs': {
    ja: '入金額が合計と異なるため、担当者が確認します。',
    en: 'The sum received differs from the total: a person looks at it.',
  },
};
