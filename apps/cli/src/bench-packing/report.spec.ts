import { brokenIn, markdownPage, terminalPage, type BenchReport } from './report.js';
import type { Row } from './section.js';

const rows: Row[] = [
  { what: 'boxes', ours: '3050', target: '<= 3049', peers: 'BoxPacker 3059', holds: false },
  { what: 'safe', ours: '0 of 10', target: '0', holds: true },
  { what: 'a | b '.repeat(30).trim(), ours: 'reported' },
];
const report: BenchReport = {
  at: '2026-11-26T00:00:00.000Z',
  seed: 1,
  size: 'full',
  machine: { cpu: 'cpu', cores: 2, memoryGiB: 4, node: 'v20', commit: null, changed: null, versions: {} },
  seconds: 1,
  sections: [{ name: 'orders', title: 'Orders', said: ['of a test'], rows, figures: {}, seconds: 1 }],
  broken: brokenIn('orders', rows),
};

describe('the report', () => {
  it('has one line for each target that is not met', () => {
    expect(report.broken).toEqual(['orders: boxes: 3050; must be <= 3049']);
    expect(terminalPage(report)).toContain('1 target(s) not met');
  });

  it('shows what held, what broke and the peers on the terminal, in lines that a screen can show', () => {
    const page = terminalPage(report);
    expect(page).toMatch(/boxes\s+3050\s+<= 3049\s+BROKEN\s+BoxPacker 3059/);
    expect(page).toMatch(/safe\s+0 of 10\s+0\s+holds/);
    expect(Math.max(...page.split('\n').map(({ length }) => length))).toBeLessThan(180);
  });

  it('is a page of Markdown whose cells cannot break the table', () => {
    const page = markdownPage({ ...report, broken: [] });
    expect(page).toContain('| boxes | 3050 | <= 3049 | BROKEN | BoxPacker 3059 |');
    expect(page).not.toContain('a | b a');
    expect(page).toContain('Every target is met.');
  });
});
