import type { EventData, EventType, ServiceName } from '@okuru/contracts';
import { topicOf } from '@okuru/contracts';
import {
  type ApiCaller,
  ApiKeys,
  encodeEvent,
  KeyRing,
  MemoryEventLog,
  MovableClock,
  readConfig,
  sealContext,
  StaffDesk,
  startServices,
  type Role,
  type RunningApp,
} from '@okuru/platform';
import { testDatabase, until, type TestDatabase } from '@okuru/platform/testing';
import pg from 'pg';
import { shippingService } from './index.js';
import { anItem, confirmedOrder, heard, NOW, reservedStock } from './testing/facts.js';

/** What these tests read of any answer. */
interface OneAnswered {
  readonly status: number;
  readonly body: { readonly trackingNumber: string };
}

interface Answered {
  readonly parcelId: string;
  readonly orderId: string;
  readonly status: string;
  readonly carrier: string;
  readonly service: string;
  readonly trackingNumber: string;
  readonly reason: string;
  readonly instance: string;
  readonly parcels: readonly Answered[];
  readonly expectedWeightGrams: number;
  readonly labelMode: string;
  readonly services: readonly object[];
  readonly answers: readonly [OneAnswered, ...OneAnswered[]];
  readonly next: string | null;
  readonly packages: readonly object[];
  readonly decision: { readonly outcome: { readonly chosen: readonly object[] } };
}

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
    OKURU_EVENT_LOG: 'memory',
  });
  app = await startServices(config, [shippingService], { eventLog, clock: new MovableClock(new Date(NOW)) });
  for (const role of ['warehouse', 'ops', 'storefront'] as const) {
    keys.set(
      role,
      (
        await app.app
          .get(ApiKeys)
          .issue({ role, label: role, ...(role === 'storefront' ? { channel: 'web' } : {}) })
      ).key,
    );
  }
});
afterAll(async () => {
  await app.close();
  await eventLog.close();
  await database.drop();
});

/** Another service states a fact. */
const states = <T extends EventType>(service: ServiceName, type: T, data: EventData<T>): Promise<void> => {
  const event = heard(type, data);
  return eventLog.append(topicOf(service), [encodeEvent({ ...event, data: JSON.stringify(data) })]);
};

const call = async (method: string, path: string, body?: object, role: Role = 'warehouse') => {
  const answer = await fetch(`${app.url}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keys.get(role)}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: (await answer.json()) as Answered,
  };
};
const parcelsOf = async (orderId: string) => {
  const { body } = await call('GET', 'parcels?limit=100');
  return body.parcels.filter((parcel: { orderId: string }) => parcel.orderId === orderId);
};
const aPlannedParcel = async (order: EventData<'order.confirmed'>): Promise<Answered> => {
  await states('order', 'order.confirmed', order);
  await states('inventory', 'stock.reserved', reservedStock(order));
  await until(async () => (await parcelsOf(order.orderId)).length > 0);
  const [parcel] = await parcelsOf(order.orderId);
  return parcel!;
};
let ops = 0;
const opId = () => `op-${(ops += 1)}`;

describe('a packer who signed in with a badge', () => {
  it('works as a person: what is done is kept under who did it, and asked again after signing in anew is the same', async () => {
    const desk = app.app.get(StaffDesk);
    const admin: ApiCaller = { keyId: 'admin', role: 'admin', channel: null, label: 'admin' };
    const { staffId, badge } = await desk.add(admin, { name: '佐藤', role: 'warehouse' });
    const signIn = async (): Promise<string> => {
      const answer = await fetch(`${app.url}/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ badge, device: 'tablet-1' }),
      });
      return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    };
    const { parcelId } = await aPlannedParcel(confirmedOrder({ MUG: 1 }));
    const start = async (cookie: string, site: string) => {
      const answer = await fetch(`${app.url}/v1/parcels/${parcelId}/start`, {
        method: 'POST',
        headers: { cookie, 'sec-fetch-site': site, 'content-type': 'application/json' },
        body: JSON.stringify({ opId: 'begin' }),
      });
      return { status: answer.status, body: await answer.json() };
    };
    const first = await start(await signIn(), 'same-origin');
    expect(first).toEqual({ status: 200, body: { parcelId, status: 'packing' } });
    const anew = await signIn();
    expect(await start(anew, 'same-origin')).toEqual(first);
    expect((await start(anew, 'cross-site')).status).toBe(403);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(
      `SELECT key_id AS "keyId" FROM okuru_shipping.operation WHERE op_id = 'begin'`,
    );
    await client.end();
    expect(rows).toEqual([{ keyId: `staff:${staffId}` }]);
  });
});

