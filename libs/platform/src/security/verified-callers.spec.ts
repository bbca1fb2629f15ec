import { jest } from '@jest/globals';
import type { LiveCaller } from './verified-callers.js';
import { VerifiedCallers } from './verified-callers.js';

const hash = (text: string) => Buffer.from(text);
const live = (msLeft: number | null = null): LiveCaller => ({
  caller: { keyId: 'k1', role: 'ops', channel: null, label: 'x' },
  msLeft,
});

describe('VerifiedCallers', () => {
  let asked: number;
  let answer: () => Promise<LiveCaller | undefined>;
  let keys: VerifiedCallers;
  beforeEach(() => {
    jest.useFakeTimers();
    asked = 0;
    answer = () => Promise.resolve(live());
    keys = new VerifiedCallers(() => {
      asked += 1;
      return answer();
    });
  });
  afterEach(() => jest.useRealTimers());

  it('asks once for requests arriving together and those of the next moment', async () => {
    await Promise.all(Array.from({ length: 50 }, () => keys.find(hash('a'))));
    jest.advanceTimersByTime(1_400);
    expect((await keys.find(hash('a')))?.keyId).toBe('k1');
    expect(asked).toBe(1);
  });

  it('asks ahead, and nobody waits for that answer', async () => {
    await keys.find(hash('a'));
    let told: (found: LiveCaller | undefined) => void = () => undefined;
    answer = () => new Promise((resolve) => (told = resolve));
    jest.advanceTimersByTime(2_000);
    expect(await Promise.all([keys.find(hash('a')), keys.find(hash('a'))])).toEqual([
      live().caller,
      live().caller,
    ]);
    expect(asked).toBe(2);
    told(undefined);
    await jest.advanceTimersByTimeAsync(0);
    expect(await keys.find(hash('a'))).toBeNull();
  });

  it('believes what it knew when asking ahead fails, for as long as it would have', async () => {
    await keys.find(hash('a'));
    answer = () => Promise.reject(new Error('away'));
    jest.advanceTimersByTime(2_000);
    expect(await keys.find(hash('a'))).not.toBeNull();
    jest.advanceTimersByTime(1_001);
    await expect(keys.find(hash('a'))).rejects.toThrow('away');
  });

  it('does not learn a forgotten key anew from an answer asked for before', async () => {
    await keys.find(hash('a'));
    let told: (found: LiveCaller | undefined) => void = () => undefined;
    answer = () => new Promise((resolve) => (told = resolve));
    jest.advanceTimersByTime(2_000);
    await keys.find(hash('a'));
    keys.forget('k1');
    told(live());
    await jest.advanceTimersByTimeAsync(0);
    answer = () => Promise.resolve(undefined);
    expect(await keys.find(hash('a'))).toBeNull();
  });

  it('asks again within 5 seconds, so that a revocation is honoured', async () => {
    await keys.find(hash('a'));
    answer = () => Promise.resolve(undefined);
    jest.advanceTimersByTime(4_900);
    expect(await keys.find(hash('a'))).toBeNull();
  });

  it('remembers a refusal for the same moment only', async () => {
    answer = () => Promise.resolve(undefined);
    expect(await keys.find(hash('a'))).toBeNull();
    expect(await keys.find(hash('a'))).toBeNull();
    expect(asked).toBe(1);
    answer = () => Promise.resolve(live());
    jest.advanceTimersByTime(3_001);
    expect(await keys.find(hash('a'))).not.toBeNull();
  });

  it('lets go of a key at its expiry', async () => {
    answer = () => Promise.resolve(live(500));
    await keys.find(hash('a'));
    answer = () => Promise.resolve(undefined);
    jest.advanceTimersByTime(501);
    expect(await keys.find(hash('a'))).toBeNull();
  });

  it('takes a failed query for no answer', async () => {
    answer = () => Promise.reject(new Error('away'));
    await expect(keys.find(hash('a'))).rejects.toThrow('away');
    answer = () => Promise.resolve(live());
    expect(await keys.find(hash('a'))).not.toBeNull();
  });

  it('forgets a key at once when told', async () => {
    await keys.find(hash('a'));
    keys.forget('k1');
    await keys.find(hash('a'));
    expect(asked).toBe(2);
  });

  it('stays bounded', async () => {
    for (let at = 0; at < 12_000; at += 1) await keys.find(hash(String(at)));
    expect((keys as unknown as { entries: Map<string, unknown> }).entries.size).toBe(10_000);
  });
});
