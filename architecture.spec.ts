import { readFileSync } from 'node:fs';
import { catalogue } from '@okuru/contracts';
import {
  consoleImportsContractsOnly,
  contractsImportNoFramework,
  everyEventHasEmitterAndConsumers,
  everyJobHasABoundOfTries,
  everyLoopHasABound,
  everyNestedBodyIsAnObject,
  everyQueueHasABound,
  factsAreWrittenByTheOutboxOnly,
  type Invariant,
  noServiceImportsAnother,
  noValueInSqlText,
  platformKnowsNoEvent,
} from './tools/architecture/invariants.js';
import { impurities } from './tools/architecture/purity.js';
import { readSourceTree } from './tools/architecture/source-tree.js';

const tree = readSourceTree(import.meta.dirname);
const types = catalogue.map((entry) => entry.type);

/** Each rule with a violation that it must catch: a guard nobody has seen fail is no guard. */
const invariants: readonly [rule: string, check: Invariant, plantedPath: string, plantedText: string][] = [
  [
    'contracts imports no framework',
    contractsImportNoFramework,
    'libs/contracts/src/planted.ts',
    `import { Injectable } from '@nestjs/common';`,
  ],
  [
    'no service imports another',
    noServiceImportsAnother,
    'libs/order/src/planted.ts',
    `import { stock } from '@okuru/inventory';`,
  ],
  [
    'the console imports contracts and the scan engine only',
    consoleImportsContractsOnly,
    'apps/console/src/planted.tsx',
    `import { UnitOfWork } from '@okuru/platform';`,
  ],
  [
    'pure files are pure',
    impurities,
    'libs/shipping/src/parcel/parcel.ts',
    `import { DataSource } from 'typeorm';`,
  ],
  [
    'the platform knows no event by name',
    platformKnowsNoEvent(types),
    'libs/platform/src/planted.ts',
    `if (type === 'order.placed') skip();`,
  ],
  [
    'every loop has a named bound',
    everyLoopHasABound,
    'libs/order/src/planted.ts',
    `while (true) await poll();`,
  ],
  [
    'every queue of callers has a named bound',
    everyQueueHasABound,
    'libs/order/src/planted.intake.ts',
    'class A { private readonly waiting: (() => void)[] = []; }',
  ],
  [
    'every job is tried a bounded number of times',
    everyJobHasABoundOfTries,
    'libs/platform/src/jobs/planted.ts',
    'const OPTIONS: JobsOptions = { removeOnComplete: true };',
  ],
  [
    'a part of a body that is to be an object is one',
    everyNestedBodyIsAnObject,
    'libs/order/src/planted.dto.ts',
    'class A { @Type(() => B)\n  @ValidateNested() b!: B; }',
  ],
  [
    'facts are written by the outbox only',
    factsAreWrittenByTheOutboxOnly,
    'libs/order/src/planted.store.ts',
    'await tx.query("INSERT INTO event (id) VALUES ($1)", [id]);',
  ],
  [
    'no value is interpolated into SQL',
    noValueInSqlText,
    'libs/order/src/planted.ts',
    'await tx.query(`select * from orders where id = ${id}`);',
  ],
];

