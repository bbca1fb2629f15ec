import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, AnswerLost, type ApiClient, type Call } from '../../api/api-client.js';
import type { Ledger } from '../../demo/ledger.js';
import type { LedgerFile } from './ledger-file.js';
import type { Wish } from './wishes.js';

const LOOK_EVERY_MS = 500;
/** What shipping has not answered until then is held against what is stored in the end. */
const ANSWERED_WITHIN_MS = 60_000;
/** Noes at the door: the order is on another way. */
const REFUSED_AT_THE_DOOR = new Set(['being-cancelled', 'already-cancelled']);

interface Shown {
  readonly amendment?: { readonly number: number; readonly state: string; readonly reason: string | null };
}

/** Asks for one wish after the other, each when the former is answered, and writes down what the shop says to each. */
export const amendInFlight = async (
  storefront: ApiClient,
  orderId: string,
  wishes: readonly Wish[],
  file: LedgerFile,
  ledger: Ledger,
): Promise<void> => {
  const path = `/v1/orders/${orderId}`;
  for (const wish of wishes) {
    await wait(wish.afterMs);
    const answer = await ask(storefront, `${path}/amendments`, wish, ledger);
    const number = (answer.body as Shown).amendment?.number;
    if (answer.status !== 202 || number === undefined) {
      const { code = '' } = answer.body as { readonly code?: string };
      if (answer.status !== 409 || !REFUSED_AT_THE_DOOR.has(code))
        ledger.surprises.push(`order ${orderId}: an amendment was answered ${answer.status} ${code}`);
      return;
    }
    const told = await answerTo(storefront, path, number);
    if (told === undefined) return;
    const { state, reason } = told;
    file.add({ kind: 'amended', at: new Date().toISOString(), orderId, amendment: number, state, reason });
  }
};

const ask = async (client: ApiClient, path: string, wish: Wish, ledger: Ledger): Promise<Answer> => {
  const call: Call = { json: wish.body, headers: { 'idempotency-key': wish.key } };
  if (wish.accident === 'at-once') {
    ledger.repeatedPosts++;
    const [first, second] = await Promise.all([
      client.insist('POST', path, call),
      client.insist('POST', path, call),
    ]);
    const [one, other] = [first, second].map(({ body }) => (body as Shown).amendment?.number);
    if (one !== other) ledger.surprises.push(`${path}: one key, two answers (${one}, ${other})`);
    return first;
  }
  if (wish.accident === 'lost') {
    ledger.lostAnswers++;
    try {
      await client.send('POST', path, { ...call, loseAnswer: true });
    } catch (fault) {
      if (!(fault instanceof AnswerLost)) throw fault;
    }
  }
  return client.insist('POST', path, call);
};

/** Looks until the order shows what became of it; undefined when that takes too long. */
const answerTo = async (
  client: ApiClient,
  path: string,
  number: number,
): Promise<{ readonly state: string; readonly reason: string | null } | undefined> => {
  const endsAt = Date.now() + ANSWERED_WITHIN_MS;
  while (Date.now() < endsAt) {
    const { amendment } = (await client.must([200], 'GET', path)).body as Shown;
    if (amendment?.number === number && amendment.state !== 'requested') return amendment;
    await wait(LOOK_EVERY_MS);
  }
  return undefined;
};
