import { Breaker } from './breaker.js';
import { FAILURE_POLICY } from './failure-policy.js';

let now: number;
let breaker: Breaker;
beforeEach(() => {
  now = 1_000_000;
  breaker = new Breaker(FAILURE_POLICY.breaker, () => now);
});
const note = (handled: number, failed: number): void => breaker.note({ handled, failed });

describe('the breaker', () => {
  it('stays closed on 20 failures a minute, however large their share', () => {
    note(0, 20);
    expect(breaker.state).toBe('closed');
  });

  it('opens on the 21st failure of a minute when more than a fifth of the last events failed', () => {
    note(79, 20);
    note(0, 1);
    expect(breaker.state).toBe('open');
  });

  it('stays closed when many fail among very many', () => {
    for (let round = 0; round < 30; round += 1) note(9, 1);
    expect(breaker.state).toBe('closed');
  });

  it('stays closed when failures are spread over minutes', () => {
    for (let round = 0; round < 40; round += 1) {
      note(0, 1);
      now += 4_000;
    }
    expect(breaker.state).toBe('closed');
  });

  it('looks at the last 200 events only', () => {
    note(10_000, 0);
    note(0, 41);
    expect(breaker.state).toBe('open');
  });

  it('is half open after the pause; a success closes it, a failure pauses again', () => {
    note(0, 21);
    now += FAILURE_POLICY.breaker.pauseMs - 1;
    expect(breaker.state).toBe('open');
    now += 1;
    expect(breaker.state).toBe('half-open');
    note(0, 1);
    expect(breaker.state).toBe('open');
    now += FAILURE_POLICY.breaker.pauseMs;
    note(0, 0);
    expect(breaker.state).toBe('half-open');
    note(1, 0);
    expect(breaker.state).toBe('closed');
    note(0, 20);
    expect(breaker.state).toBe('closed');
  });
});
