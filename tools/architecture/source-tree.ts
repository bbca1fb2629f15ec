import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Source text by path from the root; tests plant violations by adding an entry. */
export type SourceTree = ReadonlyMap<string, string>;

/** TypeScript sources of apps and libs without tests and test helpers. */
export const readSourceTree = (root: string): SourceTree => {
  const tree = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!['node_modules', 'dist', 'testing', 'contract'].includes(entry.name)) walk(path);
      } else if (/\.tsx?$/.test(entry.name) && !/\.(spec|contract)\.tsx?$/.test(entry.name)) {
        tree.set(relative(root, path), readFileSync(path, 'utf8'));
      }
    }
  };
  for (const top of ['apps', 'libs']) walk(join(root, top));
  return tree;
};

/** Modules a source text imports, statically or dynamically. */
export const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');

/** The text without comments, so that a rule about code does not trip over prose. */
export const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:'"`])\/\/.*$/gm, '$1');
