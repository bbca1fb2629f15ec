import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Does the work in a folder that is made when absent and must be empty. When it fails nothing of it stays, also not the folder we made. */
export const inNewFolder = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  const made = (await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined;
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty: name a new folder.`);
  try {
    return await work();
  } catch (fault) {
    const ours = made ? [folder] : (await readdir(folder)).map((name) => join(folder, name));
    for (const path of ours) await rm(path, { recursive: true, force: true });
    throw fault;
  }
};
