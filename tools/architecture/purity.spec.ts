import { join } from 'node:path';
import { isPureFile, NOT_PURE, PURE_PLATFORM } from './pure-files.js';
import { impurities, impuritiesOf } from './purity.js';
import { readSourceTree } from './source-tree.js';

const tree = readSourceTree(join(import.meta.dirname, '../..'));
const PLANTED = 'libs/shipping/src/parcel/planted.ts';
const foundWith = (text: string, path = PLANTED): string[] =>
  isPureFile(path) ? impuritiesOf(path, text, tree) : [];

describe('which files are pure', () => {
  it.each([
    'libs/order/src/order/anything.ts',
    'libs/order/src/follow-order/do-this-when-that.policy.ts',
    'libs/notification/src/compose-letters/planted.letter.ts',
    'libs/packing/src/services/planted.ts',
    'libs/carriers/src/index.ts',
    'libs/contracts/src/planted.ts',
  ])('%s is', (path) => expect(isPureFile(path)).toBe(true));

  it.each([
    'libs/order/src/place-order/place-order.handler.ts',
    'libs/inventory/src/item-master/item.store.ts',
    'libs/shipping/src/migrations/0009-planted.ts',
    'libs/shipping/src/index.ts',
    'libs/platform/src/once/planted.ts',
    'apps/cli/src/planted.ts',
  ])('%s is not', (path) => expect(isPureFile(path)).toBe(false));

  it('are most of the files of the services, not a few', () => {
    const unlisted = [...tree.keys()].filter(isPureFile);
    expect(unlisted.length).toBeGreaterThan(4 * [...NOT_PURE.values()].flat().length);
  });

  it('and those on the list would not pass: who became pure leaves it', () => {
    const passing = [...NOT_PURE.values()]
      .flat()
      .filter((path) => impuritiesOf(path, tree.get(path) ?? '', tree).length === 0);
    expect(passing).toEqual([]);
  });

  it('and what they take of the platform is there where the list says', () => {
    const missing = [...PURE_PLATFORM].filter(
      ([name, path]) =>
        !new RegExp(`export (const|class|type|interface) ${name}\\b`).test(tree.get(path) ?? ''),
    );
    expect(missing).toEqual([]);
  });
});

describe('a pure file', () => {
  it.each([
    ['a framework', `import { Injectable } from '@nestjs/common';`],
    ['a type of a framework', `import type { OnModuleInit } from '@nestjs/common';`],
    ['the database', `import { DataSource } from 'typeorm';`],
    ['the database inside of a type', `export type Client = import('pg').Client;`],
    ['a job queue', `import { Queue } from 'bullmq';`],
    ['Redis', `import Redis from 'ioredis';`],
    ['the log', `import { Kafka } from 'kafkajs';`],
    ['mail', `import * as mail from 'nodemailer';`],
    ['decorators', `export { IsString } from 'class-validator';`],
    ['a schema library', `import { z } from 'zod';`],
    ['ids made of time and chance', `import { v7 } from 'uuid';`],
    ['files', `import { readFileSync } from 'node:fs';`],
    ['chance', `import { createHash, randomUUID } from 'node:crypto';`],
    ['a module as it goes', `export const open = () => import('node:net');`],
    ['a module the old way', `export const os = require('node:os');`],
    ['a module for its effects', `import 'reflect-metadata';`],
    ['a clock of the platform', `import { Clock } from '@okuru/platform';`],
    ['a transaction to be handed', `import type { Transaction } from '@okuru/platform';`],
    ['all of the platform', `import * as platform from '@okuru/platform';`],
    ['the platform by its path', `import { within } from '../../../platform/src/jobs/within.js';`],
    ['a store', `import { ParcelStore } from './parcel.store.js';`],
    ['a store to be handed', `import type { ParcelStore } from './parcel.store.js';`],
    [
      'a file on the list of those that are not pure',
      `import { Planner } from '../plan-parcels/planner.js';`,
    ],
    ['a file that is not there', `import { gone } from './gone.js';`],
    ['a test helper', `import { shipping } from '../testing/shipping.js';`],
  ])('may not take %s', (_what, text) => expect(foundWith(text)).toHaveLength(1));

  it.each([
    ['the time of day', 'export const at = () => Date.now();'],
    ['the date of today', 'export const today = () => new Date();'],
    ['the date as text', 'export const today = () => Date();'],
    ['the clock under another name', 'const Today = Date; export const today = () => new Today();'],
    ['a stopwatch', 'export const at = () => performance.now();'],
    ['chance', 'export const dice = () => Math.random();'],
    ['chance under another name', 'const { random } = Math; export const dice = () => random();'],
    ['ids by chance', 'export const id = () => crypto.randomUUID();'],
    ['the environment', `export const port = process.env['PORT'];`],
    ['timers', 'export const later = (what: () => void) => void setTimeout(what, 1);'],
    ['the network', `export const page = () => fetch('http://shop.example');`],
    ['the terminal', `export const tell = () => console.log('told');`],
    ['what takes time', 'export const later = () => Promise.resolve(1);'],
    ['async', 'export const later = async () => 1;'],
  ])('may not use %s', (_what, text) => expect(foundWith(text)).toHaveLength(1));

  it('may not reach a store through another file: the file between is judged too', () => {
    const between = 'libs/shipping/src/parcel/between.ts';
    const found = impurities(
      new Map([
        ...tree,
        [PLANTED, `export { find } from './between.js';`],
        [between, `import { ParcelStore } from './parcel.store.js'; export const find = ParcelStore;`],
      ]),
    );
    expect(found).toEqual([expect.stringContaining(`${between} takes ParcelStore`)]);
  });

  it.each([
    ...new Set(PURE_PLATFORM.values()),
    'libs/packing/src/planted.ts',
    'libs/contracts/src/planted.ts',
  ])('rests on %s, which is judged too', (path) =>
    expect(foundWith('export const at = () => Date.now();', path)).toHaveLength(1),
  );

  it.each([
    ['contracts', `import { catalogue } from '@okuru/contracts';`],
    ['a fact', `import { fact, type Fact } from '@okuru/platform';`],
    ['a digest', `import { createHash } from 'node:crypto';`],
    ['another pure file', `import { parcelsOf } from './gate.js';`],
    ['the shape of a row', `import type { StoredAnswer } from './parcel.store.js';`],
    ['the type of a schema', `import type { z } from 'zod';`],
  ])('may take %s', (_what, text) => expect(foundWith(text)).toEqual([]));

  it.each([
    ['a date it was given', 'export const day = (at: string) => new Date(at).getUTCDay();'],
    ['arithmetic', 'export const most = (a: number, b: number) => Math.max(a, b);'],
    ['a member of such a name', 'export const of = (order: { process: string }) => order.process;'],
    ['a type that speaks of later', 'export type Later = (at: Date) => Promise<void>;'],
    ['a comment about the clock', '// Date.now() would be read elsewhere\nexport const one = 1;'],
  ])('may use %s', (_what, text) => expect(foundWith(text)).toEqual([]));
});
