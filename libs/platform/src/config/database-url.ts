import { readPem } from './tls-files.js';

/** Of libpq's modes the two that do what they say in pg: the others encrypt without asking who is there, or fall back to clear. */
const MODES = ['verify-full', 'disable'];
const FILES = { sslrootcert: 'CERTIFICATE', sslcert: 'CERTIFICATE', sslkey: 'PRIVATE KEY' } as const;

/** What is wrong with the address of a database, in words that hold no secret; undefined when nothing is. */
export const databaseUrlFault = (text: string): string | undefined => {
  if (!URL.canParse(text) || !['postgres:', 'postgresql:'].includes(new URL(text).protocol))
    return 'must be a URL beginning with postgres:// or postgresql://';
  const { searchParams } = new URL(text);
  const mode = searchParams.get('sslmode');
  if (mode !== null && !MODES.includes(mode))
    return 'has an sslmode that does not make sure who answers: use sslmode=verify-full with sslrootcert, or disable';
  if (searchParams.has('uselibpqcompat')) return 'must not name uselibpqcompat';
  for (const [name, holds] of Object.entries(FILES)) {
    const path = searchParams.get(name);
    if (path === null) continue;
    if (mode !== 'verify-full') return `names ${name} without sslmode=verify-full`;
    try {
      readPem(path, holds);
    } catch (fault) {
      return `names ${name}=${path}, which ${(fault as Error).message}`;
    }
  }
  return undefined;
};
