import {
  CommitOutcomeUnknownError,
  MovableClock,
  type Refusal,
  Timers,
  type ApiCaller,
  type UnitOfWork,
} from '@okuru/platform';
import {
  MemoryKeyRing,
  migratedDatabase,
  openService,
  type OpenService,
  type TestDatabase,
} from '@okuru/platform/testing';
import { keepItems } from '../item-replica/item-replica.store.js';
import { migrations } from '../migrations/index.js';
import { orderEntities } from '../record-order/order.entities.js';
import { KEY_IN_FLIGHT } from '../request/idempotency.js';
import { anOrderBody } from '../testing/an-order.js';
import { Intake } from './intake.js';
import { OutboxRoom } from './outbox-room.store.js';
import { PlaceOrder } from './place-order.handler.js';
import type { ShopDay } from './shop-day.js';

const caller: ApiCaller = { keyId: 'key-1', role: 'storefront', channel: 'web', label: 'test' };
const clock = new MovableClock(new Date('2026-01-15T03:00:00Z'));
const today = { today: () => '2026-01-15' } as ShopDay;
/** Each waits seconds for the key, so a machine under heavy load is given long enough. */
const ASKS_MAX = 5;

describe('the intake of several processes', () => {
  let database: TestDatabase;
  let services: OpenService[];
  const keyRing = new MemoryKeyRing();

  const aProcess = (unitOfWork: UnitOfWork): PlaceOrder =>
    new PlaceOrder(
      new Intake(unitOfWork, keyRing, new Timers(unitOfWork, clock), clock, today, { intakeWaitMs: 60_000 }),
      keyRing,
      clock,
      new OutboxRoom(unitOfWork, { outboxFactsMax: 100_000 }),
    );
  const one = async <T>(sql: string, ...parameters: unknown[]): Promise<T> =>
    (await services[0]!.dataSource.query<T[]>(sql, parameters))[0]!;

  /** As a client should: told that the key is under way, it asks again. */
  const patiently = async (place: PlaceOrder, key: string, body: ReturnType<typeof anOrderBody>) => {
    for (let asks = 1; ; asks += 1) {
      try {
        return await place.place(caller, key, body);
      } catch (fault) {
        if ((fault as Refusal).code !== KEY_IN_FLIGHT.code || asks >= ASKS_MAX) throw fault;
      }
    }
  };

  beforeAll(async () => {
    database = await migratedDatabase('order', migrations);
    services = [];
    for (let nth = 0; nth < 3; nth += 1)
      services.push(await openService('order', database.url, { entities: orderEntities, migrations }));
    await services[0]!.unitOfWork.run((tx) =>
      keepItems(tx, [
        {
          ...{ sku: 'MUG', itemVersion: 1, catalogueVersion: 1, catalogueItems: 1 },
          ...{ valueYen: 0, names: { ja: 'マグカップ', en: 'Mug' } },
        },
      ]),
    );
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.close()));
    await database.drop();
  });

  it('makes one order per key of requests that arrive at all of them at once', async () => {
    const processes = services.map(({ unitOfWork }) => aProcess(unitOfWork));
    const bodies = Array.from({ length: 100 }, () => anOrderBody());
    const outcomes = await Promise.all(
      bodies.flatMap((body, nth) => processes.map((place) => patiently(place, `shared-${nth}`, body))),
    );
    expect(
      new Set(outcomes.map((outcome) => outcome.kind === 'accepted' && outcome.accepted.orderId)).size,
    ).toBe(100);
    expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(100);
    expect(await one('SELECT count(*)::integer AS orders FROM orders')).toEqual({ orders: 100 });
    expect(await one(`SELECT count(*)::integer AS facts FROM event WHERE type = 'order.placed'`)).toEqual({
      facts: 100,
    });
  });

  it('gives one of the orders to each reference that arrives under different keys', async () => {
    const processes = services.map(({ unitOfWork }) => aProcess(unitOfWork));
    const bodies = Array.from({ length: 60 }, () => anOrderBody());
    const outcomes = await Promise.all(
      bodies.flatMap((body, nth) =>
        processes.map((place, which) => place.place(caller, `own-${nth}-${which}`, body)),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(60);
    expect(
      outcomes.filter((outcome) => outcome.kind === 'refused' && outcome.refusal.code === 'reference-taken'),
    ).toHaveLength(120);
  });

  it.each([
    ['happened', true],
    ['did not happen', false],
  ])('finds out whether a commit %s whose answer was lost', async (_name, happens) => {
    const { unitOfWork } = services[0]!;
    let lost = 0;
    const losing = {
      ask: unitOfWork.ask.bind(unitOfWork),
      run: async (work: Parameters<UnitOfWork['run']>[0]) => {
        if (lost > 0) return unitOfWork.run(work);
        lost += 1;
        if (happens) await unitOfWork.run(work);
        throw new CommitOutcomeUnknownError(new Error('the line went dead'));
      },
    } as unknown as UnitOfWork;
    const body = anOrderBody();
    const outcome = await aProcess(losing).place(caller, `lost-${String(happens)}`, body);
    expect(lost).toBe(1);
    expect(outcome).toMatchObject({ kind: 'accepted', replayed: happens });
    expect(
      await one('SELECT count(*)::integer AS orders FROM orders WHERE reference = $1', body.reference),
    ).toEqual({ orders: 1 });
  });

  it('finds the key taken when another process committed under it after the look', async () => {
    const [mine, theirs] = [services[0]!.unitOfWork, services[1]!.unitOfWork];
    const body = anOrderBody();
    let overtaken = false;
    const slow = {
      ask: mine.ask.bind(mine),
      run: async (work: Parameters<UnitOfWork['run']>[0]) => {
        if (!overtaken) {
          overtaken = true;
          await aProcess(theirs).place(caller, 'overtaken', body);
        }
        return mine.run(work);
      },
    } as unknown as UnitOfWork;
    const outcome = await aProcess(slow).place(caller, 'overtaken', body);
    expect(outcome).toMatchObject({ kind: 'accepted', replayed: true });
    expect(
      await one('SELECT count(*)::integer AS orders FROM orders WHERE reference = $1', body.reference),
    ).toEqual({ orders: 1 });
  });

  it('takes a request again whose process died before the commit', async () => {
    const body = anOrderBody();
    const dying = {
      ask: services[0]!.unitOfWork.ask.bind(services[0]!.unitOfWork),
      run: async () => {
        throw new Error('killed');
      },
    } as unknown as UnitOfWork;
    await expect(aProcess(dying).place(caller, 'died', body)).rejects.toThrow('killed');
    expect(await aProcess(services[1]!.unitOfWork).place(caller, 'died', body)).toMatchObject({
      kind: 'accepted',
      replayed: false,
    });
  });
});
