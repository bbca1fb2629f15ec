import { readFile } from 'node:fs/promises';
import type { ApiClient } from '../api/api-client.js';
import { must } from './refused.js';
import { rehearsalLines, type ShownRehearsal } from './rehearsal-lines.js';

/** Asks what would become of the order in a file, and says it in lines; nothing is ordered. Throws with field and mend when it is refused. */
export const rehearse = async (shop: ApiClient, file: string): Promise<string[]> => {
  const answer = await shop.send('POST', '/v1/orders?rehearse=true', { json: await orderIn(file) });
  return rehearsalLines(must<ShownRehearsal>(answer, 200));
};

const orderIn = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (fault) {
    throw new Error(
      `${file} is no JSON: ${(fault as Error).message}. Write one order as POST /v1/orders takes it.`,
      {
        cause: fault,
      },
    );
  }
};
