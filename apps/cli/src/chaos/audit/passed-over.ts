import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface PassedOver {
  /** Records delivered again and known to an inbox or lying behind a fence. */
  readonly duplicatesAbsorbed: number;
  /** Deliveries to a process that found another had been there before. */
  readonly fencedWrites: number;
}

/** Adds up what the processes said in their logs about records heard before; a process killed later has told all the same. */
export const passedOver = async (logFolder: string): Promise<PassedOver> => {
  const sum = { duplicatesAbsorbed: 0, fencedWrites: 0 };
  for (const file of await readdir(logFolder)) {
    const lines = (await readFile(join(logFolder, file), 'utf8')).split('\n');
    for (const line of lines.filter((each) => each.includes('records heard before were passed over'))) {
      const { duplicates = 0, fenced = 0 } = JSON.parse(line) as { duplicates?: number; fenced?: number };
      sum.duplicatesAbsorbed += duplicates;
      sum.fencedWrites += fenced;
    }
  }
  return sum;
};
