import { Jobs } from '@okuru/platform';
import { randomUUID } from 'node:crypto';
import { openShipping, type Shipping } from '../testing/shipping.js';
import { PlannedOnceStore } from './planned-once.store.js';
import { RunWhatIf } from './run-what-if.handler.js';
import { WhatIfStore } from './what-if.store.js';

const PERIOD = { from: '2026-02-01', to: '2026-02-28' };
/** More than one batch. */
const ORDERS = 60;

describe('a run of a what-if', () => {
  let shipping: Shipping;
  let runWhatIf: RunWhatIf;
  const whatIfs = new WhatIfStore();
  const planned = new PlannedOnceStore();
  const openRun = (): RunWhatIf => {
    const { config, unitOfWork, clock } = shipping;
    // Never started: these runs are begun by hand.
    const jobs = new Jobs('shipping', {
      kind: 'postgres',
      url: 'postgres://nobody@127.0.0.1/none',
      schema: 'none',
    });
    return new RunWhatIf(config, unitOfWork, jobs, whatIfs, planned, clock);
  };

  beforeAll(async () => {
    shipping = await openShipping();
    runWhatIf = openRun();
    for (let nth = 0; nth < ORDERS; nth += 1) {
      const { parcelId } = await shipping.aPlannedParcel({ MUG: 1 + (nth % 2) });
      const waybill = await shipping.pack(parcelId);
      await shipping.close(parcelId, waybill);
      await shipping.handOver(waybill);
    }
  });
  afterAll(() => shipping.end());

  const ask = async (): Promise<string> => {
    const { unitOfWork, tables, clock } = shipping;
    const whatIfId = randomUUID();
    await unitOfWork.run(async (tx) => {
      const { packages, carriers, rules } = await tables.now(tx);
      const now = { packages, carriers, rules };
      const total = await planned.count(tx, PERIOD, 'Asia/Tokyo');
      await whatIfs.ask(tx, { whatIfId, ...PERIOD, asked: {}, now, then: now, total }, clock.now());
    });
    return whatIfId;
  };
  const found = (whatIfId: string) => shipping.unitOfWork.read((tx) => whatIfs.find(tx, whatIfId));

  it('goes through every order once and finishes; a second run finds nothing to do', async () => {
    const id = await ask();
    await runWhatIf.run(id);
    const done = await found(id);
    expect(done).toMatchObject({
      state: 'done',
      total: ORDERS,
      figures: { done: ORDERS, compared: ORDERS, changed: 0 },
    });
    await runWhatIf.run(id);
    expect(await found(id)).toEqual(done);
  });

  it('goes on after a restart where it stopped, and counts nothing twice', async () => {
    const [whole, id] = [await ask(), await ask()];
    await runWhatIf.run(whole);
    const stopped = openRun();
    const run = stopped.run(id);
    stopped.beforeApplicationShutdown();
    await run;
    const half = await found(id);
    expect([half!.state, half!.figures.done < ORDERS]).toEqual(['running', true]);
    await openRun().run(id);
    const { figures, state } = (await found(id))!;
    expect([state, figures]).toEqual(['done', (await found(whole))!.figures]);
  });

  it('run by two processes at once counts nothing twice', async () => {
    const id = await ask();
    await Promise.all([openRun().run(id), openRun().run(id)]);
    await openRun().run(id);
    expect(await found(id)).toMatchObject({ state: 'done', figures: { done: ORDERS } });
  });

  it('is given up when run after run ends without an answer', async () => {
    const id = await ask();
    await shipping.query(`UPDATE what_if SET tries = 5, state = 'running' WHERE what_if_id = $1`, [id]);
    await runWhatIf.run(id);
    expect(await found(id)).toMatchObject({ state: 'failed', figures: { done: 0 } });
    expect(await shipping.unitOfWork.read((tx) => whatIfs.unfinished(tx))).toEqual([]);
  });
});
