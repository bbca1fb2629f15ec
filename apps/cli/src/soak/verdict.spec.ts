import type { Sample } from './sample.js';
import { isEmptied, verdictOf } from './verdict.js';

const MB = 1024 * 1024;
const sample = (at: number, more: Partial<Sample> = {}): Sample => ({
  seconds: at * 10,
  orders: at * 20,
  walBytes: at * 20 * 30_000,
  deadRows: 900,
  tableBytes: { 'okuru_order.inbox': 8 * MB, 'okuru_order.orders': at * 20 * 500 },
  rssBytes: { standalone: 300 * MB },
  openHandles: { standalone: 80 },
  ...more,
});
const run = (more: (at: number) => Partial<Sample> = () => ({})): Sample[] =>
  Array.from({ length: 60 }, (_, at) => sample(at, more(at)));

const grown = (samples: readonly Sample[]): string[] =>
  verdictOf(samples)
    .findings.filter(({ isFlat }) => !isFlat)
    .map(({ what }) => what);

describe('the verdict of a soak run', () => {
  it('is flat when nothing grows but what is kept for ever, and tells how fast that does', () => {
    expect(verdictOf(run())).toMatchObject({
      isFlat: true,
      keptBytesPerOrder: { 'okuru_order.orders': 500 },
      walBytesPerOrder: 30_000,
    });
  });

  it.each<[string, (at: number) => Partial<Sample>]>([
    ['okuru_order.inbox', (at) => ({ tableBytes: { 'okuru_order.inbox': at * MB } })],
    ['RSS of standalone', (at) => ({ rssBytes: { standalone: (300 + 3 * at) * MB } })],
    ['open handles of standalone', (at) => ({ openHandles: { standalone: 80 + at } })],
    ['dead rows', (at) => ({ deadRows: at * 1_500 })],
    ['write-ahead log per order', (at) => ({ walBytes: at ** 2 * 20 * 1_000 })],
  ])('sees %s grow', (what, more) => expect(grown(run(more))).toEqual([what]));

  it('takes a rise in the first half for the filling that it is', () => {
    expect(grown(run((at) => ({ rssBytes: { standalone: Math.min(at, 25) * 20 * MB } })))).toEqual([]);
  });

  it('does not judge a run that is too short', () => {
    expect(() => verdictOf(run().slice(0, 5))).toThrow('too short');
  });

  it('knows which tables are emptied', () => {
    expect(['okuru_log.record', 'okuru_order_jobs.job', 'okuru_shipping.outbox'].every(isEmptied)).toBe(true);
    expect(['okuru_order.orders', 'okuru_order.event', 'okuru_inventory.movement'].some(isEmptied)).toBe(
      false,
    );
  });
});
