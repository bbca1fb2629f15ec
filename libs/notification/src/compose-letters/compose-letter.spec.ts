import { orderConfirmed, parcelDispatched, sealedContents } from '@okuru/contracts';
import { composeLetter } from './compose-letter.js';
import type { Addressed, OrderCard } from './letter.js';

const shop = {
  name: 'お茶の店',
  from: 'お茶の店 <shop@example.jp>',
  timeZone: 'Asia/Tokyo',
  shipsWithinDays: 3,
  address: '〒420-0001 静岡県静岡市葵区茶町1-1',
  phone: '054-000-0000',
};
const names: Record<string, string> = { 'MUG-WHITE': 'マグカップ 白', TEA: '煎茶 100g' };

const anOrder = (changes: Partial<OrderCard> = {}): OrderCard => ({ ...orderConfirmed.example, ...changes });
const addressed = (changes: Partial<Addressed> = {}): Addressed => ({
  language: 'ja',
  reference: 'A-1001',
  contact: { name: '髙﨑 𠮷野🎁', email: 'takasaki@example.jp' },
  shipTo: {
    name: '髙﨑 𠮷野',
    postalCode: '100-0001',
    prefecture: '東京都',
    city: '千代田区',
    street: '千代田1-1',
    building: '①号棟㈱ハイツ',
  },
  order: anOrder(),
  nameOf: (sku) => names[sku] ?? sku,
  shop,
  ...changes,
});

const teaOrder = anOrder({
  lines: [
    { lineId: '1', sku: 'MUG-WHITE', quantity: 2, unitPrice: 1500, taxRate: 10 },
    { lineId: '2', sku: 'TEA', quantity: 3, unitPrice: 1080, taxRate: 8 },
  ],
  money: {
    currency: 'JPY',
    taxMode: 'included',
    charges: [{ kind: 'postage', amount: 330, taxRate: 10 }],
    discounts: [{ kind: 'coupon', amount: 100, taxRate: 8, bornBy: 'shop' }],
    total: 6470,
  },
  payment: { method: 'prepaid', status: 'paid', amount: 6470, receivedAt: '2026-01-14T16:00:00.000Z' },
});

const SET = { lineId: '1', sku: 'SET', quantity: 2, names: { ja: 'お茶のセット', en: 'Tea set' } };
/** Two sets of 2,999 yen, a part of which stands on two lines, and one of its parts singly. */
const setOrder = anOrder({
  lines: [
    { lineId: '1.1', sku: 'MUG-WHITE', quantity: 2, unitPrice: 999, taxRate: 8, set: SET },
    { lineId: '1.2', sku: 'MUG-WHITE', quantity: 2, unitPrice: 1000, taxRate: 8, set: SET },
    { lineId: '1.3', sku: 'TEA', quantity: 2, unitPrice: 1000, taxRate: 8, set: SET },
    { lineId: '2', sku: 'TEA', quantity: 1, unitPrice: 1080, taxRate: 8 },
  ],
});

describe('a set in a letter', () => {
  it('stands once with its price, its parts beneath it', () => {
    const { text, html } = composeLetter('confirmed', addressed({ order: setOrder }), {});
    expect(text).toContain(`■ ご注文の商品

- お茶のセット ※
  数量：2 / 単価：2,999円 / 金額：5,998円
  - マグカップ 白
    数量：4
  - 煎茶 100g
    数量：2
- 煎茶 100g ※
  数量：1 / 単価：1,080円 / 金額：1,080円

`);
    expect(html).toContain('<tr><td>&emsp;マグカップ 白</td><td align="right">4</td></tr>');
  });

  it('says the same in English, or in Japanese where it has no English name', () => {
    const en = (order: OrderCard) =>
      composeLetter('confirmed', addressed({ language: 'en', order }), {}).text;
    expect(en(setOrder)).toContain('- Tea set *\n  Quantity: 2 / Unit price: ¥2,999 / Amount: ¥5,998\n  - ');
    const nameless = { ...SET, names: { ...SET.names, en: '' } };
    const lines = setOrder.lines.map((line) => (line.set ? { ...line, set: nameless } : line));
    expect(en({ ...setOrder, lines })).toContain('- お茶のセット *\n');
  });

  it('is told as a part of it where the parcel holds some of its parts, and whole where it holds all', () => {
    const dispatched = (lines: OrderCard['lines'], language: 'ja' | 'en' = 'ja') =>
      composeLetter('dispatched', addressed({ language, order: setOrder }), {
        ...parcelDispatched.example,
        lines: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })),
      }).text;
    expect(dispatched(setOrder.lines)).toContain(
      '- お茶のセット\n  数量：2\n  - マグカップ 白\n    数量：4\n  - 煎茶 100g\n    数量：2\n- 煎茶 100g\n  数量：1\n',
    );
    const some = setOrder.lines.slice(2, 3);
    expect(dispatched(some)).toContain('- お茶のセット（一部）\n  - 煎茶 100g\n    数量：2\n');
    expect(dispatched(some, 'en')).toContain('- Tea set (part of it)\n  - ');
  });
});