describe('why a parcel is packed as it is', () => {
  it('is answered with every candidate in words, as data and as a picture, until a person takes another package', async () => {
    const { parcelId } = await aPlannedParcel(confirmedOrder({ MUG: 2 }));
    const { body } = await call('GET', `parcels/${parcelId}/decision`);
    expect(body).toMatchObject({
      parcelId,
      parcels: 1,
      record: {
        proof: { words: { ja: expect.any(String) as string } },
        expectedLoss: { en: expect.stringContaining('unknown') as string },
        versions: { tariffs: ['okuru-sample-2026-11'] },
      },
      question: { items: [{ sku: 'MUG', quantity: 2 }] },
    });
    const { record } = body as unknown as {
      record: { whole: { packageCode: string; refusedBy?: string; words?: object }[] };
    };
    const { body: shop } = await call('GET', 'packages');
    expect(record.whole).toHaveLength(shop.packages.length);
    for (const candidate of record.whole)
      expect('words' in candidate).toBe(candidate.refusedBy !== undefined);

    const { body: scene } = await call('GET', `parcels/${parcelId}/picture`);
    expect(scene).toMatchObject({ boxes: [{ step: 1, sku: 'MUG', label: 'MUGです' }, { step: 2 }] });
    const picture = await fetch(`${app.url}/v1/parcels/${parcelId}/picture.svg`, {
      headers: { authorization: `Bearer ${keys.get('warehouse')}` },
    });
    expect(picture.headers.get('content-type')).toContain('image/svg+xml');
    expect(await picture.text()).toMatch(/^<svg .*MUGです.*<\/svg>$/s);

    const taken = { opId: opId(), packageCode: 'C120', reason: 'nothing else at hand' };
    expect((await call('POST', `parcels/${parcelId}/package`, taken)).status).toBe(200);
    expect((await call('GET', `parcels/${parcelId}/picture`)).status).toBe(404);
    expect((await call('GET', `parcels/${parcelId}/decision`)).status).toBe(200);
  });

  it('is a person where a size is unknown, and measuring is proposed', async () => {
    const order = confirmedOrder({ VASE: 1 });
    await states('order', 'order.confirmed', order);
    await states(
      'inventory',
      'stock.reserved',
      reservedStock(order, {}, (sku) => anItem(sku, { size: null })),
    );
    await until(async () => (await parcelsOf(order.orderId)).length > 0);
    const [{ parcelId }] = (await parcelsOf(order.orderId)) as [Answered];
    const { body } = await call('GET', `parcels/${parcelId}/decision`);
    expect(body).toMatchObject({
      leftToAPerson: 'size-unknown',
      measuringProposed: ['VASE'],
      expectedLoss: 'unknown',
      words: { ja: expect.stringContaining('採寸') as string },
    });
    expect((await call('GET', `parcels/${parcelId}/picture.svg`)).status).toBe(404);
  });
});

const NOBODYS = '01930f3e-7a00-7000-8000-00000000dead';

