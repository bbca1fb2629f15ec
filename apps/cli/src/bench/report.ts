import type { Findings } from '../demo/audit.js';
import type { Row } from '../bench-packing/section.js';
import type { Machine } from '../machine.js';
import { quantile } from '../quantile.js';
import type { Turn } from './end-to-end.js';
import type { IntakeName, IntakeRound } from './intake.js';
import type { Latencies } from './measure/latencies.js';
import type { Grown } from './stored/growth.js';

/** Orders per second of each reference in one round. */
export type ReferenceRound = Readonly<Record<ReferenceName, number>>;
export type ReferenceName = 'five' | 'one' | 'all' | 'stages';

/** One turn of everything, one after the other: a drift of the machine meets all alike. */
export interface Round {
  readonly references: ReferenceRound;
  readonly turns: readonly Turn[];
  /** The same turns on Kafka, each after the one on the embedded log, when both are measured. */
  readonly kafkaTurns?: readonly Turn[];
}

/** What `--json` writes. */
export interface BenchFigures {
  readonly at: string;
  readonly adapter: string;
  /** Of each service, on Kafka. */
  readonly processes: number;
  readonly machine: Machine;
  readonly pgbench: boolean;
  readonly rounds: readonly Round[];
  /** Empty: not measured. */
  readonly growth: readonly Grown[];
  readonly intake: readonly IntakeRound[];
  /** null: not measured. */
  readonly latency: {
    readonly perSecond: number;
    readonly reserved: Latencies;
    readonly dispatched: Latencies;
  } | null;
  readonly residentMegabytes: Readonly<Record<string, number>>;
  readonly audit: Findings;
}

const REFERENCES: Readonly<Record<ReferenceName, string>> = {
  five: 'five transactions per order',
  one: 'one transaction per order',
  all: 'batches of 100, one commit each',
  stages: 'batches of 100, five commits each',
};
const TARGETS = { ofFive: 1.5, hotOfCold: 0.8, intakeOfInsert: 2.3, kafkaOfEmbedded: 0.6, grownOfFirst: 1.2 };

const median = (values: readonly number[]): number => quantile(values, 0.5);
const figure = (value: number): string => value.toFixed(value < 10 ? 2 : 0);
const times = (value: number): string => `${value.toFixed(2)}x`;

/** The figures as a table; a ratio is the median of the ratios of the rounds. */
export const rowsOf = ({
  rounds,
  processes,
  growth,
  intake,
  latency,
  residentMegabytes,
}: BenchFigures): Row[] => [
  ...(rounds.length === 0 ? [] : referenceRows(rounds)),
  ...turnRows(rounds),
  ...kafkaRows(rounds, processes),
  ...growthRows(growth),
  ...intakeRows(intake),
  ...latencyRows(latency),
  {
    what: 'resident memory at the end',
    ours: Object.entries(residentMegabytes)
      .map(([name, megabytes]) => `${name} ${megabytes} MB`)
      .join(', '),
  },
];

const latencyRows = (latency: BenchFigures['latency']): Row[] =>
  latency === null
    ? []
    : [
        {
          what: `placed → reserved at half load (${figure(latency.perSecond)} orders/s)`,
          ours: `p50 ${figure(latency.reserved.p50)} ms, p99 ${figure(latency.reserved.p99)} ms`,
        },
        {
          what: 'placed → dispatched at half load',
          ours: `p50 ${figure(latency.dispatched.p50)} ms, p99 ${figure(latency.dispatched.p99)} ms`,
        },
      ];

const referenceRows = (rounds: readonly Round[]): Row[] =>
  (rounds.length === 0 ? [] : (Object.keys(REFERENCES) as ReferenceName[])).map((name) => ({
    what: `reference: ${REFERENCES[name]}`,
    ours: '',
    peers: `${figure(median(rounds.map(({ references }) => references[name])))} orders/s`,
  }));

const turnRows = (rounds: readonly Round[]): Row[] => {
  const skus = rounds[0]?.turns.map((turn) => turn.skus) ?? [];
  const widest = Math.max(...skus);
  return skus.flatMap((count, at): Row[] => {
    const turns = rounds.map(({ turns: all }) => all[at]!);
    const against = (name: ReferenceName): number =>
      median(rounds.map(({ references, turns: all }) => all[at]!.ordersPerSecond / references[name]));
    const ofWidest = median(
      rounds.map(({ turns: all }) => {
        const wide = all.find((turn) => turn.skus === widest)!;
        return all[at]!.ordersPerSecond / wide.ordersPerSecond;
      }),
    );
    const ofFive = against('five');
    return [
      {
        what: `end to end, ${count} skus`,
        ours: `${figure(median(turns.map(({ ordersPerSecond }) => ordersPerSecond)))} orders/s = ${times(ofFive)} of five, ${times(against('one'))} of one`,
        target: `>= ${TARGETS.ofFive}x of five`,
        holds: ofFive >= TARGETS.ofFive,
      },
      ...(count === widest
        ? []
        : [
            {
              what: `${count} skus beside ${widest} skus`,
              ours: times(ofWidest),
              target: `>= ${TARGETS.hotOfCold}x`,
              holds: ofWidest >= TARGETS.hotOfCold,
            },
          ]),
      {
        what: `cost per order, ${count} skus`,
        ours: `${costOf(turns)}; ${figure(median(turns.map(({ walBytesPerOrder }) => walBytesPerOrder)))} bytes of write-ahead log`,
      },
    ];
  });
};