describe('a confirmed letter', () => {
  it('tells a prepaid buyer in Japanese all that the law asks for', () => {
    const { subject, text } = composeLetter('confirmed', addressed({ order: teaOrder }), {});
    expect(subject).toBe('【お茶の店】ご注文を承りました（A-1001）');
    expect(text).toBe(`髙﨑 𠮷野🎁 様

お茶の店をご利用いただき、ありがとうございます。

以下のご注文を承りました。ご注文は確定しています。

ご注文番号：A-1001
ご注文日：2026年1月15日(木)

■ ご注文の商品

- マグカップ 白
  数量：2 / 単価：1,500円 / 金額：3,000円
- 煎茶 100g ※
  数量：3 / 単価：1,080円 / 金額：3,240円

送料：330円
クーポン ※：-100円
合計（税込）：6,470円
10%対象：3,330円（うち消費税 302円）
8%対象：3,140円（うち消費税 232円）

※は軽減税率（8%）の対象です。

■ お支払い

お支払い方法：前払い
お支払い状況：お支払い済み
受領額：6,470円
受領日：2026年1月15日(木)

■ お届け

お届け時期：ご注文の確定から3日以内に発送します。
お届け先：〒100-0001 東京都 千代田区 千代田1-1 ①号棟㈱ハイツ 髙﨑 𠮷野

在庫がそろってから、まとめて発送します。

発送の際に、お荷物の番号をあらためてお知らせします。

ご不明な点がございましたら、このメールにご返信ください。

■ 販売者

お茶の店（shop@example.jp）

〒420-0001 静岡県静岡市葵区茶町1-1

電話: 054-000-0000
`);
  });

  it('says the same in English', () => {
    const { subject, text, html } = composeLetter(
      'confirmed',
      addressed({ language: 'en', order: teaOrder }),
      {},
    );
    expect(subject).toBe('[お茶の店] Your order A-1001 is confirmed');
    for (const said of [
      'Dear 髙﨑 𠮷野🎁,',
      'Ordered on: Thu, 15 January 2026',
      '  Quantity: 2 / Unit price: ¥1,500 / Amount: ¥3,000',
      'Postage: ¥330',
      'Coupon *: -¥100',
      'Total, tax included: ¥6,470',
      'Subject to 10% tax: ¥3,330 (tax included: ¥302)',
      'Amount received: ¥6,470',
      'We dispatch within 3 days of this confirmation.',
    ])
      expect(text).toContain(said);
    expect(html).toContain('<html lang="en">');
  });

  it.each([
    [
      'a day and a slot',
      { mode: 'any', date: '2026-01-20', slot: '18-20' } as const,
      'お届け時期：2026年1月20日(火) 18時〜20時（ご指定）',
    ],
    ['a day', { mode: 'any', date: '2026-01-20' } as const, 'お届け時期：2026年1月20日(火)（ご指定）'],
    ['a slot', { mode: 'any', slot: 'am' } as const, 'お届け時間帯：午前中'],
    [
      'a place to leave it',
      { mode: 'any', unattendedPlace: '宅配ボックス' } as const,
      '置き配の場所：宅配ボックス',
    ],
    ['a pick-up point', { mode: 'any', pickUpPoint: '東京駅店' } as const, '受取場所：東京駅店'],
  ])('repeats %s that the buyer asked for', (_case, delivery, said) => {
    expect(composeLetter('confirmed', addressed({ order: anOrder({ delivery }) }), {}).text).toContain(said);
  });

  it('states tax apart where prices are without it, rounded once per rate', () => {
    const order = anOrder({
      lines: [1, 2, 3].map((n) => ({ lineId: `${n}`, sku: 'TEA', quantity: 1, unitPrice: 99, taxRate: 8 })),
      money: { currency: 'JPY', taxMode: 'excluded', charges: [], discounts: [], total: 320 },
    });
    const { text } = composeLetter('confirmed', addressed({ order }), {});
    expect(text).toContain('消費税 8%：23円\n合計（税込）：320円');
    expect(text).toContain('商品と料金は税抜の金額です。');
  });

  it('asks a cash-on-delivery buyer to pay at the door', () => {
    const order = anOrder({ payment: { method: 'cod', status: 'on-delivery', amount: 0 } });
    const { text } = composeLetter('confirmed', addressed({ order }), {});
    expect(text).toContain('お支払い方法：代金引換');
    expect(text).not.toContain('受領額');
  });
});

