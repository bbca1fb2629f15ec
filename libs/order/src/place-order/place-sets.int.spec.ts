import { anOrderBody } from '../testing/an-order.js';
import { anItem, OrderShop } from '../testing/order-shop.js';

const SET = { lineId: '1', sku: 'TEA-SET', quantity: 2, names: { ja: 'お茶セット', en: 'Tea set' } };
const aSet = (sku: string, parts: [string, number][], itemVersion = 1) => ({
  ...anItem(sku),
  itemVersion,
  names: SET.names,
  parts: parts.map(([part, quantity]) => ({ sku: part, quantity })),
});
const ofSets = (more = {}) =>
  anOrderBody({ lines: [{ sku: 'TEA-SET', quantity: 2, unitPrice: 3001 }], ...more });

describe('an order of sets', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await OrderShop.open();
    await shop.knowsItems(
      aSet('TEA-SET', [
        ['MUG', 1],
        ['TEA', 1],
      ]),
      aSet('EARLY', [['NOT-HEARD', 1]]),
    );
  }, 60_000);
  afterAll(() => shop.close());

  const parts = [
    { lineId: '1.1', sku: 'MUG', quantity: 2, unitPrice: 1501, taxRate: 10, set: SET },
    { lineId: '1.2', sku: 'TEA', quantity: 2, unitPrice: 1500, taxRate: 10, set: SET },
  ];

  it('is stated as lines of parts, each with the set it is of', async () => {
    const orderId = await shop.place(ofSets());
    const [placed, confirmed] = await shop.stated(orderId);
    expect([placed?.data.lines, confirmed?.data.lines]).toEqual([parts, parts]);
    expect(confirmed?.data.money.total).toBe(6002);
  });

  it('shows what was bought and what is sent', async () => {
    const shown = await shop.show(await shop.place(ofSets()));
    expect(shown.sets).toEqual([{ ...SET, unitPrice: 3001 }]);
    expect(
      shown.lines.map(({ lineId, sku, ordered, setLineId }) => [lineId, sku, ordered, setLineId]),
    ).toEqual([
      ['1.1', 'MUG', 2, '1'],
      ['1.2', 'TEA', 2, '1'],
    ]);
    expect(await shop.show(await shop.place())).not.toHaveProperty('sets');
  });

  it('is the same request when it is sent again, though the set has changed meanwhile', async () => {
    const body = ofSets();
    const first = await shop.post(body, { idempotencyKey: 'the-same-set' });
    await shop.knowsItems(aSet('TEA-SET', [['MUG', 1]], 2));
    const again = await shop.post(body, { idempotencyKey: 'the-same-set' });
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect((await shop.show(first.json.orderId)).lines).toHaveLength(2);
    expect((await shop.show(await shop.place(ofSets()))).lines).toMatchObject([{ sku: 'MUG', ordered: 2 }]);
    await shop.knowsItems(
      aSet(
        'TEA-SET',
        [
          ['MUG', 1],
          ['TEA', 1],
        ],
        3,
      ),
    );
  });

  it('commits with others that were sent with it', async () => {
    const orders = [ofSets(), anOrderBody()].map((order, nth) => ({ idempotencyKey: `batch-${nth}`, order }));
    const { json } = await shop.ask('POST', '/v1/orders/batch', { body: { orders } });
    expect(json.answers.map(({ status }: { status: number }) => status)).toEqual([201, 201]);
    const [ofSet, plain] = json.answers.map((answer: any) => answer.body.orderId);
    expect((await shop.show(ofSet)).lines).toHaveLength(2);
    expect((await shop.show(plain)).lines).toHaveLength(1);
  });

  it('waits for a part that was not heard of yet', async () => {
    const { status, json } = await shop.post(
      ofSets({ lines: [{ sku: 'EARLY', quantity: 1, unitPrice: 1 }] }),
    );
    expect([status, json.errors]).toEqual([
      422,
      [
        {
          path: 'lines[0].sku',
          message: 'is a set whose part NOT-HEARD is not known here yet',
          mend: 'send it again in a moment',
        },
      ],
    ]);
  });

  it('keeps its parts through an amendment', async () => {
    const orderId = await shop.place(ofSets());
    const { status } = await shop.ask('POST', `/v1/orders/${orderId}/amendments`, {
      body: { charges: [{ kind: 'postage', amount: 500 }] },
      idempotencyKey: 'amended-set',
    });
    expect(status).toBe(202);
    await shop.tell('amendment.accepted', { orderId, amendment: 1, parcelIds: [] } as never);
    await shop.untilHeard();
    const amended = (await shop.stated(orderId)).find(({ type }) => type === 'order.amended');
    expect(amended?.data).toMatchObject({ lines: parts, money: { total: 6502 } });
  });
});
