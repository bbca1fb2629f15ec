import type { Call } from '../../shared/http.js';
import { lengthOf, qualityOf, shortNameOf } from './quality.js';

const asking = () => {
  const asked: string[] = [];
  const call = ((_method: string, path: string) => {
    asked.push(path);
    return Promise.resolve({ from: '2026-01-05', to: '2026-02-03' });
  }) as Call;
  return { call, asked };
};

describe('the quality screen', () => {
  it('asks for so many days up to the today of the shop', async () => {
    const { call, asked } = asking();
    await qualityOf(call, 7);
    expect(asked).toEqual(['/v1/quality', '/v1/quality?from=2026-01-28&to=2026-02-03']);
  });

  it('asks once for what it is answered anyway', async () => {
    const { call, asked } = asking();
    await qualityOf(call, 30);
    expect(asked).toEqual(['/v1/quality']);
  });

  it('calls a device by the end of its long name, and a station by its own', () => {
    expect(shortNameOf('019ab0c2-7d11-7a55-8b1f-0123456f3f2a')).toBe('3F2A');
    expect(shortNameOf('table-2')).toBeUndefined();
  });

  it('draws the longest bar as long as there is room, and every other beside it', () => {
    const bars = [40, 10, 0].map((stops) => ({ stops, per10000Scans: 0 }));
    expect(bars.map((bar) => lengthOf(bar, bars))).toEqual([100, 25, 1]);
  });
});
