import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';

const KEY_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BUYER_ID = /^[0-9a-f]{64}$/i;

/** A line each: the id of a key, or of a buyer. Throws with the number of the first line that is neither. */
export const readErased = async (path: string): Promise<string[]> => {
  const text = await readFile(path, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    throw new Error(`--erased: ${path} cannot be read (${fault.code}): name another file.`, { cause: fault });
  });
  const lines = text.split(/\r?\n/).map((line) => line.trim().toLowerCase());
  lines.forEach((line, nth) => {
    if (line !== '' && !KEY_ID.test(line) && !BUYER_ID.test(line))
      throw new Error(
        `--erased: ${path}, line ${nth + 1} is neither the id of a key (a UUID) nor of a buyer (64 hexadecimal digits).`,
      );
  });
  return lines.filter((line) => line !== '');
};

/** Erases again whoever was erased after the backup; remembered as every erasure is. Answers how many keys went. */
export const eraseAgain = async (client: Client, erased: readonly string[]): Promise<number> => {
  const { rowCount } = await client.query(
    `WITH gone AS (
       DELETE FROM okuru_key_ring.person_key
       WHERE key_id::text = ANY ($1::text[]) OR subject = ANY ($1::text[]) OR key_id IN (SELECT key_id FROM okuru_key_ring.erasure)
       RETURNING key_id
     ), remembered AS (
       INSERT INTO okuru_key_ring.erasure (key_id) SELECT key_id FROM gone ON CONFLICT DO NOTHING
     )
     SELECT FROM gone`,
    [erased],
  );
  return rowCount ?? 0;
};
