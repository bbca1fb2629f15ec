import type { RehearsalPlan, RehearsalQuestion } from '@okuru/contracts';
import {
  migratedDatabase,
  openService,
  until,
  type OpenService,
  type TestDatabase,
} from '@okuru/platform/testing';
import { migrations } from '../migrations/index.js';
import { orderEntities } from '../record-order/order.entities.js';
import { forgetOldRehearsals, keepAnswered, keepStocked } from './rehearsal.store.js';
import { Rehearsals, WAITING_MAX } from './rehearsals.js';

const question: RehearsalQuestion = {
  lines: [{ lineId: '1', sku: 'MUG', quantity: 2 }],
  shortStock: 'ship-complete',
  delivery: { mode: 'any' },
  destination: { country: 'JP', prefecture: 13, postalCode: '100-0001' },
  collect: null,
};
const lines = [{ ...question.lines[0]!, available: 2, waiting: 0, cancelled: 0 }];
const plan: RehearsalPlan = { parcels: [], refusals: [], tables: [] };
const FOR_LONG = { rehearsalWaitMs: 30_000 };

describe('rehearsals of several processes', () => {
  let database: TestDatabase;
  let waiter: OpenService;
  let hearer: OpenService;
  beforeAll(async () => {
    database = await migratedDatabase('order', migrations);
    const own = { entities: orderEntities, migrations };
    waiter = await openService('order', database.url, own);
    hearer = await openService('order', database.url, own);
  });
  afterAll(async () => {
    await Promise.all([waiter.close(), hearer.close()]);
    await database.drop();
  });

  const openIds = async (): Promise<string[]> => {
    const rows = await hearer.unitOfWork.read((tx) =>
      tx.query<{ rehearsal_id: string }>('SELECT rehearsal_id FROM rehearsal'),
    );
    return rows.map(({ rehearsal_id }) => rehearsal_id);
  };

  it('finds what another process has heard, and leaves nothing behind', async () => {
    const asking = [1, 2, 3].map(() => new Rehearsals(waiter.unitOfWork, FOR_LONG).ask(question));
    await until(async () => (await openIds()).length === asking.length);
    const ids = await openIds();
    const stocked = ids.map((rehearsalId) => ({ rehearsalId, question, lines, items: [] }));
    await hearer.unitOfWork.run((tx) => keepStocked(tx, stocked));
    await hearer.unitOfWork.run((tx) => keepStocked(tx, stocked));
    await hearer.unitOfWork.run((tx) =>
      keepAnswered(
        tx,
        ids.map((rehearsalId) => ({ rehearsalId, plan })),
      ),
    );
    expect(await Promise.all(asking)).toEqual(asking.map(() => ({ lines, plan })));
    expect(await openIds()).toEqual([]);
  });

  it('refuses the next when so many wait in one process, and answers all of them when it ends', async () => {
    const rehearsals = new Rehearsals(waiter.unitOfWork, FOR_LONG);
    const others = new Rehearsals(waiter.unitOfWork, FOR_LONG);
    const codeOf = (asked: Promise<unknown>): Promise<string> =>
      asked.then(
        () => 'answered',
        ({ code }: { code: string }) => code,
      );
    const all = Array.from({ length: WAITING_MAX + 3 }, () => codeOf(rehearsals.ask(question)));
    const elsewhere = codeOf(others.ask(question));
    expect(await Promise.all(all.slice(WAITING_MAX))).toEqual(Array(3).fill('too-many-rehearsals'));
    rehearsals.onModuleDestroy();
    expect(new Set(await Promise.all(all.slice(0, WAITING_MAX)))).toEqual(new Set(['rehearsal-interrupted']));
    expect(await codeOf(rehearsals.ask(question))).toBe('rehearsal-interrupted');
    await until(async () => (await openIds()).length === 1);
    others.onModuleDestroy();
    expect(await elsewhere).toBe('rehearsal-interrupted');
    expect(await openIds()).toEqual([]);
  });

  it('forgets what a process that was killed has left, and nothing that somebody may wait for', async () => {
    const kept = '01930f3e-7a00-7000-8000-0000000000b2';
    await hearer.dataSource.query(`INSERT INTO rehearsal (rehearsal_id, asked_at) VALUES
      ('01930f3e-7a00-7000-8000-0000000000b1', now() - interval '11 minutes'), ('${kept}', now() - interval '9 minutes')`);
    await hearer.unitOfWork.run(forgetOldRehearsals);
    expect(await openIds()).toEqual([kept]);
  });
});
