import { existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';

/** Throws, saying how to mend it, when the file cannot be written: better before the run than after. */
export const assertWritable = async (path: string, option = '--json'): Promise<void> => {
  const existed = existsSync(path);
  try {
    await (await open(path, 'a')).close();
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new Error(
      `${option}: ${path} cannot be written (${code}): ${MENDS[code ?? ''] ?? 'name another file'}.`,
      {
        cause: fault,
      },
    );
  }
  if (!existed) await rm(path);
};

const MENDS: Readonly<Record<string, string>> = {
  ENOENT: 'make its folder first',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder, name a file',
  EACCES: 'choose a folder you may write in',
};
