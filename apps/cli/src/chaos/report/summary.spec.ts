import { markdownOf } from './markdown.js';
import { pageOf } from './page.js';
import type { FaultResult, SeedResult } from './result.js';
import { summaryOf } from './summary.js';

const fault = (kind: string, count: number, recoveryMs: number | null): FaultResult => ({
  kind,
  target: 'order <b>',
  startMs: 1_000,
  healMs: 2_000,
  begunMs: 1_000,
  healedMs: 2_000,
  evidence: { count, what: 'times' },
  recoveryMs,
});

const seed = (number: number, more: Partial<SeedResult> = {}): SeedResult => ({
  seed: number,
  revision: 'abc1234567',
  adapter: 'kafka',
  orders: 10,
  accepted: 10,
  dispatched: 9,
  cancelled: 1,
  amended: 3,
  amendmentsAccepted: 2,
  amendmentsRefused: 1,
  lost: 0,
  doubled: 0,
  oversold: 0,
  leakedUnits: 0,
  orderRegressions: 0,
  letterRepeats: 1,
  duplicatesAbsorbed: 3,
  fencedWrites: 2,
  unexpectedEnds: 0,
  serverErrors: 0,
  drainedMs: 1_500,
  secondsTotal: 60,
  faults: [],
  broken: [],
  samples: [
    { atMs: 0, backlog: 0, stale: 0, ready: 4, dead: 0 },
    { atMs: 500, backlog: null, stale: null, ready: 0, dead: 4 },
    { atMs: 1_000, backlog: 7, stale: 2, ready: 3, dead: 1 },
  ],
  load: [{ second: 0, accepted: 3, requests: 9, putOff: 2, slowestMs: 800 }],
  ...more,
});

describe('the summary', () => {
  const results = [
    seed(1, {
      faults: [fault('freeze', 0, null), { ...fault('cut', 4, 1_000), begunMs: 9_000, healedMs: 9_500 }],
    }),
    seed(2, { faults: [fault('cut', 1, 9_000)], lost: 1, broken: ['an order is lost'] }),
    seed(3, { faults: [fault('cut', 2, 3_000)] }),
  ];

  it('counts each fault by the times it was seen to happen, and names what never came', () => {
    expect(summaryOf(results, ['cut', 'freeze', 'poison']).faults).toMatchObject([
      { kind: 'cut', hit: 3, missed: 0, recoveryMsMedian: 3_000, recoveryMsMax: 9_000, neverWell: 0 },
      { kind: 'freeze', hit: 0, missed: 1, recoveryMsMedian: null, recoveryMsMax: null, neverWell: 1 },
      { kind: 'poison', hit: 0, missed: 0, recoveryMsMedian: null, recoveryMsMax: null, neverWell: 0 },
    ]);
  });

  it('leaves out times that the next fault ran into', () => {
    const next = { ...fault('poison', 1, 500), begunMs: 4_000, healedMs: 5_000 };
    const overtaken = seed(4, { faults: [fault('cut', 1, 3_500), next] });
    expect(summaryOf([overtaken], ['cut', 'poison']).faults).toMatchObject([
      { kind: 'cut', hit: 1, recoveryMsMax: null, overtaken: 1, neverWell: 0 },
      { kind: 'poison', hit: 1, recoveryMsMax: 500, overtaken: 0, neverWell: 0 },
    ]);
  });

  it('adds up the seeds and names the red ones', () => {
    expect(summaryOf(results, [])).toMatchObject({
      seeds: 3,
      green: 2,
      red: [2],
      accepted: 30,
      amended: 9,
      amendmentsAccepted: 6,
      amendmentsRefused: 3,
      lost: 1,
      duplicatesAbsorbed: 9,
      fencedWrites: 6,
    });
  });

  it('of nothing is all zero', () => {
    expect(summaryOf([], ['cut'])).toMatchObject({ seeds: 0, green: 0, red: [], accepted: 0 });
  });

  it('becomes tables for a document', () => {
    const text = markdownOf(results, summaryOf(results, ['cut', 'freeze', 'overload']));
    expect(text).toContain('3 seeds on kafka, measured at abc1234567: 2 green, red: 2.');
    expect(text).toContain('| cut | 3 | 0 | 3.0 s | 9.0 s | 0 | 0 |');
    expect(text).toContain('9 amendments asked for, 6 accepted, 3 refused');
    expect(text).not.toMatch(/NaN|undefined|Overloads/);
    const rushed = seed(5, { faults: [fault('overload', 900, 1_000)] });
    expect(markdownOf([rushed], summaryOf([rushed], ['overload']))).toContain('- seed 5: 900 times');
  });

  it('becomes a page of its own that shows every seed and lets no text through as markup', () => {
    const page = pageOf(results, summaryOf(results, ['cut', 'freeze']));
    expect(page).toContain('Seed 2 on kafka');
    expect(page).toContain('an order is lost');
    expect(page).toContain('3 amendments asked for, 2 accepted, 1 refused');
    expect(page.match(/<svg /g)).toHaveLength(3);
    expect(page).toContain('order &lt;b&gt;');
    expect(page).not.toContain('order <b>');
    expect(page).not.toMatch(/(src|href)="|url\(|NaN|undefined|Infinity/);
  });
});
