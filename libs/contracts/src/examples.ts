import type { ItemFacts } from './fields.js';

/** Values the catalogue's examples share, so that they tell one story. */
const orderId = '01930f3e-7a00-7000-8000-000000000001';
const item: ItemFacts = {
  sku: 'MUG-WHITE',
  itemVersion: 3,
  names: { ja: 'マグカップ 白', en: 'Mug, white' },
  barcodes: ['4900000000016'],
  size: { lengthMm: 120, widthMm: 90, heightMm: 100 },
  weightGrams: 350,
  valueYen: 1500,
  temperature: 'ambient',
  handling: {
    fragile: true,
    keepUpright: false,
    doNotStack: false,
    liquid: false,
    battery: false,
    loadOnTopGramsMax: null,
  },
  shelf: 'A-01-2',
  lookAlikeGroup: 'mug',
  countable: false,
};

export const examples = {
  orderId,
  parcelId: '01930f3e-7a00-7000-8000-0000000000a1',
  reportId: '01930f3e-7a00-7000-8000-0000000000d1',
  instant: '2026-01-15T03:04:05.678Z',
  buyerId: 'b'.repeat(64),
  item,
  lines: [{ lineId: '1', sku: item.sku, quantity: 2, unitPrice: 1500, taxRate: 10 as const }],
  money: {
    currency: 'JPY' as const,
    taxMode: 'included' as const,
    charges: [{ kind: 'postage' as const, amount: 300, taxRate: 10 as const }],
    discounts: [],
    total: 3300,
  },
  sealed: {
    keyId: '01930f3e-7a00-7000-8000-0000000000c1',
    iv: 'AAAAAAAAAAAAAAAA',
    ciphertext: 'AAAA',
    tag: 'AAAAAAAAAAAAAAAAAAAAAA==',
  },
};
