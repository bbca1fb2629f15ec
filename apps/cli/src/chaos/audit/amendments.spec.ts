import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ledger } from '../../demo/ledger.js';
import type { DemoOrder } from '../../demo/scenario.js';
import { LedgerFile } from '../load/ledger-file.js';
import type { Wish, WishBody } from '../load/wishes.js';
import { examineAmendments, type StoredShop } from './amendments.js';

const at = '2026-01-01T00:00:00Z';
const TOKYO = { postalCode: '1000001', prefecture: 13, city: '千代田区', street: '千代田1-1' };
const OSAKA = { postalCode: '5300001', prefecture: 27, city: '大阪市北区', street: '梅田1-1' };
const ORDER = {
  reference: 'r',
  fate: 'plain',
  totalYen: 1_600,
  lines: [],
  mustBeRefused: null,
  body: {
    shipTo: TOKYO,
    delivery: { mode: 'any' },
    money: { charges: [{ kind: 'postage', amount: 600 }] },
  },
} as const satisfies DemoOrder;
const WANTED: WishBody = {
  shipTo: { name: '山田 太郎', ...OSAKA },
  charges: [{ kind: 'postage', amount: 900, taxRate: 10 }],
};
const path = '/v1/orders/o/amendments';

/** An order that moved to Osaka, and its parcel that left. */
const MOVED: StoredShop = {
  amendments: [
    {
      order_id: 'o',
      number: 1,
      changes: ['ship-to', 'charges'],
      answers: ['amendment.accepted'],
      ends: [{ type: 'order.amended', reason: null, letters: ['amended'] }],
    },
  ],
  orders: [
    {
      order_id: 'o',
      reference: 'r',
      total: 1_900,
      prefecture: 27,
      delivery: { mode: 'any' },
      charges: [{ amount: 900 }],
    },
  ],
  left: [{ parcel_id: 'p', order_id: 'o' }],
};
const [AMENDMENT] = MOVED.amendments;
const [STORED] = MOVED.orders;
const STAYED = { ...STORED!, total: 1_600, prefecture: 13, charges: [{ amount: 600 }] };
const REFUSED: StoredShop = {
  ...MOVED,
  amendments: [
    {
      ...AMENDMENT!,
      answers: ['amendment.refused'],
      ends: [{ type: 'order.amendment-refused', reason: 'already-labelled', letters: ['amendment-refused'] }],
    },
  ],
  orders: [STAYED],
};

let folder: string;
let file: LedgerFile;
let ledger: Ledger;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'okuru-amended-'));
  file = new LedgerFile(join(folder, 'ledger.jsonl'));
  ledger = new Ledger();
  ledger.accepted.set('r', { orderId: 'o', reference: 'r', units: 1 });
  ledger.labels.set('p', OSAKA);
});
afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

const asked = (): void => file.add({ kind: 'asked', n: 1, at, method: 'POST', path, key: 'k' });
const answered = (status = 202, amendment: number | undefined = 1): void =>
  file.add({ kind: 'answered', n: 1, at, status, ...(amendment ? { amendment } : {}) });
const shown = (state: string, reason: string | null = null): void =>
  file.add({ kind: 'amended', at, orderId: 'o', amendment: 1, state, reason });
const examined = (stored: StoredShop) =>
  examineAmendments(
    {
      orders: [ORDER],
      wishes: new Map([['r', [{ key: 'k', afterMs: 0, body: WANTED, accident: undefined } satisfies Wish]]]),
      ledger,
      file,
    },
    stored,
  );

describe('the audit of amendments', () => {
  it('finds nothing where an accepted one is on the parcel that left, and counts it', () => {
    asked();
    answered();
    shown('accepted');
    expect(examined(MOVED)).toEqual({
      counts: { amended: 1, amendmentsAccepted: 1, amendmentsRefused: 0 },
      faults: [],
    });
  });

  it('finds nothing where a refused one changed nothing, and counts it', () => {
    asked();
    answered();
    shown('refused', 'already-labelled');
    ledger.labels.set('p', TOKYO);
    expect(examined(REFUSED)).toEqual({
      counts: { amended: 1, amendmentsAccepted: 0, amendmentsRefused: 1 },
      faults: [],
    });
  });

  it('counts one that was refused at the door, which is stored nowhere', () => {
    asked();
    answered(409, 0);
    ledger.labels.set('p', TOKYO);
    expect(examined({ ...MOVED, amendments: [], orders: [STAYED] })).toEqual({
      counts: { amended: 1, amendmentsAccepted: 0, amendmentsRefused: 1 },
      faults: [],
    });
  });

  const amendment = (more: Partial<StoredShop['amendments'][number]>): StoredShop => ({
    ...MOVED,
    amendments: [{ ...AMENDMENT!, ...more }],
  });
  const [END] = AMENDMENT!.ends;

  it.each<[string, StoredShop, RegExp]>([
    ['it is not stored', { ...MOVED, amendments: [] }, /is not stored/],
    ['shipping answered twice', amendment({ answers: ['a', 'b'] }), /2 answers/],
    ['nobody answered', amendment({ answers: [], ends: [] }), /0 answers of shipping and came to 0 ends/],
    [
      'a yes became a no',
      { ...REFUSED, amendments: [{ ...REFUSED.amendments[0]!, answers: ['amendment.accepted'] }] },
      /got amendment.accepted and came to order.amendment-refused/,
    ],
    ['no letter was written', amendment({ ends: [{ ...END!, letters: [] }] }), /brought the letters \[\]/],
    [
      'two letters were written',
      amendment({ ends: [{ ...END!, letters: ['amended', 'amended'] }] }),
      /letters \[amended, amended\]/,
    ],
    ['something else was changed', amendment({ changes: ['ship-to'] }), /asked for were ship-to, charges/],
    ['the order costs what it did', { ...MOVED, orders: [{ ...STORED!, total: 1_600 }] }, /goes as/],
    ['the order stays where it was', { ...MOVED, orders: [{ ...STORED!, prefecture: 13 }] }, /goes as/],
    ['a refused one changed the order', { ...REFUSED, orders: MOVED.orders }, /goes as/],
    ['a refused one is on the parcel', REFUSED, /left for "5300001.*goes to "1000001/],
    ['the buyer was told otherwise', REFUSED, /was shown as accepted/],
  ])('finds that %s', (_what, stored, fault) => {
    asked();
    answered();
    shown('accepted');
    expect(examined(stored).faults.join('\n')).toMatch(fault);
  });

  it('finds a parcel that left for the old place', () => {
    asked();
    answered();
    ledger.labels.set('p', TOKYO);
    expect(examined(MOVED).faults.join('\n')).toMatch(/left for "1000001.*goes to "5300001/);
  });

  it('finds one that was never answered, and one that nobody asked for', () => {
    asked();
    expect(examined({ ...MOVED, amendments: [] }).faults.join('\n')).toMatch(/was never answered/);
    expect(examined(MOVED).faults.join('\n')).toMatch(/never answered to whoever asked/);
  });
});
