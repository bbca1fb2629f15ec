/** The part of Chrome's format of CPU profiles that is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface ProfiledPlace {
  readonly place: string;
  /** Of the time in which the thread was not idle. */
  readonly share: number;
}

const NOT_WORK = new Set(['(idle)', '(program)', '(root)']);

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
    if (!frame || NOT_WORK.has(frame.functionName)) return;
    busy += took;
    const part = partOf(frame.url, frame.functionName);
    add(parts, part, took);
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

/** `pg`, `libs/shipping/parcel`, `node:net`; what has no file is V8's own. */
const partOf = (url: string, functionName: string): string => {
  const installed = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (installed) return installed;
  const ours = /libs\/([^/]+)\/dist\/([^/]+)/.exec(url);
  if (ours) return `libs/${ours[1]}/${ours[2]?.replace(/\.js$/, '')}`;
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/');
  return functionName.startsWith('(') ? functionName : 'V8';
};

const fileOf = (url: string): string => url.replace(/^.*\/(libs|apps|node_modules)\//, '$1/') || 'V8';
