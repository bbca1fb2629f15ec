import { CARRIER_SERVICES, sampleTariffs } from '@okuru/carriers';
import { brokenIn } from '../report.js';
import type { Bench } from '../section.js';
import { solve, type Solve } from '../solver.js';
import { timeSection } from './time-section.js';

const bench: Bench = { seed: 1, size: 'tiny', dataset: undefined, shared: '/none', step: () => undefined };
const carriage = { services: CARRIER_SERVICES, tariffs: sampleTariffs(13), said: 'sample' };

describe('the section of time and memory', () => {
  it('tells ratios to the peer in the same run, and that memory stays flat', () => {
    const { rows, figures } = timeSection(bench, carriage, solve);
    expect(rows[0]!.ours).toMatch(/ms = [0-9.]+ x binpackingjs/);
    expect(figures).toMatchObject({ decisions: 5, services: CARRIER_SERVICES.length });
  });

  it('breaks when the search keeps what it has seen', () => {
    const kept: number[][] = [];
    const hoarder: Solve = (...question) => {
      kept.push(Array.from({ length: 500_000 }, (_, index) => index * 1.5));
      return solve(...question);
    };
    expect(brokenIn('time', timeSection(bench, carriage, hoarder).rows).join()).toMatch(/memory/);
    expect(kept.length).toBeGreaterThan(0);
  });
});