describe('a parcel over HTTP', () => {
  it('goes from the facts of others to the cage', async () => {
    const keyRing = app.app.get(KeyRing);
    const draft = confirmedOrder({ MUG: 2 });
    const keyId = (await keyRing.keysFor([draft.buyerId])).get(draft.buyerId)!;
    const person = {
      name: '山田太郎',
      postalCode: '150-0001',
      prefecture: '東京都',
      city: '渋谷区',
      street: '神宮前1-1',
    };
    const [shipTo] = await keyRing.sealMany([
      { keyId, context: sealContext('order.confirmed', draft.orderId), plain: person },
    ]);
    const planned = await aPlannedParcel({ ...draft, shipTo: shipTo! });
    const path = `parcels/${planned.parcelId}`;
    expect(planned).toMatchObject({
      orderReference: 'A-1001',
      status: 'planned',
      trackingNumber: null,
      weightGrams: null,
      lines: [
        {
          lineId: '1',
          sku: 'MUG',
          name: 'MUGです',
          barcodes: ['BC-MUG'],
          quantity: 2,
          scanned: 0,
          waitsFor: 0,
          waitsSince: null,
          pickedShort: 0,
          countable: false,
          shelf: 'A-01',
        },
      ],
    });
    expect((await call('GET', path)).body.decision.outcome.chosen).toHaveLength(1);

    expect(await call('POST', `${path}/start`, { opId: opId() })).toMatchObject({
      status: 200,
      body: { status: 'packing' },
    });
    await states('inventory', 'item.changed', { ...anItem('PLATE'), catalogueVersion: 1, catalogueItems: 1 });
    const wrong = { opId: opId(), barcode: 'BC-PLATE' };
    await until(
      async () =>
        (await call('POST', `${path}/scans`, { ...wrong, opId: opId() })).body.reason ===
        'not-in-this-parcel',
    );
    const blocked = await call('POST', `${path}/scans`, wrong);
    expect(blocked).toMatchObject({
      status: 409,
      type: expect.stringContaining('application/problem+json'),
      body: {
        code: 'scan-blocked',
        reason: 'not-in-this-parcel',
        scanned: { name: 'PLATEです' },
        expected: { name: 'MUGです' },
      },
    });
    const { instance: _, ...again } = (await call('POST', `${path}/scans`, wrong)).body;
    expect(blocked.body).toMatchObject(again);

    for (const parcelComplete of [false, true]) {
      expect((await call('POST', `${path}/scans`, { opId: opId(), barcode: 'BC-MUG' })).body).toMatchObject({
        accepted: true,
        parcelComplete,
      });
    }
    const { expectedWeightGrams } = (await call('GET', path)).body;
    const off = { opId: opId(), grams: expectedWeightGrams + 400 };
    expect(await call('POST', `${path}/weight`, off)).toMatchObject({
      status: 409,
      body: { reason: 'wrong-weight', weight: { grams: off.grams, expectedGrams: expectedWeightGrams } },
    });
    const accepted = { ...off, opId: opId(), acceptedBecause: 'counted-again' };
    expect((await call('POST', `${path}/weight`, accepted)).status).toBe(200);
    const right = { opId: opId(), grams: expectedWeightGrams };
    expect((await call('POST', `${path}/weight`, right)).status).toBe(200);
    const label = await call('POST', `${path}/label`, { opId: opId() });
    expect(label.body).toMatchObject({
      carrier: planned.carrier,
      service: planned.service,
      shipTo: { name: '山田太郎' },
    });
    const waybill: string = label.body.trackingNumber;
    expect((await call('POST', `${path}/close`, { opId: opId(), waybill: '1' })).body).toMatchObject({
      reason: 'wrong-waybill',
    });
    expect((await call('POST', `${path}/close`, { opId: opId(), waybill })).body).toMatchObject({
      status: 'closed',
    });
    const handOver = { opId: opId(), waybill };
    const left = await call('POST', 'hand-overs', handOver);
    expect(left).toMatchObject({
      status: 200,
      body: { parcelId: planned.parcelId, trackingNumber: waybill },
    });
    expect((await call('POST', 'hand-overs', handOver)).body).toEqual(left.body);
    expect(await call('POST', 'hand-overs', { ...handOver, opId: opId() })).toMatchObject({
      status: 409,
      body: { code: 'already-dispatched' },
    });
    expect((await call('POST', `${path}/delivered`, { opId: opId() })).status).toBe(403);
    expect((await call('POST', `${path}/delivered`, { opId: opId() }, 'ops')).body).toMatchObject({
      status: 'delivered',
    });
  });

  it('a cancelled order’s waybill stops at the cage', async () => {
    const planned = await aPlannedParcel(confirmedOrder({ MUG: 1 }));
    const other = await aPlannedParcel(confirmedOrder({ MUG: 1 }));
    const wanted = [planned, other].map(({ parcelId }) => ({ opId: opId(), parcelId }));
    const early = await call('POST', 'labels', { labels: wanted });
    expect(early.body.answers).toMatchObject([
      { status: 409, body: { code: 'units-missing' } },
      { status: 409 },
    ]);
    const { carrier, service } = planned;
    const first = { carrier, service, inUse: true, labelMode: 'before-check' };
    expect((await call('PUT', 'carrier-settings', { services: [first] }, 'ops')).body.services).toEqual([
      first,
    ]);
    expect((await call('GET', `parcels/${planned.parcelId}`)).body.labelMode).toBe('before-check');
    const again = wanted.map(({ parcelId }) => ({ opId: opId(), parcelId }));
    const printed = await call('POST', 'labels', { labels: [...again, { opId: opId(), parcelId: NOBODYS }] });
    expect(printed.body.answers.map(({ status }) => status)).toEqual([200, 200, 404]);
    expect((await call('POST', 'labels', { labels: again })).body.answers).toEqual(
      printed.body.answers.slice(0, 2),
    );
    expect((await call('POST', 'labels', { labels: [{ opId: '1' }] })).status).toBe(422);
    const { slots } = (await call('POST', 'pick-batches', { opId: opId() })).body as unknown as {
      slots: object[];
    };
    expect(slots).toContainEqual(
      expect.objectContaining({
        parcelId: planned.parcelId,
        labelMode: 'before-check',
        trackingNumber: printed.body.answers[0].body.trackingNumber,
      }),
    );
    await call('PUT', 'carrier-settings', { services: [] }, 'ops');
    const { trackingNumber: waybill } = printed.body.answers[0].body;
    await states('order', 'order.cancellation-requested', {
      orderId: planned.orderId,
      reason: 'buyer-asked',
    });
    await until(async () => (await call('GET', `parcels/${planned.parcelId}`)).body.status === 'voided');
    expect((await call('POST', 'hand-overs', { opId: opId(), waybill })).body).toMatchObject({
      code: 'scan-blocked',
      reason: 'void-waybill',
    });
  });
});

