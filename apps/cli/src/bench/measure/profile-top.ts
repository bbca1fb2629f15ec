import { isWork, partOf, type CpuProfile } from './cpu-profile.js';

export interface ProfiledPlace {
  readonly place: string;
  /** Of the time in which the thread was not idle. */
  readonly share: number;
}

/** Where a thread's own time went, by function and by package or folder, the largest first. */
export const profileTop = (
  profile: CpuProfile,
  most: number,
): { readonly functions: readonly ProfiledPlace[]; readonly parts: readonly ProfiledPlace[] } => {
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const functions = new Map<string, number>();
  const parts = new Map<string, number>();
  let busy = 0;
  profile.samples.forEach((id, at) => {
    const frame = byId.get(id)?.callFrame;
    const took = profile.timeDeltas[at] ?? 0;
    if (!frame || !isWork(frame)) return;
    busy += took;
    add(parts, partOf(frame), took);
    add(
      functions,
      `${frame.functionName || '(anonymous)'} ${fileOf(frame.url)}:${frame.lineNumber + 1}`,
      took,
    );
  });
  const largest = (took: ReadonlyMap<string, number>): ProfiledPlace[] =>
    [...took]
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([place, micros]) => ({ place, share: micros / busy }));
  return { functions: largest(functions), parts: largest(parts) };
};

const add = (to: Map<string, number>, key: string, micros: number): void =>
  void to.set(key, (to.get(key) ?? 0) + micros);

const fileOf = (url: string): string => url.replace(/^.*\/(libs|apps|node_modules)\//, '$1/') || 'V8';
