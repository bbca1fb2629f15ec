/** The part of Chrome's format of CPU profiles that is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds. */
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

const NOT_WORK = new Set(['(idle)', '(program)', '(root)']);

/** False for what the profiler shows while the thread rests or is out of sight. */
export const isWork = ({ functionName }: CallFrame): boolean => !NOT_WORK.has(functionName);

/** `pg`, `libs/shipping/parcel`, `node:net`; what has no file is V8's own. */
export const partOf = ({ url, functionName }: CallFrame): string => {
  const installed = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (installed) return installed;
  const ours = OURS.exec(url);
  if (ours) return `libs/${ours[1]}/${ours[2]?.replace(/\.js$/, '')}`;
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/');
  return functionName.startsWith('(') ? functionName : 'V8';
};

const OURS = /libs\/([^/]+)\/dist\/([^/]+)/;

/** True for a function of one of the project's own libraries. */
export const isOurs = ({ url }: CallFrame): boolean => !url.includes('node_modules') && OURS.test(url);
