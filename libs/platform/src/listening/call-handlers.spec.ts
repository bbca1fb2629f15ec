import type { Envelope } from '@okuru/contracts';
import { OpenTransaction } from '../database/open-transaction.js';
import type { Transaction } from '../database/transaction.js';
import { callHandlers } from './call-handlers.js';

const event = (nth: number, type: string, key: string): Envelope => ({
  id: `id-${nth}`,
  type,
  version: 1,
  source: 'shipping',
  key,
  time: '',
  aggregateVersion: nth,
  data: null,
});

/** What each fact says led to it. A fact of the test is named by its key. */
const causes = async (
  events: readonly Envelope[],
  handle: (given: Envelope[], state: (key: string, causedBy?: string) => void) => void,
): Promise<(string | undefined)[]> => {
  const named: (string | undefined)[] = [];
  const tx = new OpenTransaction({} as never, {} as never, ({ data, causedBy }, causeOf) => {
    named.push(causeOf(data as unknown as string, causedBy).causationId);
    return {} as never;
  });
  const state =
    ({ publish }: Pick<Transaction, 'publish'>) =>
    (key: string, causedBy?: string) =>
      publish.call(tx, { type: 'order.cancelled', data: key as never, ...(causedBy ? { causedBy } : {}) });
  const handler = {
    batch: true,
    together: {},
    handle: async (given: Envelope | Envelope[], inside: Transaction) => {
      await Promise.resolve();
      handle(given as Envelope[], state(inside));
    },
  };
  await callHandlers(new Map(events.map(({ type }) => [type, handler])), events, tx);
  return named;
};

describe('a fact stated by who hears several events of one key at once', () => {
  const delivery = [
    event(1, 'parcels.voided', 'a'),
    event(2, 'scan.blocked', 'a'),
    event(3, 'scan.blocked', 'b'),
  ];

  it('was led to by the event that it names', async () => {
    expect(await causes(delivery, (_, state) => (state('a', 'id-1'), state('a', 'id-2')))).toEqual([
      'id-1',
      'id-2',
    ]);
  });

  it('that names none was led to by the last event of its key', async () => {
    expect(await causes(delivery, (_, state) => (state('a'), state('b'), state('c')))).toEqual([
      'id-2',
      'id-3',
      undefined,
    ]);
  });

  it('is stated by one call for all of them', async () => {
    const calls: string[][] = [];
    await causes(delivery, (given) => void calls.push(given.map(({ id }) => id)));
    expect(calls).toEqual([['id-1', 'id-2', 'id-3']]);
  });
});
