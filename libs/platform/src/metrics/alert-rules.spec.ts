import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { COUNTERS, GAUGES, HISTOGRAMS } from './metric-names.js';
import { OVERDUE_AFTER_SECONDS } from './overdue.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What an expression says that is not the name of a metric. */
const WORDS = new Set(
  'max sum by rate histogram_quantile service group topic reason le outcome method route'.split(' '),
);
const STRINGS_RANGES_AND_NUMBERS = /"[^"]*"|\[[^\]]*\]|\b\d[\d.]*\b/g;
const NAME = /[a-z_]+/g;

const rulesFile = new URL('../../../../k8s/alert-rules.yaml', import.meta.url);
const { groups } = parse(readFileSync(rulesFile, 'utf8')) as {
  groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

const labelsOf = new Map<string, readonly string[]>([
  ...[...Object.values(GAUGES), ...Object.values(COUNTERS)].map(
    ({ name, labelNames }) => [name, labelNames] as const,
  ),
  ...Object.values(HISTOGRAMS).map(
    ({ name, labelNames }) => [`${name}_bucket`, [...labelNames, 'le']] as const,
  ),
]);
const namesIn = (expr: string): string[] => expr.replace(STRINGS_RANGES_AND_NUMBERS, ' ').match(NAME) ?? [];

describe('the alert rules', () => {
  it('name each alert once', () => {
    const names = rules.map(({ alert }) => alert);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });

  describe.each(rules.map((rule) => [rule.alert, rule] as const))('%s', (_alert, rule) => {
    const metrics = namesIn(rule.expr).filter((name) => !WORDS.has(name));

    it('asks for metrics that there are', () => {
      expect(metrics.length).toBeGreaterThan(0);
      expect(metrics.filter((name) => !labelsOf.has(name))).toEqual([]);
    });
    it('tells only of labels that its metrics have', () => {
      const known = new Set(metrics.flatMap((name) => labelsOf.get(name) ?? []));
      const told = [...JSON.stringify(rule.annotations).matchAll(/\$labels\.([a-z]+)/g)].map(
        ([, name]) => name,
      );
      expect(told.filter((name) => !known.has(name!))).toEqual([]);
    });
    it('says what is wrong, what to do and how urgent it is', () => {
      expect(rule.annotations).toEqual({ summary: expect.any(String), mend: expect.any(String) });
      expect(['page', 'ticket']).toContain(rule.labels.severity);
      expect(rule.for).toMatch(/^\d+[sm]$/);
    });
  });

  it('wait as long as the process itself for what it raises too', () => {
    const bounds = rules.slice(0, 3).map(({ expr }) => Number(expr.split('>').at(-1)));
    expect(bounds).toEqual(Object.values(OVERDUE_AFTER_SECONDS));
  });
});