/** Of the shop and its database; what the load takes is not the product's. */
const totalMs = ({ cpuMsPerOrder }: Turn): number =>
  Object.entries(cpuMsPerOrder).reduce((sum, [name, ms]) => (name === 'bench' ? sum : sum + ms), 0);

const growthRows = (growth: readonly Grown[]): Row[] =>
  growth.flatMap(({ stored, turns }, at): Row[] => {
    const [first] = growth;
    const cost = median(turns.map(totalMs));
    const ofFirst = median(turns.map((turn, round) => totalMs(turn) / totalMs(first!.turns[round]!)));
    return [
      {
        what: `cost per order, ${stored} stored`,
        ours: `${cost.toFixed(2)} ms: ${costOf(turns)}; ${figure(median(turns.map(({ walBytesPerOrder }) => walBytesPerOrder)))} bytes of write-ahead log; ${figure(median(turns.map(({ ordersPerSecond }) => ordersPerSecond)))} orders/s`,
      },
      ...(at === 0
        ? []
        : [
            {
              what: `${stored} stored beside ${first!.stored}`,
              ours: times(ofFirst),
              target: `<= ${TARGETS.grownOfFirst}x`,
              holds: ofFirst <= TARGETS.grownOfFirst,
            },
          ]),
    ];
  });

const kafkaRows = (rounds: readonly Round[], processes: number): Row[] =>
  (rounds[0]?.kafkaTurns ?? []).flatMap(({ skus }, at): Row[] => {
    const turns = rounds.map(({ kafkaTurns }) => kafkaTurns![at]!);
    const ofEmbedded = median(
      rounds.map(
        ({ turns: embedded }, round) => turns[round]!.ordersPerSecond / embedded[at]!.ordersPerSecond,
      ),
    );
    return [
      {
        what: `on Kafka, ${processes} ${processes === 1 ? 'process' : 'processes'} of each service, ${skus} skus`,
        ours: `${figure(median(turns.map(({ ordersPerSecond }) => ordersPerSecond)))} orders/s = ${times(ofEmbedded)} of the embedded log`,
        // What more processes bring is told beside it; the promise is about one of each.
        ...(processes === 1
          ? { target: `>= ${TARGETS.kafkaOfEmbedded}x`, holds: ofEmbedded >= TARGETS.kafkaOfEmbedded }
          : {}),
      },
      { what: `cost per order on Kafka, ${skus} skus`, ours: costOf(turns) },
    ];
  });

/** Processes of one service together. */
const costOf = (turns: readonly Turn[]): string => {
  const services = turns.map(({ cpuMsPerOrder }) => byService(cpuMsPerOrder));
  return [...(services[0]?.keys() ?? [])]
    .map((name) => `${name} ${median(services.map((each) => each.get(name) ?? 0)).toFixed(2)} ms`)
    .join(', ');
};

const byService = (cpu: Turn['cpuMsPerOrder']): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const [label, ms] of Object.entries(cpu)) {
    const service = label.replace(/-\d+$/, '');
    sums.set(service, (sums.get(service) ?? 0) + ms);
  }
  return sums;
};

const intakeRows = (intake: readonly IntakeRound[]): Row[] => {
  if (intake.length === 0) return [];
  const perSecond = (name: IntakeName): string =>
    figure(median(intake.map((round) => round[name].perSecond)));
  const p99 = (name: IntakeName): string => `${figure(median(intake.map((round) => round[name].p99)))} ms`;
  const speedOf = (name: IntakeName, reference: IntakeName): number =>
    median(intake.map((round) => round[name].perSecond / round[reference].perSecond));
  const ofNest = speedOf('single', 'nestInsert');
  const p99OfNest = median(intake.map(({ single, nestInsert }) => single.p99 / nestInsert.p99));
  return [
    {
      what: 'intake alone, one order per request',
      ours: `${perSecond('single')} requests/s = ${times(ofNest)} of NestJS with one insert per request`,
      target: `>= ${TARGETS.intakeOfInsert}x`,
      holds: ofNest >= TARGETS.intakeOfInsert,
      peers: `NestJS on Fastify with one insert: ${perSecond('nestInsert')}/s; with validation alone: ${perSecond('nest')}/s`,
    },
    {
      what: 'intake alone, p99',
      ours: `${p99('single')} = ${times(p99OfNest)}`,
      target: '<= 1x',
      holds: p99OfNest <= 1,
      peers: `NestJS on Fastify with one insert: ${p99('nestInsert')}`,
    },
    {
      what: 'intake alone, POST /v1/orders/batch',
      ours: `${perSecond('batch')} orders/s = ${times(speedOf('batch', 'nestInsert'))} of NestJS with one insert per request`,
    },
    {
      what: 'intake alone, beside HTTP without a product',
      ours: `${times(speedOf('single', 'httpInsert'))} of node:http with one insert per request, in batches ${times(speedOf('batch', 'httpInsert'))}`,
      peers: `node:http with one insert: ${perSecond('httpInsert')}/s, p99 ${p99('httpInsert')}; without any: ${perSecond('http')}/s`,
    },
    {
      what: 'intake alone, processor per order',
      ours: `${intakeCost(intake, 'single')}; in batches ${intakeCost(intake, 'batch')}`,
      peers: `NestJS with one insert: ${intakeCost(intake, 'nestInsert')}; node:http with one insert: ${intakeCost(intake, 'httpInsert')}`,
    },
  ];
};

const intakeCost = (intake: readonly IntakeRound[], name: IntakeName): string => {
  const ms = (process: string): string =>
    median(intake.map((round) => round[name].cpuMs[process] ?? 0)).toFixed(2);
  return `server ${ms('server')} + PostgreSQL ${ms('postgres')} ms`;
};
