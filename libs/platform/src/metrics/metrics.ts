import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { COUNTERS, type CounterName, type GaugeName, GAUGES, HISTOGRAMS } from './metric-names.js';

type Labels = Readonly<Record<string, string | number>>;

/** The metrics of one process, in Prometheus' words. Only names of `metric-names.ts` exist. */
@Injectable()
export class Metrics {
  readonly contentType: string;

  private readonly registry = new Registry();
  private readonly gauges: Readonly<Record<GaugeName, Gauge>>;
  private readonly counters: Readonly<Record<CounterName, Counter>>;
  private readonly answers: Histogram;
  private readonly collectors: (() => void)[] = [];

  constructor() {
    const registers = [this.registry];
    this.gauges = made(GAUGES, (given) => new Gauge({ ...given, registers }));
    this.counters = made(COUNTERS, (given) => new Counter({ ...given, registers }));
    const { labelNames, buckets, ...named } = HISTOGRAMS.httpAnswer;
    this.answers = new Histogram({
      ...named,
      labelNames: [...labelNames],
      buckets: [...buckets],
      registers,
    });
    this.contentType = this.registry.contentType;
  }

  count(name: CounterName, labels: Labels = {}): void {
    this.counters[name].inc(labels);
  }

  answered(labels: { method: string; route: string; status: number }, seconds: number): void {
    this.answers.observe(labels, seconds);
  }

  /** Called before each scrape, to state what the figures are then. It asks nobody and waits for nothing. */
  onScrape(collect: () => void): void {
    this.collectors.push(collect);
  }

  set(name: GaugeName, value: number, labels: Labels = {}): void {
    this.gauges[name].set(labels, value);
  }

  /** For what is counted elsewhere. */
  setTotal(name: CounterName, total: number, labels: Labels = {}): void {
    this.counters[name].remove(labels);
    this.counters[name].inc(labels, total);
  }

  /** What has no value any more is not shown with its last one. */
  forget(...names: GaugeName[]): void {
    for (const name of names) this.gauges[name].reset();
  }

  text(): Promise<string> {
    for (const collect of this.collectors) collect();
    return this.registry.metrics();
  }
}

const made = <Given extends Record<string, { readonly labelNames: readonly string[] }>, Made>(
  given: Given,
  make: (one: Given[keyof Given] & { labelNames: string[] }) => Made,
): Record<keyof Given, Made> =>
  Object.fromEntries(
    Object.entries(given).map(([key, one]) => [
      key,
      make({ ...one, labelNames: [...one.labelNames] } as never),
    ]),
  ) as Record<keyof Given, Made>;
