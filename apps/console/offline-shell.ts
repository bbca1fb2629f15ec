import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PUBLIC = 'public';

/** Writes sw.js: the service worker with the names of all files of this build, so that the screens open without a network. */
export const offlineShell = (): Plugin => {
  let outDir = '';
  let root = '';
  let base = '';
  return {
    name: 'offline-shell',
    apply: 'build',
    configResolved(config) {
      ({ root, base } = config);
      outDir = join(root, config.build.outDir);
    },
    writeBundle(_options, bundle) {
      const files = [...Object.keys(bundle), ...readdirSync(join(root, PUBLIC))].sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(readFileSync(join(outDir, file)));
      const source = readFileSync(join(root, 'service-worker.js'), 'utf8');
      writeFileSync(
        join(outDir, 'sw.js'),
        source
          .replace('__VERSION__', hash.digest('hex').slice(0, 16))
          .replace("['__FILES__']", JSON.stringify(files.map((file) => base + file))),
      );
    },
  };
};
