import type { TestShop } from '../shop.js';

/** The shop's own list of routes, taken from the running server. */
export const servedRoutes = (shop: TestShop): { method: string; path: string }[] => {
  const table = shop.running.app
    .getHttpAdapter()
    .getInstance()
    .printRoutes({ commonPrefix: false, includeHooks: false });
  const segments: string[] = [];
  return table.split('\n').flatMap((line: string) => {
    const match = /^([│├└─\s]*)(\S.*?) \(([^)]+)\)/.exec(line);
    if (!match) return [];
    const depth = Math.round((match[1] ?? '').length / 4) - 1;
    segments.length = Math.max(0, depth);
    // The printer leaves out the slash before a star.
    segments[depth] = (match[2] ?? '').replace(/^\*$/, '/*');
    return (match[3] ?? '').split(',').map((method) => ({ method: method.trim(), path: segments.join('') }));
  });
};
