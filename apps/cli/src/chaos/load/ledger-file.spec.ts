import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acknowledgedOrders, LedgerFile, readLedger } from './ledger-file.js';

const at = '2026-01-01T00:00:00Z';
let folder: string;
let file: LedgerFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'okuru-ledger-'));
  file = new LedgerFile(join(folder, 'ledger.jsonl'));
});
afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

const asked = (n: number, key: string, path = '/v1/orders'): void =>
  file.add({ kind: 'asked', n, at, method: 'POST', path, key });
const answered = (n: number, status: number, orderId: string): void =>
  file.add({ kind: 'answered', n, at, status, orderId });

describe('the ledger file', () => {
  it('tells which orders were acknowledged, by key; a repeat of an answer is the same order', () => {
    asked(1, 'a');
    asked(2, 'b');
    answered(2, 201, 'order-b');
    file.add({ kind: 'unanswered', n: 1, at });
    asked(3, 'a');
    answered(3, 201, 'order-a');
    asked(4, 'b');
    answered(4, 201, 'order-b');
    asked(5, 'c');
    answered(5, 409, 'order-c');
    asked(6, 'd', '/v1/orders/x/payments');
    answered(6, 201, 'x');
    expect(acknowledgedOrders(readLedger(file.path))).toEqual(
      new Map([
        ['b', new Set(['order-b'])],
        ['a', new Set(['order-a'])],
      ]),
    );
  });

  it('shows one key answered with two orders', () => {
    asked(1, 'a');
    answered(1, 201, 'one');
    asked(2, 'a');
    answered(2, 201, 'two');
    expect(acknowledgedOrders(readLedger(file.path)).get('a')?.size).toBe(2);
  });

  it('takes a last line that was cut short as not written', () => {
    asked(1, 'a');
    appendFileSync(file.path, '{"kind":"answ');
    expect(readLedger(file.path)).toHaveLength(1);
  });
});
