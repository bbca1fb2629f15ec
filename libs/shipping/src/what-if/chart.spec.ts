import { chartSvg, type ChartedWhatIf } from './chart.js';
import { escapeXml, shortened, signedYen } from './chart-text.js';
import type { NowAndThen } from './figures.js';

const sum = (nowYen: number, thenYen: number): NowAndThen => ({
  nowParcels: 1,
  nowYen,
  thenParcels: 1,
  thenYen,
});
const whatIf = (over: Partial<ChartedWhatIf> = {}): ChartedWhatIf => ({
  ...{ from: '2026-10-01', to: '2026-10-31', compared: 9, changed: 3 },
  ...{ savedYen: 200, savedYenPerMonth: 196, savedPercent: 4.1 },
  figures: { total: sum(4_900, 4_700) },
  packages: { C60: sum(900, 900), C80: sum(4_000, 3_800) },
  services: { 'yamato/takkyubin': sum(4_900, 4_700) },
  ...over,
});
const widths = (svg: string, kind: string): number[] =>
  [...svg.matchAll(new RegExp(`width="([\\d.]+)" height="14" rx="2" class="${kind}"`, 'g'))].map(
    ([, width]) => Number(width),
  );

describe('the chart of a what-if', () => {
  it('draws a bar for now and then of each name, as long as its yen', () => {
    const svg = chartSvg(whatIf());
    const [service, c80, c60] = widths(svg, 'now');
    expect(widths(svg, 'then')).toHaveLength(3);
    expect(c60! / c80!).toBeCloseTo(900 / 4_000, 2);
    expect(widths(svg, 'then')[0]! / service!).toBeCloseTo(4_700 / 4_900, 2);
    for (const text of ['¥4,900', '−¥200', '−4.1 %', '−¥196', 'C60', '2026-10-01'])
      expect(svg).toContain(text);
  });

  it('holds nothing but itself: what a shop named a package is text', () => {
    const svg = chartSvg(whatIf({ packages: { '"><script>alert(1)</script>': sum(1, 2) } }));
    expect(svg).not.toMatch(/<script|href|url\(/i);
    expect(svg).toContain('&lt;script&gt;');
  });

  it('adds up what is small, and says so when nothing was compared', () => {
    const packages = Object.fromEntries(
      Array.from({ length: 40 }, (_, nth) => [`P${nth}`, sum(100 + nth, 50)]),
    );
    const svg = chartSvg(whatIf({ packages }));
    expect(svg).toContain('29 others');
    expect(widths(svg, 'now')).toHaveLength(1 + 12);
    const none = chartSvg(whatIf({ packages: {}, services: {}, figures: { total: sum(0, 0) }, savedYen: 0 }));
    expect(none).toContain('no parcels');
    expect(none).not.toMatch(/NaN|Infinity/);
  });
});

describe('its texts', () => {
  it('are shortened by how wide they are, signed, and fit for XML', () => {
    expect(shortened('宅急便コンパクト', 8)).toBe('宅急便コ…');
    expect(shortened('C60', 8)).toBe('C60');
    expect([signedYen(0), signedYen(-1_200), signedYen(5)]).toEqual(['±¥0', '−¥1,200', '+¥5']);
    expect(escapeXml('a<b>&"\u0007')).toBe('a&lt;b&gt;&amp;&quot;');
  });
});
