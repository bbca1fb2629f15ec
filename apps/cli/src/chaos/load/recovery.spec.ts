import { recoveryMsAfter } from './recovery.js';
import type { Sample } from './sampler.js';

const WELL = { backlog: 0, stale: 0, ready: 4, dead: 0 };
const looks = (...kinds: readonly ('well' | 'stale' | 'down' | 'dark')[]): Sample[] =>
  kinds.map((kind, at) => ({
    atMs: at * 500,
    ...WELL,
    ...(kind === 'stale'
      ? { stale: 1 }
      : kind === 'down'
        ? { ready: 3 }
        : kind === 'dark'
          ? { stale: null }
          : {}),
  }));
const times = <T>(count: number, of: T): T[] => Array.from({ length: count }, () => of);

describe('recovery', () => {
  it('is at once when the shop was well all along', () => {
    expect(recoveryMsAfter(looks(...times(12, 'well' as const)), 1_000)).toBe(0);
  });

  it.each(['stale', 'down', 'dark'] as const)('waits while it is %s', (kind) => {
    expect(recoveryMsAfter(looks('well', 'well', kind, kind, ...times(10, 'well' as const)), 500)).toBe(
      1_500,
    );
  });

  it('does not believe a moment: what was stuck is seen as stale only after a while', () => {
    const samples = looks('well', 'well', 'well', 'stale', ...times(10, 'well' as const));
    expect(recoveryMsAfter(samples, 0)).toBe(2_000);
  });

  it('is never when the end came first', () => {
    expect(recoveryMsAfter(looks('well', 'down', 'down'), 0)).toBeNull();
    expect(recoveryMsAfter(looks(...times(4, 'well' as const)), 0)).toBeNull();
  });
});
