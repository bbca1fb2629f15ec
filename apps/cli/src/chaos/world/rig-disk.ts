import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TidyUp } from '../../demo/tidy-up.js';

/** Room for the data of a few hundred orders; what is left of it is filled by the fault. */
const DISK_MEGABYTES = 256;
const PIECE_BYTES = 65_536;
const SECTOR_BYTES = 512;

/** Mounting is for root. */
export const canMount = (): boolean => process.platform === 'linux' && process.getuid?.() === 0;

/** A small disk of the rig's own (tmpfs) that can be filled to the last byte. */
export class RigDisk {
  private constructor(readonly folder: string) {}

  static async mount(folder: string, tidy: TidyUp): Promise<RigDisk> {
    await mkdir(folder);
    run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MEGABYTES}m,mode=755`, 'okuru-chaos', folder]);
    tidy.add(`the small disk at ${folder}`, () => {
      unmount(folder);
      return Promise.resolve();
    });
    return new RigDisk(folder);
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }

  /** Takes all there is; answers how many bytes that were. */
  fill(): number {
    const file = openSync(this.ballast, 'a');
    try {
      return filled(file, Buffer.alloc(PIECE_BYTES)) + filled(file, Buffer.alloc(SECTOR_BYTES));
    } finally {
      closeSync(file);
    }
  }

  async free(): Promise<void> {
    await rm(this.ballast, { force: true });
  }
}

/** At once, also while somebody who is about to end still has a file open on it. */
export const unmount = (folder: string): void => run('umount', ['-l', folder]);

/** Writes the piece until there is no room for it. */
const filled = (file: number, piece: Buffer): number => {
  let bytes = 0;
  // bound: the size of the disk
  for (;;) {
    try {
      bytes += writeSync(file, piece);
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code === 'ENOSPC') return bytes;
      throw fault;
    }
  }
};

const run = (command: string, args: readonly string[]): void => {
  const { status, stderr, error } = spawnSync(command, [...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
};