describe('the other letters', () => {
  it('awaiting payment: how much and until when', () => {
    const facts = { deadline: '2026-01-22T03:04:05.678Z', total: 3300 };
    const ja = composeLetter('awaiting-payment', addressed(), facts);
    expect(ja.subject).toBe('【お茶の店】ご入金をお待ちしています（A-1001）');
    expect(ja.text).toContain('お支払い金額（税込）：3,300円\nお支払い期限：2026年1月22日(木) 12:04');
    const en = composeLetter('awaiting-payment', addressed({ language: 'en' }), facts);
    expect(en.text).toContain('Pay by: Thu, 22 January 2026 at 12:04');
  });

  it('dispatched: the carrier, the number and only what is in the parcel', () => {
    const parcel = {
      ...parcelDispatched.example,
      lines: [{ lineId: '2', sku: 'TEA', quantity: 3 }],
    };
    const { text, html } = composeLetter('dispatched', addressed({ order: teaOrder }), parcel);
    expect(text).toContain('配送会社：ヤマト運輸');
    expect(text).toContain('お荷物の番号（送り状番号）：100000000004');
    expect(text).toContain('https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number00=1&number01=100000000004');
    expect(html).toContain(
      'href="https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number00=1&amp;number01=100000000004"',
    );
    expect(text).toContain('- 煎茶 100g\n  数量：3');
    expect(text).not.toContain('マグカップ');
  });

  it('dispatched by a carrier we do not know: its code and no link', () => {
    const parcel = { ...parcelDispatched.example, carrier: 'constructor', trackingNumber: 'X/1?' };
    const { text, html } = composeLetter('dispatched', addressed({ language: 'en' }), parcel);
    expect(text).toContain('Carrier: constructor');
    expect(html).not.toContain('<a ');
  });

  it('cancelled: why, and what becomes of the money', () => {
    const paid = composeLetter('cancelled', addressed(), { reason: 'nothing-in-stock' });
    expect(paid.text).toContain('理由：在庫を確保できませんでした');
    expect(paid.text).toContain('お支払い済みの3,300円の返金');
    const unpaid = addressed({ language: 'en' });
    const { order: _order, shipTo: _shipTo, ...held } = unpaid;
    const en = composeLetter('cancelled', held, { reason: 'payment-expired' });
    expect(en.text).toContain('Reason: The payment did not arrive in time');
    expect(en.text).not.toContain('you paid');
  });
});

describe('a seller who gave no address', () => {
  it('is named by name and mail address', () => {
    const silent = addressed({ shop: { ...shop, address: null, phone: null } });
    expect(composeLetter('confirmed', silent, {}).text).toMatch(
      /■ 販売者\n\nお茶の店（shop@example\.jp）\n$/,
    );
  });
});

