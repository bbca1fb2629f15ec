import { randomUUID } from 'node:crypto';
import {
  encodeEvent,
  ApiKeys,
  KeyRing,
  MemoryEventLog,
  MovableClock,
  readConfig,
  sealContext,
  startServices,
  type Role,
  type RunningApp,
} from '@okuru/platform';
import { testDatabase, until, type TestDatabase } from '@okuru/platform/testing';
import { topicOf, type EventData, type EventType, type ServiceName } from '@okuru/contracts';
import { barcodesOn, render } from '@okuru/documents/testing';
import { shippingService } from '../index.js';
import { anItem, confirmedOrder, heard, NOW, reservedStock, type Units } from '../testing/facts.js';

const PERSON = {
  name: '髙﨑 花子',
  postalCode: '150-0001',
  prefecture: '東京都',
  city: '渋谷区',
  street: '神宮前1-1',
  building: '①号館',
  gift: { message: 'おめでとうございます' },
};

let database: TestDatabase;
let app: RunningApp;
const eventLog = new MemoryEventLog();
const keys = new Map<Role, string>();

beforeAll(async () => {
  database = await testDatabase();
  const config = readConfig({
    DATABASE_URL: database.url,
    PORT: '0',
    LOG_LEVEL: 'silent',
    OKURU_SHOP_NAME: 'おくる商店',
    OKURU_SHOP_PHONE: '03-0000-0000',
  });
  app = await startServices(config, [shippingService], { eventLog, clock: new MovableClock(new Date(NOW)) });
  for (const role of ['warehouse', 'ops', 'admin'] as const)
    keys.set(role, (await app.app.get(ApiKeys).issue({ role, label: role })).key);
});
afterAll(async () => {
  await app.close();
  await eventLog.close();
  await database.drop();
});

const states = <T extends EventType>(service: ServiceName, type: T, data: EventData<T>): Promise<void> =>
  eventLog.append(topicOf(service), [encodeEvent({ ...heard(type, data), data: JSON.stringify(data) })]);

