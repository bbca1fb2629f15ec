import { COUNTERS, GAUGES, HISTOGRAMS } from './metric-names.js';
import { Metrics } from './metrics.js';

const LABELS = [
  'service',
  'group',
  'topic',
  'reason',
  'about',
  'what',
  'why',
  'class',
  'outcome',
  'method',
  'route',
  'status',
];

describe('the metrics', () => {
  it('have names as Prometheus wants them, a meaning, and labels of a short list', () => {
    const all = Object.values({ ...GAUGES, ...COUNTERS, ...HISTOGRAMS });
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, help, labelNames } of all) {
      expect(name).toMatch(/^[a-z]+(_[a-z]+)+$|^overdue$/);
      expect(help).toMatch(/\.$/);
      for (const label of labelNames) expect(LABELS).toContain(label);
    }
    for (const { name } of Object.values(COUNTERS)) expect(name).toMatch(/_total$/);
  });

  it('are stated when they are asked for, and what has no value any more is gone', async () => {
    const metrics = new Metrics();
    let standing = true;
    metrics.onScrape(() => {
      metrics.forget('overdue');
      if (standing) metrics.set('overdue', 1, { service: 'order', what: 'unsent' });
      metrics.setTotal('relaySent', 7, { service: 'order' });
    });
    metrics.count('ordersAnswered', { outcome: 'accepted' });
    metrics.count('ordersAnswered', { outcome: 'accepted' });
    const text = await metrics.text();
    expect(text).toContain('overdue{service="order",what="unsent"} 1');
    expect(text).toContain('relay_sent_total{service="order"} 7');
    expect(text).toContain('orders_answered_total{outcome="accepted"} 2');
    standing = false;
    const later = await metrics.text();
    expect(later).not.toContain('overdue{');
    expect(later).toContain('relay_sent_total{service="order"} 7');
  });

  it('of two processes in one, as in tests, are apart', async () => {
    const [one, other] = [new Metrics(), new Metrics()];
    one.count('ordersAnswered', { outcome: 'refused' });
    expect(await other.text()).not.toContain('outcome="refused"');
  });
});