describe('the architecture', () => {
  describe.each(invariants)('%s', (_rule, check, plantedPath, plantedText) => {
    it('holds in the sources', () => {
      expect(check(tree)).toEqual([]);
    });
    it('is seen to fail on a planted violation', () => {
      expect(check(new Map([...tree, [plantedPath, plantedText]]))).toHaveLength(1);
    });
  });

  describe('every event of the catalogue has an emitter and hears its named consumers', () => {
    it('holds in the sources', () => {
      expect(everyEventHasEmitterAndConsumers(catalogue)(tree)).toEqual([]);
    });
    it('is seen to fail on an event nobody states and nobody hears', () => {
      const planted = { type: 'order.teleported', emitter: 'order', consumers: ['shipping'] };
      expect(everyEventHasEmitterAndConsumers([planted])(tree)).toHaveLength(2);
    });
    it('is seen to fail on an event that only its emitter acts on', () => {
      const placed = catalogue.find(({ type }) => type === 'order.placed')!;
      const planted = [{ ...placed, consumers: [] }];
      expect(everyEventHasEmitterAndConsumers(planted)(tree)).toEqual([
        'order.placed: nobody else acts on it',
      ]);
    });
    it('is seen to fail on a row that is missing in a table of what is heard', () => {
      const path = 'libs/order/src/order/followed.ts';
      const text = tree.get(path)?.replace("'letter.sent': {", "'letter.lost': {") ?? '';
      expect(everyEventHasEmitterAndConsumers(catalogue)(new Map([...tree, [path, text]]))).toHaveLength(1);
    });
  });

  describe('a loop', () => {
    it.each([
      ['without a condition', 'for (;;) poll();'],
      ['that counts and never asks', 'for (let tries = 1; ; tries += 1) await poll(tries);'],
      ['that is always true', 'while (true) { if (await poll()) return; }'],
      ['on a flag that nobody sets', 'class A { async run() { while (!this.closing) await poll(); } }'],
      [
        'on a flag that only the loop sets',
        'class A { async run() { while (!this.done) { await poll(); this.done = true; } } }',
      ],
      [
        'on a flag, which never lets anybody else in',
        'class A { stop() { this.closing = true; } run() { while (!this.closing) poll(); } }',
      ],
      ['that does first and asks later', 'do { poll(); } while (isBusy());'],
      ['that compares with a number nobody named', 'while (count < 5) poll();'],
      ['over whatever comes', 'for await (const chunk of stream) take(chunk);'],
    ])('%s is caught', (_what, text) => {
      expect(everyLoopHasABound(new Map([['libs/order/src/planted.ts', text]]))).toHaveLength(1);
    });

    it.each([
      ['that walks what is there', 'for (const one of all) take(one);'],
      ['that counts up to an end', 'for (let at = 0; at < all.length; at += 1) take(at);'],
      ['with a named bound', 'for (let tries = 1; ; tries += 1) if (tries >= TRIES_MAX) throw fault;'],
      ['with a deadline', 'while (performance.now() < deadline) await poll();'],
      ['that serves until it is told to stop', 'async () => { while (!signal.aborted) await poll(); }'],
      [
        'on a flag that somebody sets',
        'class A { stop() { this.closing = true; } async run() { while (!this.closing) await poll(); } }',
      ],
      ['that says its bound', '// bound: the length of the body\nfor (;;) if (next()) break;'],
    ])('%s is allowed', (_what, text) => {
      expect(everyLoopHasABound(new Map([['libs/order/src/planted.ts', text]]))).toEqual([]);
    });
  });

  describe('a queue', () => {
    const HELD =
      'class A { private readonly line = new Map(); wait = () => new Promise((go) => this.line.set(1, go));';
    it.each([
      ['of callers held back', `${HELD} }`],
      ['that is only named so', 'class A { private queue: string[] = []; }'],
      ['that is compared with a number nobody named', `${HELD} full = () => this.line.size > 9; }`],
      ['beside a bound of something else', `${HELD} full = () => this.others.size > WAITING_MAX; }`],
    ])('%s is caught', (_what, text) => {
      expect(everyQueueHasABound(new Map([['libs/order/src/planted.ts', text]]))).toHaveLength(1);
    });

    it.each([
      ['that refuses beyond its bound', `${HELD} full = () => this.line.size >= WAITING_MAX; }`],
      ['that says its bound', 'class A { /* bound: one per partition */ private queue: string[] = []; }'],
      [
        'of nobody',
        'class A { private faults: string[] = []; add = (one: string) => this.faults.push(one); }',
      ],
    ])('%s is allowed', (_what, text) => {
      expect(everyQueueHasABound(new Map([['libs/order/src/planted.ts', text]]))).toEqual([]);
    });
  });

  it('reads enough of the tree to mean something', () => {
    expect(tree.size).toBeGreaterThan(100);
    expect([...tree.keys()].some((path) => path.endsWith('.spec.ts'))).toBe(false);
  });

  it('names no machine path and no registry host', () => {
    // Addresses of the warehouse screens are none.
    const others = (text: string) => text.replaceAll(/\/work\/(pick|pack|ship|refused)\b/g, '');
    const places = [...tree]
      .filter(([, text]) => /\/(work|root)\/|https?:\/\/(registry|repo\d?|deb)\./.test(others(text)))
      .map(([path]) => path);
    const pages = ['README.md', 'ARCHITECTURE.md', 'package-lock.json'].filter((path) =>
      /\/work\/main|https?:\/\/(registry|repo\d?|deb)\./.test(
        readFileSync(`${import.meta.dirname}/${path}`, 'utf8'),
      ),
    );
    expect([...places, ...pages]).toEqual([]);
  });
});