describe('what is asked wrongly', () => {
  it.each([
    ['POST', 'parcels/x/start', { opId: 'a' }, 400],
    ['POST', 'parcels/01930f3e-7a00-7000-8000-00000000dead/start', { opId: 'a' }, 404],
    ['POST', 'parcels/01930f3e-7a00-7000-8000-00000000dead/start', {}, 422],
    [
      'POST',
      'parcels/01930f3e-7a00-7000-8000-00000000dead/scans',
      { opId: 'a', barcode: 'x', count: 0 },
      422,
    ],
    ['POST', 'parcels/01930f3e-7a00-7000-8000-00000000dead/weight', { opId: 'a', grams: '900' }, 422],
    ['POST', 'hand-overs', { opId: 'a'.repeat(65), waybill: '1' }, 422],
    ['GET', 'parcels/01930f3e-7a00-7000-8000-00000000dead', undefined, 404],
    ['GET', 'parcels?status=lost', undefined, 422],
    ['GET', 'parcels?limit=101', undefined, 422],
  ])('%s %s %j → %i', async (method, path, body, status) => {
    expect((await call(method, path, body)).status).toBe(status);
  });

  it('storefronts see no parcels, the warehouse changes no packages', async () => {
    expect((await call('GET', 'parcels', undefined, 'storefront')).status).toBe(403);
    expect((await call('PUT', 'packages', { packages: [] })).status).toBe(403);
  });
});

describe('lists', () => {
  it('pages through parcels, oldest first', async () => {
    for (let nth = 0; nth < 3; nth += 1) await aPlannedParcel(confirmedOrder({ MUG: 1 }));
    const all = (await call('GET', 'parcels?status=planned&limit=100')).body.parcels.map(
      ({ parcelId }) => parcelId,
    );
    const paged: string[] = [];
    for (let after = ''; ;) {
      const { parcels, next } = (await call('GET', `parcels?status=planned&limit=2${after}`)).body;
      paged.push(...parcels.map(({ parcelId }) => parcelId));
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(paged).toEqual(all);
    expect([...all].sort()).toEqual(all);
  });

  it('packages go out and come back as they are', async () => {
    const { body } = await call('GET', 'packages', undefined, 'ops');
    expect(await call('PUT', 'packages', { packages: body.packages }, 'ops')).toMatchObject({
      status: 200,
      body,
    });
    const broken = body.packages.map((kind: object) => ({
      ...kind,
      outer: { lengthMm: 1, widthMm: 1, heightMm: 1 },
    }));
    expect(await call('PUT', 'packages', { packages: broken }, 'ops')).toMatchObject({
      status: 422,
      body: { errors: expect.arrayContaining([expect.objectContaining({ path: 'packages[0].outer' })]) },
    });
  });

  it.each([{}, { weightCheck: null }, { weightCheck: [] }, { weightCheck: { inUse: true } }])(
    'settings of the packing table that lack what they need, %j, are refused and change nothing',
    async (settings) => {
      const before = await call('GET', 'packing-settings', undefined, 'ops');
      expect(await call('PUT', 'packing-settings', settings, 'ops')).toMatchObject({
        status: 422,
        body: {
          errors: expect.arrayContaining([
            expect.objectContaining({ path: expect.stringMatching(/^weightCheck/) }),
          ]),
        },
      });
      expect(await call('GET', 'packing-settings', undefined, 'ops')).toEqual(before);
    },
  );
});
