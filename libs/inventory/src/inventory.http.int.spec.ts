import { randomUUID } from 'node:crypto';
import { type EventData, type EventType, topicOf } from '@okuru/contracts';
import {
  ApiKeys,
  type Fact,
  MemoryEventLog,
  readConfig,
  type Role,
  type RunningApp,
  startServices,
} from '@okuru/platform';
import { recordOf, testDatabase, type TestDatabase, until } from '@okuru/platform/testing';
import iconv from 'iconv-lite';
import { inventoryService } from './index.js';
import { anOrder, aParcelOf } from './testing/warehouse.js';

let database: TestDatabase;
let app: RunningApp;
const eventLog = new MemoryEventLog();
const keys = new Map<Role, string>();

beforeAll(async () => {
  database = await testDatabase();
  const config = readConfig({ DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent' });
  app = await startServices(config, [inventoryService], { eventLog });
  for (const role of ['warehouse', 'ops', 'storefront'] as const) {
    keys.set(role, (await app.app.get(ApiKeys).issue({ role, label: role })).key);
  }
});
afterAll(async () => {
  await app.close();
  await eventLog.close();
  await database.drop();
});

const call = async (
  method: string,
  path: string,
  body?: object | Buffer,
  role: Role = 'ops',
  headers: Readonly<Record<string, string>> = {},
) => {
  const csv = Buffer.isBuffer(body);
  const answer = await fetch(`${app.url}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keys.get(role)}`,
      ...headers,
      ...(body && { 'content-type': csv ? 'text/csv' : 'application/json' }),
    },
    ...(body && { body: csv ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const stockOf = async (sku: string) => (await call('GET', `stock/${encodeURIComponent(sku)}`)).body;

/** States a fact as another service would. */
const state = <T extends EventType>(
  emitter: 'order' | 'shipping',
  type: T,
  ...facts: EventData<T>[]
): Promise<void> =>
  eventLog.append(
    topicOf(emitter),
    facts.map((data) => recordOf({ type, data } as Fact)),
  );

describe('the item master over HTTP', () => {
  it('takes a CP932 file, shows an item, and takes an edit', async () => {
    const file = iconv.encode('sku,name_ja,barcodes\r\nT 1/あ,髙﨑①の湯のみ,4901234567894\r\n', 'cp932');
    expect(await call('POST', 'items/import', file)).toEqual({
      status: 200,
      body: { accepted: 1, unchanged: 0, catalogueVersion: 1 },
    });
    const path = `items/${encodeURIComponent('T 1/あ')}`;
    const { body: item } = await call('GET', path, undefined, 'warehouse');
    expect(item).toMatchObject({ sku: 'T 1/あ', itemVersion: 1, names: { ja: '髙﨑①の湯のみ', en: '' } });
    const edit = {
      names: { ja: '湯のみ' },
      size: { lengthMm: 80, widthMm: 80, heightMm: 90 },
      handling: { fragile: true },
    };
    expect(await call('PUT', path, edit, 'warehouse')).toMatchObject({
      status: 200,
      body: { itemVersion: 2, catalogueVersion: 2, barcodes: [], handling: { fragile: true, liquid: false } },
    });
  });

  it('answers a faulty file row by row', async () => {
    const { status, body } = await call(
      'POST',
      'items/import',
      Buffer.from('sku,name_ja,barcodes\nX,,4901234567895\n'),
    );
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'faulty-rows',
      errors: [
        { path: 'rows[2].name_ja', message: 'Row 2, name_ja: is empty', mend: 'Fill it in.' },
        { path: 'rows[2].barcodes', mend: 'Scan the article again or correct the mistyped digit.' },
      ],
    });
  });

  it.each<[string, object, string]>([
    ['no names', {}, 'names'],
    ['an empty name', { names: { ja: '' } }, 'names.ja'],
    ['a line break', { names: { ja: 'a\nb' } }, 'names.ja'],
    ['a list for an object', { names: [] }, 'names'],
    ['a list for the size', { names: { ja: 'あ' }, size: [] }, 'size'],
    ['half a size', { names: { ja: 'あ' }, size: { lengthMm: 1, widthMm: 1 } }, 'size.heightMm'],
    ['a wrong check digit', { names: { ja: 'あ' }, barcodes: ['OWN-1', '4901234567895'] }, 'barcodes'],
    ['a number as text', { names: { ja: 'あ' }, weightGrams: '5' }, 'weightGrams'],
    ['a field of its own', { names: { ja: 'あ' }, colour: 'red' }, 'colour'],
    ['a set of nothing', { names: { ja: 'あ' }, parts: [] }, 'parts'],
    ['a list for a part', { names: { ja: 'あ' }, parts: [[]] }, 'parts'],
    ['nothing for a part', { names: { ja: 'あ' }, parts: [null] }, 'parts'],
    ['no units of a part', { names: { ja: 'あ' }, parts: [{ sku: 'A', quantity: 0 }] }, 'parts[0].quantity'],
    ['units as text', { names: { ja: 'あ' }, parts: [{ sku: 'A', quantity: '2' }] }, 'parts[0].quantity'],
    ['a part of no name', { names: { ja: 'あ' }, parts: [{ sku: '', quantity: 1 }] }, 'parts[0].sku'],
    ['a part nobody knows', { names: { ja: 'あ' }, parts: [{ sku: '？', quantity: 1 }] }, 'parts[0].sku'],
    ['an unknown temperature', { names: { ja: 'あ' }, temperature: 'warm' }, 'temperature'],
  ])('refuses %s', async (_what, body, path) => {
    const answer = await call('PUT', 'items/X', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([expect.objectContaining({ path })]);
  });

  it.each([
    ['GET', 'items/unknown', 'ops', 404, undefined],
    ['GET', 'items/%00', 'ops', 404, undefined],
    ['PUT', 'items/%00', 'ops', 422, { names: { ja: 'あ' } }],
    ['POST', 'items/import', 'ops', 415, { sku: 'A' }],
    ['POST', 'items/import', 'warehouse', 403, Buffer.from('sku,name_ja\nA,あ')],
    ['POST', 'stock/import', 'warehouse', 403, Buffer.from('sku,on_hand\nA,1')],
    ['PUT', 'items/A', 'storefront', 403, { names: { ja: 'あ' } }],
    ['GET', 'stock', 'storefront', 403, undefined],
    ['GET', 'stock/unknown', 'ops', 404, undefined],
    ['GET', 'stock/%00', 'ops', 404, undefined],
    ['GET', 'stock?limit=101', 'ops', 422, undefined],
    ['GET', 'stock?limit=x', 'ops', 422, undefined],
    ['GET', 'stock?after=%00', 'ops', 422, undefined],
    ['POST', 'stock/receipts', 'ops', 422, { opId: 'a', lines: [null] }],
    ['POST', 'stock/receipts', 'ops', 422, { opId: 'a', lines: [[]] }],
    ['POST', 'stock/receipts', 'ops', 422, { opId: 'a', lines: [] }],
    ['POST', 'stock/receipts', 'ops', 422, { opId: '', lines: [{ sku: 'A', quantity: 1 }] }],
    ['POST', 'stock/receipts', 'ops', 422, { opId: 'a', lines: [{ sku: 'A', quantity: 0 }] }],
    ['POST', 'stock/receipts', 'ops', 422, { opId: 'a', lines: [{ sku: 'never heard of', quantity: 1 }] }],
    ['POST', 'stock/adjustments', 'ops', 422, { opId: 'a', sku: 'A', by: 0, reason: 'x' }],
    ['POST', 'stock/adjustments', 'ops', 422, { opId: 'a', sku: 'A', by: 1, reason: '' }],
    ['POST', 'stock/adjustments', 'ops', 422, { opId: 'a', sku: 'A', by: 1.5, reason: 'x' }],
  ] as const)('%s %s as %s answers %i', async (method, path, role, status, body) => {
    expect((await call(method, path, body, role)).status).toBe(status);
  });
});

describe('stock between events and HTTP', () => {
  it('follows an order from its place to its parcel', async () => {
    await call('POST', 'items/import', Buffer.from('sku,name_ja\nMUG,マグ\nCUP,カップ\n'));
    const counted = Buffer.from('sku,on_hand,safety\nMUG,5,1\n');
    const key = { 'idempotency-key': 'monday' };
    expect((await call('POST', 'stock/import', counted)).body).toMatchObject({
      code: 'idempotency-key-missing',
    });
    expect((await call('POST', 'stock/import', counted, 'ops', key)).status).toBe(200);
    const [sent, voided] = [anOrder({ MUG: 2 }), anOrder({ MUG: 3 }, { placedAt: '2026-01-15T05:00:00Z' })];
    await state('order', 'order.placed', sent, voided);
    await until(async () => (await stockOf('MUG')).waiting === 1);
    const receipt = { opId: 'r-1', lines: [{ sku: 'MUG', quantity: 1 }] };
    const received = await call('POST', 'stock/receipts', receipt, 'warehouse');
    expect(received).toEqual({
      status: 200,
      body: { opId: 'r-1', items: [{ sku: 'MUG', received: 1, toQueue: 1, onHand: 6, free: 1, waiting: 0 }] },
    });
    expect(await call('POST', 'stock/receipts', receipt, 'warehouse')).toEqual(received);

    await state('shipping', 'parcel.dispatched', aParcelOf(sent));
    await state('shipping', 'parcels.voided', { orderId: voided.orderId, parcelIds: [] });
    await until(async () => (await stockOf('MUG')).reserved === 0);
    expect(await stockOf('MUG')).toEqual({
      sku: 'MUG',
      warehouse: 'main',
      onHand: 4,
      lastMovement: expect.any(String) as string,
      reserved: 0,
      free: 4,
      safety: 1,
      available: 3,
      waiting: 0,
      movements: [
        expect.objectContaining({ kind: 'shipped', change: -2, orderId: sent.orderId }),
        expect.objectContaining({ kind: 'received', change: 1 }),
        expect.objectContaining({ kind: 'adjusted', change: 5, reason: 'import' }),
      ],
    });
    const adjusted = await call('POST', 'stock/adjustments', {
      opId: 'a-1',
      sku: 'MUG',
      by: -1,
      reason: 'broken',
    });
    expect(adjusted.body).toMatchObject({ opId: 'a-1', onHand: 3, free: 3 });
  });

  it('pages through all stock', async () => {
    const first = (await call('GET', 'stock?limit=2')).body as { stock: { sku: string }[]; next: string };
    expect(first.stock.map((row) => row.sku)).toEqual(['CUP', 'MUG']);
    const last = (await call('GET', `stock?limit=2&after=${first.next}`)).body;
    expect(last).toMatchObject({ stock: [{ sku: 'T 1/あ' }], next: null });
  });

  it('sets a parcel with goods nobody reserved aside, and goes on with the others', async () => {
    await call('POST', 'stock/receipts', { opId: 'r-2', lines: [{ sku: 'CUP', quantity: 600 }] });
    const ghost = anOrder({ CUP: 1 });
    const orders = Array.from({ length: 500 }, () => anOrder({ CUP: 1 }, { orderId: randomUUID() }));
    await state('order', 'order.placed', ...orders);
    await until(async () => (await stockOf('CUP')).reserved === 500);
    const [first, second, ...rest] = orders.map((order) => aParcelOf(order));
    if (!first || !second) throw new Error('There are 500 parcels.');
    await state('shipping', 'parcel.dispatched', first, aParcelOf(ghost), second, ...rest);
    await until(async () => (await stockOf('CUP')).onHand === 100);
    const { body } = await call('GET', 'inventory/dead-letters');
    expect(body.deadLetters).toEqual([
      expect.objectContaining({
        type: 'parcel.dispatched',
        fault: expect.stringContaining('of which nothing was ever reserved'),
      }),
    ]);
  });
});

describe('an item is found', () => {
  const found = async (find: string) => {
    const { status, body } = await call(
      'GET',
      `items?find=${encodeURIComponent(find)}`,
      undefined,
      'warehouse',
    );
    const items = body['items'] as { item: { sku: string }; stock: object }[] | undefined;
    return status === 200 ? items!.map(({ item, stock }) => [item.sku, stock]) : status;
  };
  const none = { onHand: 0, reserved: 0, free: 0, waiting: 0 };

  it('by its barcode or sku alone, else by a part of its name in any width', async () => {
    const file =
      'sku,name_ja,name_en,barcodes\nFIND-1,青いデミタス,Blue cup,4901234567818\nFIND-10,ABC皿,Plate,\n';
    await call('POST', 'items/import', Buffer.from(file));
    await call('POST', 'stock/receipts', { opId: 'find', lines: [{ sku: 'FIND-1', quantity: 4 }] });
    expect(await found('4901234567818')).toEqual([['FIND-1', { ...none, onHand: 4, free: 4 }]]);
    expect(await found('FIND-1')).toEqual([['FIND-1', { ...none, onHand: 4, free: 4 }]]);
    expect(await found('find-')).toEqual([
      ['FIND-1', expect.anything()],
      ['FIND-10', none],
    ]);
    expect(await found('ﾃﾞﾐﾀｽ')).toEqual([['FIND-1', expect.anything()]]);
    expect(await found('ＡＢＣ')).toEqual([['FIND-10', none]]);
    expect(await found('%')).toEqual([]);
    expect(await found('')).toBe(422);
  });

  it('and counted: a count names the ledger as it was when it began', async () => {
    const { body: stock } = await call('GET', 'stock/FIND-1');
    const count = { opId: 'counted', sku: 'FIND-1', counted: 3, lastMovement: stock['lastMovement'] };
    expect(await call('POST', 'stock/counts', count, 'warehouse')).toMatchObject({
      status: 200,
      body: { difference: -1, onHand: 3 },
    });
    expect(await call('POST', 'stock/counts', { ...count, opId: 'again' }, 'warehouse')).toMatchObject({
      status: 409,
      body: { code: 'stock-moved', onHand: 3 },
    });
    expect(await call('POST', 'stock/counts', { ...count, opId: 'bad', lastMovement: 'x' })).toMatchObject({
      status: 422,
    });
    expect(await call('POST', 'stock/counts', count, 'storefront')).toMatchObject({ status: 403 });
  });
});