const ask = (method: string, path: string, body?: object, role: Role = 'warehouse') =>
  fetch(`${app.url}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keys.get(role)}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const json = async (method: string, path: string, body?: object) => {
  const answer = await ask(method, path, body);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
/** What a person reads on the pages and a scanner reads off them. */
const paper = async (answer: Response, dotsPerInch = 200) => {
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const pages = await render(new Uint8Array(await answer.arrayBuffer()), dotsPerInch);
  const codes: string[] = [];
  for (const page of pages) codes.push(...(await barcodesOn(page)));
  return { pages: pages.length, text: pages.map(({ text }) => text.replaceAll(/\s/g, '')).join('|'), codes };
};

interface Planned {
  readonly parcelId: string;
  readonly orderId: string;
}
const parcelsOf = async (orderId: string): Promise<Planned[]> => {
  const { body } = await json('GET', 'parcels?limit=100');
  return (body['parcels'] as Planned[]).filter((parcel) => parcel.orderId === orderId);
};
/** One parcel for each of the reservations. */
const aParcel = async (
  reference: string,
  units: Units,
  over: Partial<EventData<'order.confirmed'>> = {},
  shelved: readonly { readonly sku: string; readonly shelf: string }[] = [],
): Promise<Planned> => {
  const keyRing = app.app.get(KeyRing);
  const draft = confirmedOrder(units, { reference, ...over });
  const keyId = (await keyRing.keysFor([draft.buyerId])).get(draft.buyerId)!;
  const [shipTo] = await keyRing.sealMany([
    { keyId, context: sealContext('order.confirmed', draft.orderId), plain: PERSON },
  ]);
  const order = { ...draft, shipTo: shipTo! };
  await states('order', 'order.confirmed', order);
  const item = (sku: string) => anItem(sku, shelved.find((one) => one.sku === sku) ?? {});
  await states('inventory', 'stock.reserved', reservedStock(order, {}, item));
  await until(async () => (await parcelsOf(order.orderId)).length > 0);
  return (await parcelsOf(order.orderId))[0]!;
};
const act = (parcelId: string, what: string, body: object = {}) =>
  json('POST', `parcels/${parcelId}/${what}`, { opId: randomUUID(), ...body });
/** Proven, weighed and labelled. */
const labelled = async (parcelId: string): Promise<string> => {
  const { body } = await json('GET', `parcels/${parcelId}`);
  const { lines, expectedWeightGrams } = body as {
    lines: { sku: string; quantity: number }[];
    expectedWeightGrams: number | null;
  };
  for (const { sku, quantity } of lines)
    for (let unit = 1; unit <= quantity; unit += 1) await act(parcelId, 'scans', { barcode: sku });
  await act(parcelId, 'weight', { grams: expectedWeightGrams ?? 700 });
  return (await act(parcelId, 'label')).body['trackingNumber'] as string;
};

describe('the papers of a parcel', () => {
  it('the packing slip opens the parcel again, before there is a waybill', async () => {
    const { parcelId } = await aParcel('A-2001', { MUG: 2 });
    const { pages, text, codes } = await paper(await ask('GET', `parcels/${parcelId}/packing-slip.pdf`));
    expect(pages).toBe(1);
    for (const words of [
      '納品書',
      '髙﨑花子様',
      'MUGです',
      '2026年2月2日',
      'おめでとうございます',
      'おくる商店',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('¥');
    expect(codes).toEqual(['Code128 ^O:A-2001', `QRCode ^P:${parcelId}`]);
  });

  it('the packing slip names what goes in beside the goods, before packing begins and after', async () => {
    const { parcelId } = await aParcel('A-2009', { MUG: 1 });
    const weightCheck = { inUse: true, gramsMin: 30, percent: 3 };
    const encloses = (enclosures: object[]) =>
      ask('PUT', 'packing-settings', { weightCheck, enclosures }, 'ops').then(({ status }) => status);
    const names = { ja: 'サンクスカード' };
    for (const wrong of [
      { code: 'thanks' },
      { names: { ja: 'a\nb' } },
      { names: { ja: ' ' } },
      { barcode: '棚' },
      { skus: [] },
    ])
      expect(await encloses([{ code: 'THANKS', names, when: 'gift-orders', ...wrong }])).toBe(422);
    expect(await encloses([{ code: 'THANKS', names, when: 'gift-orders' }])).toBe(200);
    const slip = async () =>
      (await paper(await ask('GET', `parcels/${parcelId}/packing-slip.pdf`), 100)).text;
    expect(await slip()).toContain('同梱物:サンクスカード');
    expect((await json('GET', `parcels/${parcelId}`)).body).toMatchObject({
      enclosures: [{ code: 'THANKS', tick: null }],
    });
    await act(parcelId, 'start');
    expect(await encloses([])).toBe(200);
    expect(await slip()).toContain('同梱物:サンクスカード');
  });

  it('the label waits for its waybill, bears it, and is not printed again once the parcel left', async () => {
    const { parcelId } = await aParcel('A-2002', { MUG: 1 });
    expect(await json('GET', `parcels/${parcelId}/label.pdf`)).toMatchObject({
      status: 409,
      body: { code: 'waybill-missing' },
    });
    const waybill = await labelled(parcelId);
    const { text, codes } = await paper(await ask('GET', `parcels/${parcelId}/label.pdf`));
    expect(codes).toEqual([`Code128 ${waybill}`, `QRCode ^P:${parcelId}`]);
    expect(text).toContain('東京都渋谷区神宮前1-1①号館');
    expect(text).not.toContain('代引');
    await act(parcelId, 'close', { waybill });
    await json('POST', 'hand-overs', { opId: randomUUID(), waybill });
    expect(await json('GET', `parcels/${parcelId}/label.pdf`)).toMatchObject({
      status: 409,
      body: { code: 'already-dispatched' },
    });
    const carrier = (await json('GET', `parcels/${parcelId}`)).body['carrier'] as string;
    const manifest = await paper(await ask('GET', `manifest.pdf?carrier=${carrier}&date=2026-02-02`));
    expect(manifest.text).toContain(waybill);
    expect(manifest.text).toContain('東京都');
    expect(manifest.text).not.toContain('神宮前');
    expect((await json('GET', `manifest.pdf?carrier=${carrier}&date=2026-02-01`)).status).toBe(404);
  });

  it('says what the carrier collects at the door', async () => {
    const payment = { method: 'cod', status: 'on-delivery', amount: 3_000 } as const;
    const { parcelId } = await aParcel('A-2003', { MUG: 2 }, { payment });
    await labelled(parcelId);
    expect((await paper(await ask('GET', `parcels/${parcelId}/label.pdf`))).text).toContain('代引¥3,000');
  });

  it('are gone with the parcel, and with the person', async () => {
    const voided = await aParcel('A-2004', { MUG: 1 });
    await states('order', 'order.cancellation-requested', { orderId: voided.orderId, reason: 'buyer-asked' });
    await until(async () => (await json('GET', `parcels/${voided.parcelId}`)).body['status'] === 'voided');
    for (const name of ['packing-slip', 'label'])
      expect(await json('GET', `parcels/${voided.parcelId}/${name}.pdf`)).toMatchObject({
        status: 410,
        body: { code: 'parcel-voided' },
      });
    const erased = await aParcel('A-2005', { MUG: 1 }, { buyerId: 'e'.repeat(64) });
    await app.app.get(KeyRing).erase('e'.repeat(64));
    expect(await json('GET', `parcels/${erased.parcelId}/packing-slip.pdf`)).toMatchObject({
      status: 410,
      body: { code: 'address-erased' },
    });
    expect((await json('GET', `parcels/${randomUUID()}/packing-slip.pdf`)).status).toBe(404);
  });
});

describe('the picking list of a batch', () => {
  it('goes by shelf, names the totes and bears their bars; once all is picked there is none', async () => {
    const shelved = (sku: string, shelf: string) => ({ sku, shelf });
    const [one, two] = [
      await aParcel('L-1', { POT: 1, TEA: 2 }, {}, [shelved('POT', 'B-01'), shelved('TEA', 'A-10')]),
      await aParcel('L-2', { CUP: 1, TEA: 1 }, {}, [shelved('CUP', 'A-2'), shelved('TEA', 'A-10')]),
    ];
    // Parcels of the tests above have totes of their own before these.
    const { body } = await json('POST', 'pick-batches', { opId: randomUUID() });
    const batch = body as { batchId: string; slots: { slot: number; parcelId: string }[] };
    const toteOf = ({ parcelId }: Planned) => batch.slots.find((slot) => slot.parcelId === parcelId)!.slot;
    const list = await paper(await ask('GET', `pick-batches/${batch.batchId}/picking-list.pdf`));
    const places = ['A-2CUP', 'A-10TEA', 'B-01POT'].map((place) => list.text.indexOf(place));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(list.text).toContain(`${toteOf(one)}番×2${toteOf(two)}番×1`);
    expect(list.codes.slice(-2)).toEqual(['Code128 ^O:L-1', 'Code128 ^O:L-2']);
    await json('POST', `pick-batches/${batch.batchId}/finish`, { opId: randomUUID() });
    expect(await json('GET', `pick-batches/${batch.batchId}/picking-list.pdf`)).toMatchObject({
      status: 409,
      body: { code: 'nothing-left-to-pick' },
    });
    expect((await json('GET', `pick-batches/${randomUUID()}/picking-list.pdf`)).status).toBe(404);
  });
});

describe('a print run', () => {
  it('is one file in the order that was asked for, or a refusal that names each in the way', async () => {
    const [one, two] = [await aParcel('A-2011', { MUG: 1 }), await aParcel('A-2012', { POT: 1 })];
    const waybills = [await labelled(one.parcelId), await labelled(two.parcelId)];
    const asked = { documents: ['label', 'packing-slip'], parcelIds: [two.parcelId, one.parcelId] };
    const { pages, codes } = await paper(await ask('POST', 'print-runs', asked));
    expect(pages).toBe(4);
    expect(codes.filter((code) => code.startsWith('Code128'))).toEqual([
      `Code128 ${waybills[1]}`,
      'Code128 ^O:A-2012',
      `Code128 ${waybills[0]}`,
      'Code128 ^O:A-2011',
    ]);
    const fresh = await aParcel('A-2013', { MUG: 1 });
    const stranger = randomUUID();
    const mixed = { documents: ['label'], parcelIds: [one.parcelId, fresh.parcelId, stranger] };
    expect(await json('POST', 'print-runs', mixed)).toMatchObject({
      status: 409,
      body: {
        code: 'not-printable',
        errors: [
          { path: 'parcelIds[1]', message: expect.stringContaining('waybill-missing') as string },
          { path: 'parcelIds[2]', message: 'names no parcel' },
        ],
      },
    });
    expect((await json('POST', 'print-runs', { documents: ['poster'], parcelIds: [] })).status).toBe(422);
  });

  it('of hundreds comes whole, and others are answered meanwhile', async () => {
    const { parcelId } = await aParcel('A-2021', { MUG: 1 });
    // The same parcel may be asked for once only, so hundreds are hundreds.
    expect(
      (await json('POST', 'print-runs', { documents: ['packing-slip'], parcelIds: [parcelId, parcelId] }))
        .status,
    ).toBe(422);
    const run = ask(
      'GET',
      'shelf-labels.pdf?' + Array.from({ length: 100 }, (_, at) => `shelf=A-${at}`).join('&'),
    );
    expect((await json('GET', 'packages')).status).toBe(200);
    expect((await paper(await run, 25)).pages).toBe(100);
  });
});

describe('sheets', () => {
  it('the command sheet names the packages of the shop', async () => {
    const { codes, text } = await paper(await ask('GET', 'command-sheet.pdf'));
    expect(codes).toEqual(expect.arrayContaining(['Code128 ^C:ACK', 'Code128 ^C:CARTON-C60']));
    expect(text).toContain('60サイズ箱');
  });

  it('an item without a barcode is labelled with its sku, another with its own', async () => {
    const told = (sku: string, barcodes: string[]) =>
      states('inventory', 'item.changed', {
        ...anItem(sku, { barcodes }),
        catalogueVersion: 1,
        catalogueItems: 1,
      });
    await told('OWN-1', []);
    await told('JAN-1', ['4901234567894']);
    await told('棚-1', []);
    await until(
      async () => (await ask('GET', `item-labels.pdf?sku=${encodeURIComponent('棚-1')}`)).status !== 404,
    );
    const own = await paper(await ask('GET', 'item-labels.pdf?sku=OWN-1&copies=3'));
    expect([own.pages, own.codes]).toEqual([3, Array.from({ length: 3 }, () => 'Code128 OWN-1')]);
    expect((await paper(await ask('GET', 'item-labels.pdf?sku=JAN-1'))).codes).toEqual([
      'Code128 4901234567894',
    ]);
    expect(await json('GET', `item-labels.pdf?sku=${encodeURIComponent('棚-1')}`)).toMatchObject({
      status: 409,
      body: { code: 'not-printable' },
    });
    expect((await json('GET', 'item-labels.pdf?sku=nobody')).status).toBe(404);
  });

  it('shelves are labelled one by one, and the one that cannot be is named', async () => {
    expect((await paper(await ask('GET', 'shelf-labels.pdf?shelf=A-01-2'))).codes).toEqual([
      'Code128 ^L:A-01-2',
    ]);
    expect(await json('GET', `shelf-labels.pdf?shelf=A-01&shelf=${encodeURIComponent('棚')}`)).toMatchObject({
      status: 409,
      body: { errors: [{ path: 'shelf[1]' }] },
    });
    expect((await json('GET', 'shelf-labels.pdf')).status).toBe(422);
  });

  it('a badge is printed as it was given, for an admin only', async () => {
    const badge = '^B:0123456789ABCDEFGHJKMNPQRS';
    const wanted = { name: '佐藤', role: 'ops', badge };
    expect((await ask('POST', 'badge.pdf', wanted, 'warehouse')).status).toBe(403);
    const answer = await ask('POST', 'badge.pdf', wanted, 'admin');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { codes, text } = await paper(answer, 300);
    expect(codes).toEqual([`Code128 ${badge}`, `QRCode ${badge}`]);
    expect(text).toContain('佐藤');
    expect((await ask('POST', 'badge.pdf', { ...wanted, badge: '^B:SHORT' }, 'admin')).status).toBe(422);
  });
});
