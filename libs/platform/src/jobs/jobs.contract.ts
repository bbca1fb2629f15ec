/// <reference types="jest" />
import { setTimeout as sleep } from 'node:timers/promises';
import { Jobs } from './jobs.js';
import type { JobsBackend } from './jobs-backend.js';

/** What jobs keep to on every backend. `lose` empties the backend as a crash of Redis without a disk would. */
export const jobsContract = (
  name: string,
  setUp: () => Promise<{ backend: JobsBackend; lose?: () => Promise<void>; close(): Promise<void> }>,
): void => {
  describe(`jobs on ${name}`, () => {
    let place: Awaited<ReturnType<typeof setUp>>;
    let open: Jobs[] = [];

    beforeAll(async () => {
      place = await setUp();
    });
    afterEach(async () => {
      await Promise.all(open.map((jobs) => jobs.onModuleDestroy()));
      open = [];
    });
    afterAll(() => place.close());

    const aService = (): Jobs => {
      const jobs = new Jobs('notification', place.backend);
      open.push(jobs);
      return jobs;
    };
    const until = async (done: () => boolean, ms = 20_000): Promise<void> => {
      for (const end = Date.now() + ms; !done(); await sleep(20))
        if (Date.now() > end) throw new Error('It did not happen in time');
    };

    it('brings each job to one worker of the service', async () => {
      const heard: unknown[] = [];
      const processes = [aService(), aService()];
      for (const jobs of processes) {
        jobs.work('greetings', async (data) => void heard.push(data), { concurrency: 3 });
        jobs.onApplicationBootstrap();
      }
      await Promise.all(Array.from({ length: 30 }, (_, nth) => processes[0]!.enqueue('greetings', { nth })));
      await until(() => heard.length >= 30);
      await sleep(200);
      expect(heard.map((data) => (data as { nth: number }).nth).sort((a, b) => a - b)).toEqual([
        ...Array(30).keys(),
      ]);
    });

    it('tries a failing job again', async () => {
      let tries = 0;
      const jobs = aService();
      jobs.work('stubborn', async () => {
        tries += 1;
        if (tries < 3) throw new Error('not yet');
      });
      jobs.onApplicationBootstrap();
      await jobs.enqueue('stubborn', {});
      await until(() => tries === 3);
    });

    it('keeps one waiting job of an id, and one that follows the running', async () => {
      let release = (): void => undefined;
      const started: unknown[] = [];
      const jobs = aService();
      jobs.work('alone', async (data) => {
        started.push(data);
        if (started.length === 1) await new Promise<void>((resolve) => (release = resolve));
      });
      jobs.onApplicationBootstrap();
      await jobs.enqueue('alone', { turn: 1 }, { jobId: 'a:1' });
      await until(() => started.length === 1);
      for (const turn of [2, 3, 4]) await jobs.enqueue('alone', { turn }, { jobId: 'a:1' });
      await sleep(200);
      expect(started).toEqual([{ turn: 1 }]);
      release();
      await until(() => started.length >= 2);
      await sleep(300);
      expect(started).toEqual([{ turn: 1 }, { turn: 4 }]);
      await jobs.enqueue('alone', { turn: 5 }, { jobId: 'a:1' });
      await until(() => started.length === 3);
    });

    it('waits as long as it is told', async () => {
      const at: number[] = [];
      const jobs = aService();
      jobs.work('later', async () => void at.push(performance.now()));
      jobs.onApplicationBootstrap();
      const from = performance.now();
      await jobs.enqueue('later', {}, { delayMs: 600 });
      await until(() => at.length === 1);
      expect(at[0]! - from).toBeGreaterThanOrEqual(550);
    });

    it('re-creates what should have a job, and gives what waits or runs no second', async () => {
      let due = [{ nth: 1 }, { nth: 2 }, { nth: 3 }];
      let sweeps = 0;
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const heard: { nth: number }[] = [];
      const jobs = aService();
      jobs.work('swept', async (data) => {
        heard.push(data as { nth: number });
        await held;
      });
      jobs.sweepEvery('swept', 20, async () => {
        sweeps += 1;
        return due;
      });
      jobs.onApplicationBootstrap();
      await until(() => heard.length === 1 && sweeps > 5);
      due = [];
      const last = sweeps;
      await until(() => sweeps > last); // a sweep that still had the three has ended
      release();
      await until(() => heard.length === 3);
      await sleep(300);
      expect(heard.map(({ nth }) => nth).sort()).toEqual([1, 2, 3]);
    });

    it('goes on sweeping after a sweep failed', async () => {
      let sweeps = 0;
      const heard: unknown[] = [];
      const jobs = aService();
      jobs.work('bumpy', async (data) => void heard.push(data));
      jobs.sweepEvery('bumpy', 20, async () => {
        sweeps += 1;
        if (sweeps === 1) throw new Error('the database was away');
        return heard.length === 0 ? [{}] : [];
      });
      jobs.onApplicationBootstrap();
      await until(() => heard.length > 0);
    });

    it('finishes the job under way when it is closed', async () => {
      let started = false;
      let finished = false;
      const jobs = aService();
      jobs.work('slow', async () => {
        started = true;
        await sleep(500);
        finished = true;
      });
      jobs.onApplicationBootstrap();
      await jobs.enqueue('slow', {});
      await until(() => started);
      await jobs.onModuleDestroy();
      expect(finished).toBe(true);
      await jobs.enqueue('slow', {}); // nobody is there any more; nothing is thrown either
    });

    it('loses no work when the backend loses every job', async () => {
      if (!place.lose) return;
      const left = new Set(Array.from({ length: 20 }, (_, nth) => nth));
      const producer = aService();
      for (const nth of left) await producer.enqueue('precious', { nth });
      await place.lose();
      const worker = aService();
      worker.work('precious', async (data) => void left.delete((data as { nth: number }).nth));
      worker.onApplicationBootstrap();
      await sleep(300);
      expect(left.size).toBe(20); // the loss happened
      const swept = aService();
      swept.sweepEvery('precious', 50, async () => [...left].map((nth) => ({ nth })));
      swept.onApplicationBootstrap();
      await until(() => left.size === 0);
      // And again while the worker is connected and waiting.
      await place.lose();
      for (let nth = 0; nth < 20; nth += 1) left.add(nth);
      await until(() => left.size === 0);
    });

    it('refuses two handlers of one queue', () => {
      const jobs = aService();
      jobs.work('twice', async () => undefined);
      expect(() => jobs.work('twice', async () => undefined)).toThrow('handler already');
    });
  });
};
