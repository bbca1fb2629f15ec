import { randomUUID } from 'node:crypto';
import { anOrder } from './support/an-order.js';
import { Crew, type PlannedParcel } from './support/crew.js';
import { startShop, type TestShop } from './support/shop.js';

const TEA_SET = { names: { ja: 'お茶のセット', en: 'Tea set' }, valueYen: 3000 };
const PARTS = [
  { sku: 'MUG', quantity: 2 },
  { sku: 'TEA', quantity: 1 },
];
const LINES = [
  { sku: 'TEA-SET', quantity: 2, unitPrice: 2999, taxRate: 8 },
  { sku: 'MUG', quantity: 1, unitPrice: 1000 },
];

describe('a shop that sells sets', () => {
  let shop: TestShop;
  const orders = new Map<string, string>();

  beforeAll(async () => {
    shop = await startShop();
    await shop.stock({ MUG: 20, TEA: 3, CUP: 60, POT: 3 });
  }, 60_000);
  afterAll(() => shop.close());

  const put = (sku: string, body: object) => shop.call('ops', 'PUT', `/v1/items/${sku}`, body);
  const stockOf = async (sku: string) => (await shop.call('ops', 'GET', `/v1/stock/${sku}`)).body;
  const order = async (reference: string) =>
    (await shop.call('storefront', 'GET', `/v1/orders/${orders.get(reference)}`)).body;
  const heard = (catalogueVersion: number) =>
    shop.until(
      () => shop.call('ops', 'GET', '/v1/catalogue'),
      ({ body }) => body.catalogueVersion >= catalogueVersion,
    );
  const bodyOf = (reference: string, more: object = {}) =>
    anOrder({ reference, sku: 'TEA-SET', units: 1 }, { lines: LINES, ...more });
  const place = async (reference: string, more: object = {}) => {
    const placed = await shop.call('storefront', 'POST', '/v1/orders', bodyOf(reference, more), {
      'idempotency-key': reference,
    });
    expect([placed.status, placed.body]).toEqual([201, expect.anything()]);
    orders.set(reference, placed.body.orderId);
    return placed.body;
  };
  const parcelOf = async (reference: string): Promise<PlannedParcel> => {
    const { parcels } = await shop.until(
      () => order(reference),
      (seen) => seen.parcels.some(({ status }: { status: string }) => status === 'planned'),
    );
    const { parcelId } = parcels.find(({ status }: { status: string }) => status === 'planned');
    return (await shop.call('warehouse', 'GET', `/v1/parcels/${parcelId}`)).body;
  };
  const send = async (parcel: PlannedParcel) => {
    const crew = new Crew(shop);
    await crew.pack(parcel);
    await crew.close(parcel);
    await crew.handOver(parcel);
  };
  /** The newest mail about an order whose subject says so, as the buyer reads it. */
  const mail = async (reference: string, subject: string) => {
    const found = await shop.until(
      async () => {
        const { body } = await shop.call('ops', 'GET', '/mailbox');
        const links = [...String(body).matchAll(/href="[^"]*?(\/mailbox\/\d+)"[^>]*>([^<]*)</g)];
        return links.find(([, , text = '']) => text.includes(reference) && text.includes(subject));
      },
      (link) => link !== undefined,
    );
    return String((await shop.call('ops', 'GET', found![1]!)).body).replaceAll(/<[^>]*>|\s+/g, ' ');
  };

  it('enters a set, made of goods it has', async () => {
    const { status, body } = await put('TEA-SET', { ...TEA_SET, parts: PARTS });
    expect([status, body.parts]).toEqual([200, PARTS]);
    await heard(body.catalogueVersion);
  });

  it('has no stock of it, and takes none in', async () => {
    const lines = [{ sku: 'TEA-SET', quantity: 1 }];
    const received = await shop.call('warehouse', 'POST', '/v1/stock/receipts', {
      opId: randomUUID(),
      lines,
    });
    expect([received.status, received.body.code, received.body.errors[0].mend]).toEqual([
      422,
      'item-is-set',
      'Name its parts: MUG × 2, TEA × 1.',
    ]);
  });

  it('rehearses an order of it: the parts are there, the total is the buyer’s', async () => {
    const { status, body } = await shop.call(
      'storefront',
      'POST',
      '/v1/orders?rehearse=true',
      bodyOf('REHEARSED'),
    );
    expect([status, body.total, body.obstacles]).toEqual([200, 6998, []]);
    expect(body.stock.map(({ lineId, sku, available }: any) => [lineId, sku, available])).toEqual([
      ['1.1', 'MUG', 4],
      ['1.2', 'TEA', 2],
      ['2', 'MUG', 1],
    ]);
  });

  it('sells it: the parts are reserved, and the order shows both', async () => {
    expect(await place('SET-1')).toMatchObject({ total: 6998 });
    const seen = await shop.until(
      () => order('SET-1'),
      ({ lines }) => lines.every(({ reserved, ordered }: any) => reserved === ordered),
    );
    expect(seen.sets).toMatchObject([{ lineId: '1', sku: 'TEA-SET', quantity: 2, unitPrice: 2999 }]);
    expect(
      seen.lines.map(({ lineId, sku, reserved, setLineId }: any) => [lineId, sku, reserved, setLineId]),
    ).toEqual([
      ['1.1', 'MUG', 4, '1'],
      ['1.2', 'TEA', 2, '1'],
      ['2', 'MUG', 1, undefined],
    ]);
    expect([await stockOf('MUG'), await stockOf('TEA')]).toMatchObject([{ free: 15 }, { free: 1 }]);
  });

  it('packs it by scans of its parts, which the screen marks', async () => {
    const parcel = await parcelOf('SET-1');
    expect(parcel.lines.map(({ sku, set }: any) => [sku, set?.names.ja])).toEqual([
      ['MUG', TEA_SET.names.ja],
      ['TEA', TEA_SET.names.ja],
      ['MUG', undefined],
    ]);
    await send(parcel);
    expect(
      await shop.until(
        () => order('SET-1'),
        ({ status }) => status === 'shipped',
      ),
    ).toMatchObject({ lines: [{ shipped: 4 }, { shipped: 2 }, { shipped: 1 }] });
    await shop.until(
      () => stockOf('MUG'),
      ({ onHand }) => onHand === 15,
    );
  });

  it('writes to the buyer of the set, with its parts beneath', async () => {
    expect(await mail('SET-1', '承りました')).toMatch(
      /お茶のセット ※ .*2 .*2,999円 .*5,998円 .*MUG 品 .*4 .*TEA 品 .*2 .*MUG 品 .*1 .*1,000円/,
    );
    expect(await mail('SET-1', '発送しました')).toMatch(
      /お茶のセット .*2 .*MUG 品 .*4 .*TEA 品 .*2 .*MUG 品 .*1/,
    );
  });

  it('shares a part among two sets and single units of one order, fifty of it in one set', async () => {
    const fifty = await put('FIFTY', { names: { ja: '五十個組' }, parts: [{ sku: 'CUP', quantity: 50 }] });
    const pair = [
      { sku: 'CUP', quantity: 2 },
      { sku: 'POT', quantity: 1 },
    ];
    const { body } = await put('POT-SET', { names: { ja: '急須のセット' }, parts: pair });
    expect(fifty.status).toBe(200);
    await heard(body.catalogueVersion);
    const lines = [
      { sku: 'FIFTY', quantity: 1, unitPrice: 12_345 },
      { sku: 'POT-SET', quantity: 1, unitPrice: 3000 },
      { sku: 'CUP', quantity: 1, unitPrice: 300 },
    ];
    expect(await place('SHARED', { lines })).toMatchObject({ total: 15_645 });
    const { lines: shown, sets } = await shop.until(
      () => order('SHARED'),
      (seen) => seen.lines.every(({ reserved, ordered }: any) => reserved === ordered),
    );
    expect(shown.map(({ lineId, sku, reserved }: any) => [lineId, sku, reserved])).toEqual([
      ['1.1', 'CUP', 5],
      ['1.2', 'CUP', 45],
      ['2.1', 'CUP', 2],
      ['2.2', 'POT', 1],
      ['3', 'CUP', 1],
    ]);
    expect(sets.map(({ unitPrice }: any) => unitPrice)).toEqual([12_345, 3000]);
    expect(await stockOf('CUP')).toMatchObject({ free: 7, reserved: 53 });
  });

  it('cancelled, gives the parts back', async () => {
    await shop.call('storefront', 'POST', `/v1/orders/${orders.get('SHARED')}/cancel`, {});
    await shop.until(
      () => order('SHARED'),
      ({ status }) => status === 'cancelled',
    );
    await shop.until(
      () => stockOf('CUP'),
      ({ free, reserved }) => free === 60 && reserved === 0,
    );
  });

  it('sends whole sets where the buyer gives up what is short, as the rehearsal said', async () => {
    const more = { lines: [{ sku: 'POT-SET', quantity: 5, unitPrice: 3000 }], shortStock: 'cancel-short' };
    const { body } = await shop.call('storefront', 'POST', '/v1/orders?rehearse=true', bodyOf('SHORT', more));
    expect(body.stock.map(({ sku, available, cancelled }: any) => [sku, available, cancelled])).toEqual([
      ['CUP', 6, 4],
      ['POT', 3, 2],
    ]);
    await place('SHORT', more);
    const seen = await shop.until(
      () => order('SHORT'),
      ({ lines }) => lines.every(({ reserved, cancelled, ordered }: any) => reserved + cancelled === ordered),
    );
    expect(seen.lines).toMatchObject([
      { sku: 'CUP', reserved: 6, cancelled: 4 },
      { sku: 'POT', reserved: 3, cancelled: 2 },
    ]);
  });

  it('changes the set: orders that were taken keep their parts', async () => {
    await place('SET-2', { lines: [LINES[0]], shortStock: 'ship-available' });
    const { body } = await put('TEA-SET', { ...TEA_SET, parts: [{ sku: 'MUG', quantity: 1 }] });
    await heard(body.catalogueVersion);
    await place('SET-3', { lines: [LINES[0]] });
    expect((await order('SET-2')).lines).toMatchObject([
      { sku: 'MUG', ordered: 4 },
      { sku: 'TEA', ordered: 2 },
    ]);
    expect((await order('SET-3')).lines).toMatchObject([{ sku: 'MUG', ordered: 2 }]);
  });

  it('sends parts apart where the buyer takes what there is, and says so', async () => {
    const first = await parcelOf('SET-2');
    expect(first.lines).toMatchObject([
      { sku: 'MUG', quantity: 4 },
      { sku: 'TEA', quantity: 1 },
    ]);
    await send(first);
    expect(await mail('SET-2', '発送しました')).toMatch(/お茶のセット（一部） .*MUG 品 .*4 .*TEA 品 .*1/);
  });

  it('holds no set within a set', async () => {
    const nested = await put('GIFT', { names: { ja: '贈り物' }, parts: [{ sku: 'TEA-SET', quantity: 1 }] });
    expect([nested.status, nested.body.errors]).toEqual([
      expect.any(Number),
      [
        expect.objectContaining({
          path: 'parts[0].sku',
          message: expect.stringContaining('is a set itself'),
        }),
      ],
    ]);
  });
});
