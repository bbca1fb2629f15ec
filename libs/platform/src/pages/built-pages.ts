import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One file of a build, ready to be sent. */
export interface BuiltFile {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  readonly gzipped: Buffer;
  /** Its name holds a hash of what is in it, so that a browser may keep it for good. */
  readonly isForGood: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
};
const FIRST_PAGE = 'index.html';

/** The files of a build by their path in it, read once: what is asked for is looked up, so no path leads out of the folder. */
export class BuiltPages {
  private readonly files: ReadonlyMap<string, BuiltFile>;

  /** An absent folder holds no pages. */
  constructor(folder: string) {
    this.files = new Map(existsSync(folder) ? filesIn(folder) : []);
  }

  /** A path without a suffix is a place inside the screens, whose page finds out itself what to show. */
  find(path: string): BuiltFile | undefined {
    const isPlace = !(path.split('/').at(-1) ?? '').includes('.');
    return this.files.get(isPlace ? FIRST_PAGE : path);
  }
}

const filesIn = (folder: string): [string, BuiltFile][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry): [string, BuiltFile][] => {
    const type = TYPES[entry.name.split('.').at(-1) ?? ''];
    if (!entry.isFile() || !type) return [];
    const place = join(entry.parentPath, entry.name);
    const path = relative(folder, place).replaceAll('\\', '/');
    const bytes = readFileSync(place);
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    return [[path, { type, etag, bytes, gzipped: gzipSync(bytes), isForGood: path.startsWith('assets/') }]];
  });
