import { topicOf, type EventData, type EventType, type ServiceName } from '@okuru/contracts';
import {
  ApiKeys,
  encodeEvent,
  keepHouse,
  MemoryEventLog,
  MovableClock,
  readConfig,
  RETENTION,
  type Role,
  type RunningApp,
  runtimeOf,
  type ServiceRuntime,
  startServices,
} from '@okuru/platform';
import { testDatabase, until, type TestDatabase } from '@okuru/platform/testing';
import { shippingService } from '../index.js';
import { confirmedOrder, heard, NOW, reservedStock } from '../testing/facts.js';

let database: TestDatabase;
let app: RunningApp;
const eventLog = new MemoryEventLog();
const keys = new Map<Role, string>();
let parcelId: string;

beforeAll(async () => {
  database = await testDatabase();
  const config = readConfig({
    DATABASE_URL: database.url,
    PORT: '0',
    LOG_LEVEL: 'silent',
    OKURU_EVENT_LOG: 'memory',
  });
  app = await startServices(config, [shippingService], { eventLog, clock: new MovableClock(new Date(NOW)) });
  for (const role of ['warehouse', 'ops'] as const)
    keys.set(role, (await app.app.get(ApiKeys).issue({ role, label: role })).key);
  parcelId = await aParcel();
});
afterAll(async () => {
  await app.close();
  await eventLog.close();
  await database.drop();
});

const call = async (method: string, path: string, body?: object, role: Role = 'warehouse') => {
  const isPhoto = Buffer.isBuffer(body);
  const answer = await fetch(`${app.url}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keys.get(role)}`,
      ...(body ? { 'content-type': isPhoto ? 'image/jpeg' : 'application/json' } : {}),
    },
    ...(body ? { body: isPhoto ? new Uint8Array(body) : JSON.stringify(body) } : {}),
  });
  const type = answer.headers.get('content-type') ?? '';
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    status: answer.status,
    type,
    bytes,
    body: type.includes('json') ? JSON.parse(bytes.toString()) : null,
  };
};
const states = <T extends EventType>(service: ServiceName, type: T, data: EventData<T>): Promise<void> =>
  eventLog.append(topicOf(service), [encodeEvent({ ...heard(type, data), data: JSON.stringify(data) })]);

async function aParcel(): Promise<string> {
  const order = confirmedOrder({ MUG: 1 });
  await states('order', 'order.confirmed', order);
  await states('inventory', 'stock.reserved', reservedStock(order));
  const mine = async () =>
    (await call('GET', 'parcels?limit=100')).body.parcels.find(
      ({ orderId }: { orderId: string }) => orderId === order.orderId,
    );
  await until(async () => (await mine()) !== undefined);
  return (await mine()).parcelId;
}

const START = Buffer.from([0xff, 0xd8]);
const EXIF = Buffer.from([0xff, 0xe1, 0, 10, ...Buffer.from('Exif GPS')]);
const picture = (dots = 'dots') =>
  Buffer.concat([Buffer.from([0xff, 0xda, 0, 3, 0]), Buffer.from(dots), Buffer.from([0xff, 0xd9])]);
const photo = (dots?: string) => Buffer.concat([START, EXIF, picture(dots)]);
const weightCheck = { inUse: true, gramsMin: 30, percent: 3 };
const taking = (inUse: boolean, keptDays = 90) =>
  call('PUT', 'packing-settings', { weightCheck, photos: { inUse, keptDays } }, 'ops');

describe('photos of an open box', () => {
  it('are not taken unless the shop wants them', async () => {
    expect((await call('GET', 'packing-settings')).body.photos).toEqual({ inUse: false, keptDays: 90 });
    const refused = await call('PUT', `parcels/${parcelId}/photos/first`, photo());
    expect(refused).toMatchObject({ status: 409, body: { code: 'photos-not-in-use' } });
    await taking(true);
    await call('PUT', 'packing-settings', { weightCheck }, 'ops');
    expect((await call('GET', 'packing-settings')).body.photos.inUse).toBe(true);
  });

  it('are kept once under their id, without what the camera wrote beside them, and shown to staff', async () => {
    const takenAt = '2026-02-01T08:00:00.000Z';
    const put = () => call('PUT', `parcels/${parcelId}/photos/first?takenAt=${takenAt}`, photo());
    const kept = await put();
    expect(kept).toMatchObject({ status: 200, body: { photoId: 'first', takenAt } });
    expect(await put()).toMatchObject({ status: 200, body: kept.body });
    expect((await call('GET', `parcels/${parcelId}/photos`)).body.photos).toEqual([kept.body]);
    const shown = await call('GET', `parcels/${parcelId}/photos/first`, undefined, 'ops');
    expect(shown.type).toBe('image/jpeg');
    expect(shown.bytes).toEqual(Buffer.concat([START, picture()]));
    const other = await call('PUT', `parcels/${parcelId}/photos/first`, photo('others'));
    expect(other).toMatchObject({ status: 422 });
  });

  it('are four at most, also by twenty hands at once', async () => {
    const another = await aParcel();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, nth) => call('PUT', `parcels/${another}/photos/photo-${nth}`, photo())),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    expect(answers.find(({ status }) => status !== 200)).toMatchObject({ body: { code: 'too-many-photos' } });
    expect((await call('GET', `parcels/${another}/photos`)).body.photos).toHaveLength(4);
  });

  it.each([
    ['something else', Buffer.from('%PDF-1.7'), 422],
    ['more than 200 kB', photo('x'.repeat(201 * 1024)), 422],
    ['more than any photo', photo('x'.repeat(300 * 1024)), 413],
    ['JSON', { photo: 'me' }, 415],
  ])('are not %s', async (_case, body, status) => {
    expect((await call('PUT', `parcels/${parcelId}/photos/odd`, body)).status).toBe(status);
    expect((await call('GET', `parcels/${parcelId}/photos/odd`)).status).toBe(404);
  });

  it('of no parcel are of nothing', async () => {
    const nobody = '01930f3e-7a00-7000-8000-00000000ffff';
    expect((await call('PUT', `parcels/${nobody}/photos/a`, photo())).status).toBe(404);
    expect((await call('GET', `parcels/${nobody}/photos`)).status).toBe(404);
  });

  it('are gone when their days are over', async () => {
    const { unitOfWork } = app.app.get<ServiceRuntime>(runtimeOf('shipping'));
    const retention = { ...RETENTION, expiring: ['parcel_photo'] };
    expect(await keepHouse(unitOfWork, retention)).toMatchObject({ expired: 0 });
    await unitOfWork.run((tx) =>
      tx.query(`UPDATE parcel_photo SET delete_at = now() - interval '1 second' WHERE photo_id = 'first'`),
    );
    expect(await keepHouse(unitOfWork, retention)).toMatchObject({ expired: 1 });
    expect((await call('GET', `parcels/${parcelId}/photos/first`)).status).toBe(404);
  });

  it('are kept as long as the shop says', async () => {
    await taking(true, 7);
    const another = await aParcel();
    const { body } = await call('PUT', `parcels/${another}/photos/short`, photo());
    const days = (Date.parse(body.deleteAt) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });
});
