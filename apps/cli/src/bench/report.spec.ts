import { rowsOf, type BenchFigures, type Round } from './report.js';

const turn = (skus: number, ordersPerSecond: number) => ({
  skus,
  orders: 100,
  ordersPerSecond,
  cpuMsPerOrder: { postgres: 1, standalone: 2 },
  walBytesPerOrder: 5_000,
});
const round = (speed: number, hot: number): Round => ({
  references: { five: 100 * speed, one: 200 * speed, all: 900, stages: 800 },
  turns: [turn(3, hot * speed), turn(10_000, 200 * speed)],
});
const COST = { server: 0.5, postgres: 0.25 };
const intake = (single: number, p99: number) => ({
  http: { perSecond: 1_000, p50: 1, p99: 2, cpuMs: COST },
  httpInsert: { perSecond: 500, p50: 3, p99: 5, cpuMs: COST },
  nest: { perSecond: 300, p50: 2, p99: 4, cpuMs: COST },
  nestInsert: { perSecond: 100, p50: 5, p99: 50, cpuMs: COST },
  single: { perSecond: single, p50: 5, p99, cpuMs: COST },
  batch: { perSecond: 900, p50: 5, p99: 50, cpuMs: COST },
});
const rows = (rounds: readonly Round[], taken: ReturnType<typeof intake>) =>
  rowsOf({
    rounds,
    growth: [],
    intake: [taken],
    latency: {
      perSecond: 100,
      reserved: { p50: 10, p99: 20, orders: 5 },
      dispatched: { p50: 30, p99: 40, orders: 5 },
    },
    residentMegabytes: { standalone: 200 },
  } as unknown as BenchFigures);

describe('the report of the bench', () => {
  it('holds each round against its own references, so that a drift of the machine does not matter', () => {
    const told = rows([round(1, 190), round(2, 190), round(0.5, 190)], intake(250, 40));
    expect(told.find(({ what }) => what === 'end to end, 10000 skus')).toMatchObject({
      ours: '200 orders/s = 2.00x of five, 1.00x of one',
      holds: true,
    });
    expect(told.find(({ what }) => what === '3 skus beside 10000 skus')).toMatchObject({
      ours: '0.95x',
      holds: true,
    });
    expect(told.filter(({ holds }) => holds === false)).toEqual([]);
  });

  it('holds the intake against a framework with one insert per request, and tells of HTTP without a product beside it', () => {
    const told = rows([round(1, 190)], intake(250, 40));
    expect(told.find(({ what }) => what === 'intake alone, one order per request')).toMatchObject({
      ours: '250 requests/s = 2.50x of NestJS with one insert per request',
      holds: true,
    });
    expect(told.find(({ what }) => what === 'intake alone, beside HTTP without a product')).toMatchObject({
      ours: '0.50x of node:http with one insert per request, in batches 1.80x',
    });
  });

  it('holds Kafka against the embedded log round by round, and the promise is about one process of each service', () => {
    const onKafka = (speed: number, ofEmbedded: number): Round => {
      const both = round(speed, 190);
      const kafkaTurns = both.turns.map((each) => ({
        ...each,
        ordersPerSecond: each.ordersPerSecond * ofEmbedded,
        cpuMsPerOrder: { postgres: 1, order: 2, 'order-2': 3, kafka: 0.5 },
      }));
      return { ...both, kafkaTurns };
    };
    const of = (processes: number) =>
      rowsOf({
        rounds: [onKafka(1, 0.5), onKafka(0.5, 0.55), onKafka(2, 0.7)],
        processes,
        growth: [],
        intake: [],
        latency: null,
        residentMegabytes: {},
      } as unknown as BenchFigures);
    expect(of(1).find(({ what }) => what === 'on Kafka, 1 process of each service, 3 skus')).toMatchObject({
      ours: '95 orders/s = 0.55x of the embedded log',
      target: '>= 0.6x',
      holds: false,
    });
    const two = of(2);
    expect(
      two.find(({ what }) => what === 'on Kafka, 2 processes of each service, 3 skus')?.holds,
    ).toBeUndefined();
    expect(two.find(({ what }) => what === 'cost per order on Kafka, 3 skus')?.ours).toBe(
      'postgres 1.00 ms, order 5.00 ms, kafka 0.50 ms',
    );
  });

  it('says what does not hold', () => {
    const told = rows([round(1, 140)], intake(200, 60));
    expect(told.filter(({ holds }) => holds === false).map(({ what }) => what)).toEqual([
      'end to end, 3 skus',
      '3 skus beside 10000 skus',
      'intake alone, one order per request',
      'intake alone, p99',
    ]);
  });

  const grown = (stored: number, postgres: number) => ({
    stored,
    turns: [1, 1, 9].map((slow) => ({
      ...turn(100, 200),
      cpuMsPerOrder: { postgres: postgres * slow, standalone: 4 * slow, bench: 100 },
    })),
  });
  it.each([
    { postgres: 3.1, ours: '1.18x', holds: true },
    { postgres: 3.3, ours: '1.22x', holds: false },
  ])(
    'holds what an order costs against the step with the fewest stored: $ours',
    ({ postgres, ...expected }) => {
      const told = rowsOf({
        rounds: [],
        growth: [grown(10_000, 2), grown(1_000_000, postgres)],
        intake: [],
        latency: null,
        residentMegabytes: {},
      } as unknown as BenchFigures);
      expect(told.find(({ what }) => what === '1000000 stored beside 10000')).toMatchObject(expected);
      expect(told.filter(({ holds }) => holds !== undefined)).toHaveLength(1);
    },
  );
});
