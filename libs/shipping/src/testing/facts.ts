import { randomUUID } from 'node:crypto';
import { definitionOf, type EventData, type EventType, type ItemFacts, type Sealed } from '@okuru/contracts';
import type { Heard } from '@okuru/platform';

export const NOW = '2026-02-02T03:04:05.678Z';
const SEALED: Sealed = {
  keyId: '01930f3e-7a00-7000-8000-0000000000c1',
  iv: 'AAAA',
  ciphertext: 'AAAA',
  tag: 'AAAA',
};

/** An item of the catalogue; its barcode is made of its code. */
export const anItem = (sku: string, over: Partial<ItemFacts> = {}): ItemFacts => ({
  sku,
  itemVersion: 1,
  names: { ja: `${sku}です`, en: sku },
  barcodes: [`BC-${sku}`],
  size: { lengthMm: 120, widthMm: 90, heightMm: 100 },
  weightGrams: 350,
  valueYen: 1_500,
  temperature: 'ambient',
  handling: {
    fragile: false,
    keepUpright: false,
    doNotStack: false,
    liquid: false,
    battery: false,
    loadOnTopGramsMax: null,
  },
  shelf: 'A-01',
  lookAlikeGroup: null,
  countable: false,
  ...over,
});

/** What an order wants: `{ MUG: 2 }` is one line of two mugs. */
export type Units = Readonly<Record<string, number>>;

const linesOf = (units: Units) =>
  Object.entries(units).map(([sku, quantity], index) => ({ lineId: String(index + 1), sku, quantity }));

export const confirmedOrder = (
  units: Units,
  over: Partial<EventData<'order.confirmed'>> = {},
): EventData<'order.confirmed'> => ({
  orderId: randomUUID(),
  channel: 'web',
  reference: 'A-1001',
  placedAt: NOW,
  buyerId: 'b'.repeat(64),
  language: 'ja',
  lines: linesOf(units).map((line) => ({ ...line, unitPrice: 1_500, taxRate: 10 })),
  money: { currency: 'JPY', taxMode: 'included', charges: [], discounts: [], total: 3_000 },
  payment: { method: 'prepaid', status: 'paid', amount: 3_000 },
  delivery: { mode: 'any' },
  shortStock: 'ship-complete',
  destination: { country: 'JP', prefecture: 13 },
  contact: SEALED,
  shipTo: SEALED,
  ...over,
});

/** Everything of the order is reserved at once, unless told otherwise. */
export const reservedStock = (
  { orderId, lines }: Pick<EventData<'order.confirmed'>, 'orderId' | 'lines'>,
  over: Partial<EventData<'stock.reserved'>> = {},
  item: (sku: string) => ItemFacts = (sku) => anItem(sku),
): EventData<'stock.reserved'> => ({
  orderId,
  reservation: 1,
  lines: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity, item: item(sku) })),
  outstanding: [],
  cancelled: [],
  ...over,
});

/** The order is to go elsewhere; what else it says stays. */
export const amendmentOf = (
  { orderId, delivery, destination, money }: EventData<'order.confirmed'>,
  over: Partial<EventData<'order.amendment-requested'>> = {},
): EventData<'order.amendment-requested'> => ({
  orderId,
  amendment: 1,
  changes: ['ship-to'],
  delivery,
  destination,
  addressId: 'n'.repeat(64),
  total: money.total,
  differenceYen: 0,
  shipTo: SEALED,
  ...over,
});

export const heard = <T extends EventType>(type: T, data: EventData<T>): Heard<T> => {
  const definition = definitionOf(type);
  if (!definition) throw new Error(`${type} is not in the catalogue`);
  const { version, emitter, key } = definition;
  return {
    id: randomUUID(),
    type,
    version,
    source: emitter,
    key: key(data),
    time: NOW,
    aggregateVersion: 1,
    data,
  };
};
