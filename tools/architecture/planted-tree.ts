import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const LIBRARIES = [
  'contracts',
  'platform',
  'packing',
  'carriers',
  'carrier-files',
  'scan-engine',
  'documents',
  'order',
  'inventory',
  'shipping',
  'notification',
];
const MODULES_OF_OTHERS = ['zod', 'zodiac', 'typeorm', 'kafkajs', 'bullmq', 'ioredis'];

/** A tree on disk laid out as this one is, with empty libraries and modules of others, and the files that are planted in it. */
export class PlantedTree {
  readonly root = mkdtempSync(join(tmpdir(), 'okuru-planted-'));

  constructor(files: Iterable<readonly [path: string, text: string]>) {
    this.write('tsconfig.spec.json', '{}');
    for (const name of MODULES_OF_OTHERS) {
      this.write(`node_modules/${name}/package.json`, JSON.stringify({ name, exports: './index.js' }));
      this.write(`node_modules/${name}/index.js`, '');
    }
    mkdirSync(join(this.root, 'node_modules/@okuru'));
    for (const library of LIBRARIES) {
      const exports = { '.': { 'okuru-source': './src/index.ts' } };
      this.write(`libs/${library}/package.json`, JSON.stringify({ name: `@okuru/${library}`, exports }));
      this.write(`libs/${library}/src/index.ts`, 'export const all = 1;');
      symlinkSync(join('../../libs', library), join(this.root, 'node_modules/@okuru', library));
    }
    for (const [path, text] of files) this.write(path, text);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private write(path: string, text: string): void {
    const place = join(this.root, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}
