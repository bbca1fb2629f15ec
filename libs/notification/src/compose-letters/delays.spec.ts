import { orderConfirmed, sealedContents, unitsAwaited } from '@okuru/contracts';
import { composeLetter } from './compose-letter.js';
import type { Addressed } from './letter.js';

const addressed = (language: 'ja' | 'en'): Addressed => ({
  language,
  reference: 'A-1001',
  contact: sealedContents.contact.example,
  order: orderConfirmed.example,
  nameOf: (sku) => (sku === 'TEA' ? '煎茶 100g' : sku),
  shop: {
    name: 'お茶の店',
    from: 'お茶の店 <shop@example.jp>',
    timeZone: 'Asia/Tokyo',
    shipsWithinDays: 3,
    address: null,
    phone: null,
  },
});
const lines = [{ lineId: '1', sku: 'TEA', quantity: 2 }];
const delayed = { lines, leavesOn: '2026-01-16', expectedOn: '2026-01-18', promisedOn: '2026-01-17' };

describe('a letter about a delay', () => {
  it('says sorry, the new days beside the promised one, and what the parcel holds', () => {
    const { subject, text } = composeLetter('delayed', addressed('ja'), delayed);
    expect(subject).toBe('【お茶の店】お届けが遅れることのお詫びとお知らせ（A-1001）');
    expect(text).toContain(`心よりお詫び申し上げます。

ご注文番号：A-1001
ご指定のお届け日：2026年1月17日(土)
新しい発送予定日：2026年1月16日(金)
新しいお届け予定日：2026年1月18日(日)

■ このお荷物に入っている商品

- 煎茶 100g
  数量：2`);
    expect(text).toContain('このメールにご返信ください');
  });

  it('leaves out the days that nobody knows or promised (en)', () => {
    const { text } = composeLetter('delayed', addressed('en'), {
      ...delayed,
      expectedOn: null,
      promisedOn: null,
    });
    expect(text).toContain('Order number: A-1001\nIt will leave on: Fri, 16 January 2026\n\n');
    expect(text).not.toContain('It should arrive on');
  });
});

describe('a letter about awaited units', () => {
  const awaited = { ...unitsAwaited.example, lines };
  it('names what is awaited, and that the promised day is lost', () => {
    const { text } = composeLetter('units-awaited', addressed('ja'), awaited);
    expect(text).toContain('ご指定のお届け日：2026年1月17日(土)\n\nご指定の日にお届けできない見込みです。');
    expect(text).toContain('- 煎茶 100g\n  数量：2');
  });
  it('says nothing of the day while it may still be kept (en)', () => {
    const { subject, text } = composeLetter('units-awaited', addressed('en'), {
      ...awaited,
      because: 'long-wait',
    });
    expect(subject).toBe('[お茶の店] Your order A-1001 needs a little longer');
    expect(text).not.toContain('We do not expect to keep that day.');
  });
});
