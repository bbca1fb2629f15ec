import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PlantedTree } from './planted-tree.js';

const ROOT = join(import.meta.dirname, '../..');
const DEPCRUISE = join(ROOT, 'node_modules/.bin/depcruise');
const CONFIGS = ['.dependency-cruiser.cjs', '.dependency-cruiser-folders.mjs'];

interface Config {
  readonly forbidden: readonly { readonly name: string }[];
}
interface Cruised {
  readonly summary: {
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[];
  };
}

/** Each file breaks the one rule that stands before it. */
const PLANTED: readonly [rule: string, path: string, text: string][] = [
  ['every-import-resolves', 'apps/cli/src/lost.ts', `import '@okuru/nowhere';`],
  ['no-cycles', 'libs/platform/src/egg.ts', `export { hen as egg } from './hen.js';`],
  ['contracts-import-a-schema-library-only', 'libs/contracts/src/planted.ts', `import 'typeorm';`],
  ['contracts-import-a-schema-library-only', 'libs/contracts/src/nearly.ts', `import 'zodiac';`],
  ['pure-libs-import-nothing', 'libs/packing/src/planted.ts', `import 'node:fs';`],
  ['pure-libs-import-nothing', 'libs/carriers/src/planted.ts', `import 'zod';`],
  ['carrier-files-compute-only', 'libs/carrier-files/src/planted.ts', `import '@okuru/platform';`],
  ['scan-engine-runs-in-a-browser', 'libs/scan-engine/src/planted.ts', `import 'node:crypto';`],
  ['documents-draw-only', 'libs/documents/src/planted.ts', `import '@okuru/platform';`],
  ['documents-draw-only', 'libs/documents/src/net.ts', `import 'node:http';`],
  ['only-print-folders-import-documents', 'libs/shipping/src/waybill/slip.ts', `import '@okuru/documents';`],
  ['packing-and-carriers-are-apart', 'libs/carriers/src/heavy.ts', `import '@okuru/packing';`],
  ['packing-and-carriers-are-apart', 'libs/packing/src/far.ts', `import '../../carriers/src/index.js';`],
  ['no-service-imports-another', 'libs/order/src/planted.ts', `import '@okuru/inventory';`],
  ['no-service-imports-another', 'libs/shipping/src/planted.ts', `import '../../order/src/index.js';`],
  [
    'no-service-imports-another',
    'libs/notification/src/named.ts',
    `import type { all } from '@okuru/order';`,
  ],
  ['platform-knows-no-service', 'libs/platform/src/planted.ts', `import '@okuru/notification';`],
  ['platform-knows-no-service', 'libs/platform/src/boxes.ts', `import '@okuru/packing';`],
  ['console-imports-contracts-only', 'apps/console/src/planted.ts', `import '@okuru/platform';`],
  ['console-imports-contracts-only', 'apps/console/src/beside.ts', `import '../../cli/src/main.js';`],
  ['libs-import-no-app', 'libs/inventory/src/planted.ts', `import '../../../apps/cli/src/main.js';`],
  ['kafkajs-stays-in-its-adapter', 'apps/cli/src/planted.ts', `import 'kafkajs';`],
  ['kafkajs-stays-in-its-adapter', 'libs/platform/src/event-log/planted.ts', `import 'kafkajs';`],
  ['services-use-the-ports', 'libs/notification/src/planted.ts', `import 'bullmq';`],
  ['services-use-the-ports', 'libs/order/src/cache.ts', `import 'ioredis';`],
];
/** The other half of the cycle of files, which is told once. */
const CYCLE_MATE: readonly [path: string, text: string][] = [
  ['libs/platform/src/hen.ts', `export { egg as hen } from './egg.js';`],
];
/** No file of these is in a cycle, and yet their two folders are. */
const PLANTED_FOLDERS: readonly [path: string, text: string][] = [
  ['libs/order/src/take/one.ts', `import '../give/two.js';`],
  ['libs/order/src/give/two.ts', ''],
  ['libs/order/src/give/three.ts', `import '../take/four.js';`],
  ['libs/order/src/take/four.ts', ''],
];
const LAWFUL: readonly [path: string, text: string][] = [
  ['apps/cli/src/main.ts', ''],
  ['apps/order/src/main.ts', `import '@okuru/order';`],
  ['apps/console/src/main.ts', `import '@okuru/contracts';`],
  ['libs/contracts/src/schema.ts', `import 'zod';`],
  ['libs/platform/src/event-log/kafka/client.ts', `import 'kafkajs';`],
  ['libs/platform/src/jobs/queue.ts', `import 'bullmq';`],
  ['libs/shipping/src/pack.ts', `import '@okuru/packing'; import '@okuru/platform';`],
  ['libs/shipping/src/print-parcels/print.ts', `import '@okuru/documents';`],
  ['libs/shipping/src/shipping.module.ts', `import '@okuru/documents';`],
  ['libs/order/src/child.ts', `import type { Mother } from './mother.js'; export type Child = Mother;`],
  ['libs/order/src/mother.ts', `import { type Child } from './child.js'; export type Mother = Child;`],
  ['libs/inventory/src/shelf/shelf.ts', ''],
  ['libs/inventory/src/count/count.ts', `import '../shelf/shelf.js';`],
  ['libs/inventory/src/shelf/shelf.spec.ts', `import '../count/count.js';`],
];

const rulesOf = async (config: string): Promise<string[]> => {
  const read = (await import(join(ROOT, config))) as { default: Config };
  return read.default.forbidden.map(({ name }) => name);
};

/** What the committed rules say of a tree, as `<rule>: <file or folder>`, each once. */
const violationsIn = (root: string): string[] => {
  const found = CONFIGS.flatMap((config) => {
    const { stdout, stderr } = spawnSync(
      DEPCRUISE,
      ['libs', 'apps', '--config', join(ROOT, config), '--output-type', 'json'],
      { cwd: root, encoding: 'utf8' },
    );
    if (stdout === '') throw new Error(stderr);
    return (JSON.parse(stdout) as Cruised).summary.violations;
  });
  return [...new Set(found.map(({ rule, from }) => `${rule.name}: ${from}`))].sort();
};

describe('the boundaries', () => {
  const trees: PlantedTree[] = [];
  const violationsOf = (...files: ConstructorParameters<typeof PlantedTree>[0][]): string[] => {
    const tree = new PlantedTree(files.flatMap((some) => [...some]));
    trees.push(tree);
    return violationsIn(tree.root);
  };
  afterAll(() => trees.forEach((tree) => tree.remove()));

  it('each catch what is planted against them, and nothing else', () => {
    const files = PLANTED.map(([, path, text]) => [path, text] as const);
    expect(violationsOf(files, CYCLE_MATE, PLANTED_FOLDERS, LAWFUL)).toEqual(
      [
        ...PLANTED.map(([rule, path]) => `${rule}: ${path}`),
        'no-folder-cycles: libs/order/src/give',
        'no-folder-cycles: libs/order/src/take',
      ].sort(),
    );
  });

  it('are all planted against', async () => {
    const planted = new Set([...PLANTED.map(([rule]) => rule), 'no-folder-cycles']);
    const rules = (await Promise.all(CONFIGS.map(rulesOf))).flat();
    expect(rules.filter((rule) => !planted.has(rule))).toEqual([]);
  });
});
