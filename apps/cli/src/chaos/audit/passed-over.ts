import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

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
    const one = await passedOverIn(logFolder, basename(file, '.log'));
    sum.duplicatesAbsorbed += one.duplicatesAbsorbed;
    sum.fencedWrites += one.fencedWrites;
  }
  return sum;
};

/** What one process said so far, by the name of its log. */
export const passedOverIn = async (logFolder: string, name: string): Promise<PassedOver> => {
  const lines = (await readFile(join(logFolder, `${name}.log`), 'utf8')).split('\n');
  const sum = { duplicatesAbsorbed: 0, fencedWrites: 0 };
  for (const line of lines.filter((each) => each.includes('records heard before were passed over'))) {
    const { duplicates = 0, fenced = 0 } = JSON.parse(line) as { duplicates?: number; fenced?: number };
    sum.duplicatesAbsorbed += duplicates;
    sum.fencedWrites += fenced;
  }
  return sum;
};
