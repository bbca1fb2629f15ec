import type { Prepared } from '@okuru/platform';
import type { PackagingDecision } from '../choose-packaging/packaging-decision.js';
import type { PackagingDemand } from '../choose-packaging/packaging-demand.js';
import { recorded } from '../choose-packaging/recorded-decision.js';
import { Decisions } from './decisions.store.js';

const AT = new Date('2026-02-02T03:04:05.678Z');
const decided = (sku: string) =>
  recorded({ items: [{ sku }] } as unknown as PackagingDemand, { sku } as unknown as PackagingDecision);
type Decided = ReturnType<typeof decided>;

/** What is sent to be written where these records and tables stand already: skus of the records, versions of tables. */
const sent = async (of: readonly Decided[], kept: readonly string[]): Promise<string[]> => {
  const written: string[] = [];
  const query = <Row>(sql: string | Prepared, parameters: readonly unknown[] = []): Promise<Row[]> => {
    const text = typeof sql === 'string' ? sql : sql.text;
    if (!text.includes('INSERT INTO')) return Promise.resolve(kept.map((name) => ({ name })) as Row[]);
    const [first] = parameters as [string];
    if (text.includes('INSERT INTO package_table_used')) written.push(first);
    else
      written.push(...(JSON.parse(first) as { record: { sku: string } }[]).map(({ record }) => record.sku));
    return Promise.resolve([]);
  };
  await new Decisions().keep({ query }, of, { version: 'packages-1', kinds: [] }, AT);
  return written;
};

describe('records of choices', () => {
  const [mug, book] = [decided('MUG'), decided('BOOK')];

  it('are sent once each, with the package table they were computed from', async () => {
    expect(await sent([mug, book, decided('MUG')], [])).toEqual(['MUG', 'BOOK', 'packages-1']);
  });

  it('are not sent again where they stand', async () => {
    expect(await sent([mug, book], [mug.decisionId])).toEqual(['BOOK', 'packages-1']);
    expect(await sent([mug, book], [mug.decisionId, 'packages-1'])).toEqual(['BOOK']);
    expect(await sent([mug], [mug.decisionId, 'packages-1'])).toEqual([]);
    expect(await sent([], [])).toEqual([]);
  });
});