describe('what others wrote', () => {
  const hostile = `"><img src=x onerror=alert(1)>\r\nBcc: all@example.jp\u2028合計：0円\u202e`;
  const order = anOrder({
    lines: [{ lineId: '1', sku: hostile, quantity: 1, unitPrice: 1, taxRate: 10 }],
    delivery: { mode: 'any', unattendedPlace: hostile },
  });
  const to = addressed({
    reference: hostile,
    contact: { name: hostile, email: 'x@example.jp' },
    shipTo: { ...sealedContents.shipTo.example, name: hostile, street: hostile },
    order,
  });
  const letters = [
    composeLetter('confirmed', to, {}),
    composeLetter('awaiting-payment', to, { deadline: '2026-01-22T03:04:05.678Z', total: 1 }),
    composeLetter('dispatched', to, {
      ...parcelDispatched.example,
      carrier: hostile,
      trackingNumber: hostile,
      lines: [{ lineId: '1', sku: hostile, quantity: 1 }],
    }),
    composeLetter('cancelled', to, { reason: 'buyer-asked' }),
  ];

  it('never becomes markup, a header or a line of the letter', () => {
    for (const { subject, text, html } of letters) {
      expect(html).not.toMatch(/<img/i);
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
      expect(subject).not.toMatch(/[\r\n\u2028\u202e]/);
      for (const line of text.split('\n')) expect(line).not.toMatch(/^(Bcc: |合計：0円)/);
      expect(text + html).not.toMatch(/[\r\u2028\u202e]/);
    }
  });

  it('keeps the characters names are written with', () => {
    for (const name of ['髙﨑①㈱', '𠮷野家', '👨‍👩‍👧 family', "O'Neil & Söhne", 'فاطمة']) {
      const { text, html } = composeLetter(
        'cancelled',
        addressed({ contact: { name, email: 'x@example.jp' } }),
        {
          reason: 'buyer-asked',
        },
      );
      expect(text).toContain(`${name} 様`);
      expect(html).toContain(name.replace('&', '&amp;').replace("'", '&#39;'));
    }
  });

  it('is cut where it has no end', () => {
    const { text } = composeLetter('cancelled', addressed({ reference: '🎁'.repeat(5_000) }), {
      reason: 'buyer-asked',
    });
    expect(text.length).toBeLessThan(2_000);
    expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});

describe('an amended letter', () => {
  const facts = { changes: ['ship-to', 'charges'], differenceYen: 500 } as const;

  it('tells what changed, the difference, and where the goods go now', () => {
    const { subject, text } = composeLetter('amended', addressed({ order: teaOrder }), {
      ...facts,
      changes: [...facts.changes],
    });
    expect(subject).toBe('【お茶の店】ご注文を変更しました（A-1001）');
    for (const said of [
      '変更した項目：お届け先、送料・手数料',
      '変更後の合計（税込）：6,470円',
      '変更により、お支払い額が500円増えました。',
      'お届け先：〒100-0001 東京都 千代田区 千代田1-1 ①号棟㈱ハイツ 髙﨑 𠮷野',
    ])
      expect(text).toContain(said);
  });

  it('says in English what is given back', () => {
    const to = addressed({ language: 'en', order: teaOrder });
    const { subject, text } = composeLetter('amended', to, { changes: ['charges'], differenceYen: -300 });
    expect(subject).toBe('[お茶の店] Your order A-1001 is changed');
    expect(text).toContain('What changed: postage and fees');
    expect(text).toContain('By this change the order costs ¥300 less.');
  });

  it('is silent on money when the price stays', () => {
    const { text } = composeLetter('amended', addressed(), { changes: ['delivery'], differenceYen: 0 });
    expect(text).not.toContain('お支払い額が');
  });
});

describe('a letter about an amendment that came too late', () => {
  it.each([
    ['ja', '理由：送り状の発行が済んでいます'],
    ['en', 'Reason: Its shipping label is printed'],
  ] as const)('says why (%s)', (language, said) => {
    const { text } = composeLetter('amendment-refused', addressed({ language }), {
      reason: 'already-labelled',
    });
    expect(text).toContain(said);
  });
});
