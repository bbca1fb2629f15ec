import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LedgerFile, readLedger } from '../load/ledger-file.js';
import { RushCaller } from './rush-caller.js';
import type { RushAnswer, RushJob, RushWord } from './rush-job.js';
import { rushFigures } from './rush-figures.js';
import { rushedOrder } from './rushed-order.js';

const answer = (status: number, tookMs: number, saysWhenToComeAgain = true): RushAnswer => ({
  reference: 'r',
  quantity: 1,
  dueAt: 0,
  tookMs,
  lateMs: status === 201 ? 1 : 3,
  status,
  saysWhenToComeAgain,
});

describe('the figures of a rush', () => {
  it('tell accepted, refused, unanswered and anything else apart', () => {
    const accepted = Array.from({ length: 200 }, (_, at) => answer(201, at + 1));
    const rest = [answer(503, 4), answer(429, 9), answer(503, 5, false), answer(0, 20_000), answer(500, 7)];
    expect(rushFigures([...accepted, ...rest], 2_000)).toEqual({
      sent: 205,
      perSecond: 103,
      lateMs99: 3,
      accepted: 200,
      acceptedPerSecond: 100,
      acceptedMsMedian: 100,
      acceptedMs99: 198,
      refused: 3,
      refusedMs99: 9,
      refusedWithoutRetryAfter: 1,
      unanswered: 1,
      others: { 500: 1 },
    });
  });

  it('of nothing are all zero', () => {
    expect(rushFigures([], 0)).toMatchObject({ sent: 0, acceptedMs99: 0, refused: 0 });
  });
});

describe('a rushed order', () => {
  it('has a reference and a total of its own', () => {
    const job = {
      prefix: 'x',
      goods: [
        { sku: 'A', valueYen: 100 },
        { sku: 'B', valueYen: 200 },
      ],
      body: { shipTo: 'here' },
    };
    expect(rushedOrder(job, 3)).toMatchObject({
      reference: 'x-3',
      quantity: 1,
      body: { shipTo: 'here', lines: [{ sku: 'B', quantity: 1, unitPrice: 200 }], money: { total: 800 } },
    });
  });
});

describe('the caller of a rush', () => {
  const TO_THE_DISK_MS = 40;
  let folder: string;
  let ledger: LedgerFile;
  let caller: RushCaller;
  let words: RushWord[];
  /** Keys that came in before the ledger knew of them. */
  let unasked: string[];

  const server = createServer((incoming, answer) => {
    const key = String(incoming.headers['idempotency-key']);
    const known = readLedger(ledger.path).some((line) => line.kind === 'asked' && line.key === key);
    if (!known) unasked.push(key);
    incoming.resume().on('end', () => answer.writeHead(201).end(JSON.stringify({ orderId: key })));
  });
  beforeAll(async () => void (await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  afterAll(() => void server.close());

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'okuru-rush-'));
    ledger = new LedgerFile(join(folder, 'ledger.jsonl'));
    words = [];
    unasked = [];
    const { port } = server.address() as AddressInfo;
    const job: RushJob = { url: `http://127.0.0.1:${port}`, key: 'k', body: {}, goods: [], prefix: 'x' };
    caller = new RushCaller(job, (word) => {
      words.push(word);
      if (word.kind !== 'about') return;
      setTimeout(() => {
        for (const key of word.references)
          ledger.add({ kind: 'asked', n: 1, at: '', method: 'POST', path: '/v1/orders', key });
        caller.obey({ kind: 'noted', count: word.references.length });
      }, TO_THE_DISK_MS);
    });
  });
  afterEach(() => {
    caller.close();
    ledger.close();
    rmSync(folder, { recursive: true });
  });

  const answered = (): readonly RushAnswer[] =>
    words.flatMap((word) => (word.kind === 'answers' ? word.answers : []));
  const quiet = async (): Promise<void> => {
    while (!words.some(({ kind }) => kind === 'quiet')) await wait(5);
  };

  it('posts nothing that the ledger does not know of, neither in the ramp nor in the rush', async () => {
    caller.obey({ kind: 'ramp', callers: 4, ms: 300 });
    await quiet();
    words = [];
    caller.obey({ kind: 'rush', perSecond: 100 });
    await wait(600);
    caller.obey({ kind: 'end' });
    await quiet();
    expect(answered().length).toBeGreaterThan(10);
    expect(unasked).toEqual([]);
  });

  it('posts each order that it told of, and once, when a rush follows a ramp', async () => {
    caller.obey({ kind: 'ramp', callers: 4, ms: 100 });
    await quiet();
    const ramped = answered();
    words = [];
    caller.obey({ kind: 'rush', perSecond: 100 });
    await wait(500);
    caller.obey({ kind: 'end' });
    await quiet();
    const posted = [...ramped, ...answered()].map(({ reference }) => reference);
    const told = readLedger(ledger.path).flatMap((line) => (line.kind === 'asked' ? [line.key] : []));
    expect([...posted].sort()).toEqual([...told].sort());
    expect(new Set(posted).size).toBe(posted.length);
  });

  it('plans ahead, so that a rush is due at its own pace whatever the ledger takes', async () => {
    caller.obey({ kind: 'rush', perSecond: 200 });
    await wait(500);
    caller.obey({ kind: 'end' });
    await quiet();
    const due = answered()
      .map(({ dueAt }) => dueAt)
      .sort((a, b) => a - b);
    due.slice(1).forEach((at, nth) => expect(at - due[nth]!).toBe(5));
    expect(answered().every(({ tookMs }) => tookMs >= 0)).toBe(true);
  });
});
