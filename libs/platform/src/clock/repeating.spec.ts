import { setTimeout as sleep } from 'node:timers/promises';
import { Repeating } from './repeating.js';

describe('a repeating task', () => {
  it('goes on after a fault, one round at a time, until it is stopped', async () => {
    let rounds = 0;
    let inside = 0;
    const faults: unknown[] = [];
    const repeating = new Repeating(
      async () => {
        rounds += 1;
        inside += 1;
        await sleep(5);
        expect(inside).toBe(1);
        inside -= 1;
        if (rounds === 2) throw new Error('round two');
      },
      1,
      (fault) => faults.push(fault),
    );
    repeating.start();
    repeating.start();
    while (rounds < 4) await sleep(2);
    await repeating.stop();
    expect(inside).toBe(0);
    const at = rounds;
    await sleep(20);
    expect(rounds).toBe(at);
    expect(faults).toEqual([new Error('round two')]);
  });

  it('may be stopped before it ever began', async () => {
    await new Repeating(
      () => Promise.resolve(),
      1,
      () => undefined,
    ).stop();
  });
});
