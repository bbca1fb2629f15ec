import type { EventData } from '@okuru/contracts';
import { until } from '@okuru/platform/testing';
import { openWarehouse, someone, type Warehouse } from '../testing/warehouse.js';
import type { ItemDraft } from './item-draft.js';
import { toDraft } from './item.dto.js';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  await warehouse.clear();
  await warehouse.knows('MUG', 'TEA');
});

const aSet = (sku: string, parts: readonly [string, number][]): ItemDraft =>
  toDraft(sku, {
    names: { ja: sku },
    parts: parts.map(([part, quantity]) => ({ sku: part, quantity })),
  });
const put = async (draft: ItemDraft) => warehouse.putItem.put(draft);
const importItems = (...lines: string[]) => warehouse.importItems.import(Buffer.from(lines.join('\n')));
const faultsOf = async (doing: Promise<unknown>): Promise<string[]> => {
  const refusal: any = await doing.then(
    () => ({ options: { errors: [] } }),
    (fault: unknown) => fault,
  );
  return refusal.options.errors.map(({ path, message }: any) =>
    message.startsWith('Row') ? message : `${path}: ${message}`,
  );
};
const stated = async (sku: string) =>
  (
    await warehouse.query<{ data: EventData<'item.changed'> }>(
      `SELECT data FROM event WHERE type = 'item.changed' AND key = $1 ORDER BY aggregate_version`,
      [`item:${sku}`],
    )
  ).map(({ data }) => data.parts);

describe('a set in the item master', () => {
  it('is stated with its parts, once for each definition, and may become a plain item again', async () => {
    const parts = [
      { sku: 'MUG', quantity: 50 },
      { sku: 'TEA', quantity: 1 },
    ];
    const draft = aSet('SET', [
      ['MUG', 50],
      ['TEA', 1],
    ]);
    expect(await put(draft)).toMatchObject({ itemVersion: 1, parts });
    expect(await put(draft)).toMatchObject({ itemVersion: 1, parts });
    expect(await put(aSet('SET', [['TEA', 1]]))).toMatchObject({ itemVersion: 2 });
    expect(await put(toDraft('SET', { names: { ja: 'SET' } }))).not.toHaveProperty('parts');
    expect(await stated('SET')).toEqual([parts, [{ sku: 'TEA', quantity: 1 }], undefined]);
  });

  it('comes from a file, in any row, with parts of the same file', async () => {
    await importItems('sku,name_ja,parts', 'SET,セット,CUP:2| MUG:1', 'CUP,茶碗,');
    expect(await stated('SET')).toEqual([
      [
        { sku: 'CUP', quantity: 2 },
        { sku: 'MUG', quantity: 1 },
      ],
    ]);
  });

  it('is refused with a part that is unknown, a set, itself, or named twice', async () => {
    await put(aSet('SET', [['MUG', 1]]));
    expect(await faultsOf(put(aSet('A', [['NOBODY', 1]])))).toEqual([
      'parts[0].sku: "NOBODY" is not in the item master',
    ]);
    expect(
      await faultsOf(
        put(
          aSet('A', [
            ['MUG', 1],
            ['SET', 1],
          ]),
        ),
      ),
    ).toEqual(['parts[1].sku: "SET" is a set itself, and a set holds no sets']);
    expect(await faultsOf(put(aSet('A', [['A', 1]])))).toEqual(['parts[0].sku: is the set itself']);
    expect(
      await faultsOf(
        put(
          aSet('A', [
            ['MUG', 1],
            ['MUG', 2],
          ]),
        ),
      ),
    ).toEqual(['parts[1].sku: names a part twice']);
    expect(await faultsOf(importItems('sku,name_ja,parts', 'A,あ,B:1', 'B,い,A:1'))).toEqual([
      'Row 2, parts: "B" is a set itself, and a set holds no sets',
      'Row 3, parts: "A" is a set itself, and a set holds no sets',
    ]);
  });

  it('is refused where it is a part of another set, until that one lets it go', async () => {
    await put(aSet('SET', [['MUG', 1]]));
    expect(await faultsOf(put(aSet('MUG', [['TEA', 1]])))).toEqual([
      'parts: cannot be: MUG is a part of the set SET, and a set holds no sets',
    ]);
    await importItems('sku,name_ja,parts', 'SET,セット,TEA:1', 'MUG,マグ,TEA:1');
    expect(await stated('MUG')).toEqual([undefined, [{ sku: 'TEA', quantity: 1 }]]);
  });

  it('is refused where it has stock of its own', async () => {
    await warehouse.receive({ MUG: 3 });
    expect(await faultsOf(put(aSet('MUG', [['TEA', 1]])))).toEqual([
      'parts: cannot be: MUG has stock of its own or orders that wait for it (3 units), and a set has none',
    ]);
  });

  it('is never received, counted, corrected or imported, and nobody is asked to measure it', async () => {
    await put(aSet('SET', [['MUG', 2]]));
    const no = '"SET" is a set and has no stock of its own';
    const file = Buffer.from('sku,on_hand\nSET,1\n');
    const count = { sku: 'SET', counted: 1, lastMovement: null };
    expect(
      await Promise.all([
        faultsOf(warehouse.receiveStock.receive(someone, 'r', [{ sku: 'SET', quantity: 1 }])),
        faultsOf(warehouse.adjustStock.adjust(someone, 'a', { sku: 'SET', by: 1, reason: 'found' })),
        faultsOf(warehouse.countStock.count(someone, 'c', count)),
        faultsOf(warehouse.importStock.import(someone, 'i', file)),
      ]),
    ).toEqual([[`lines[0].sku: ${no}`], [`sku: ${no}`], [`sku: ${no}`], [`Row 2, sku: ${no}`]]);
    expect((await warehouse.unmeasured(10)).map(({ sku }) => sku)).not.toContain('SET');
    expect(await warehouse.query(`SELECT sku FROM stock WHERE sku = 'SET'`)).toEqual([]);
  });

  describe('while goods of it come in', () => {
    const becomeSet = () => faultsOf(put(aSet('MUG', [['TEA', 1]])));
    const comeIn = () =>
      faultsOf(warehouse.receiveStock.receive(someone, 'r', [{ sku: 'MUG', quantity: 3 }]));
    const waiting = async (sessions: number) =>
      until(async () => {
        const [row] = await warehouse.query<{ waiting: number }>(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return row?.waiting === sessions;
      });
    /** Both stand at the row of its stock, one behind the other, before the first goes on. */
    const oneBehindTheOther = async (first: () => Promise<string[]>, second: () => Promise<string[]>) => {
      const both: Promise<string[]>[] = [];
      await warehouse.unitOfWork.run(async (tx) => {
        await tx.query(`SELECT FROM stock WHERE sku = 'MUG' FOR UPDATE`);
        both.push(first());
        await waiting(1);
        both.push(second());
        await waiting(2);
      });
      return Promise.all(both);
    };

    it('is refused when they were first, and refuses them when it was', async () => {
      const inFirst = await oneBehindTheOther(comeIn, becomeSet);
      expect(inFirst).toEqual([[], [expect.stringContaining('(3 units)')]]);
      await warehouse.clear();
      await warehouse.knows('MUG', 'TEA');
      const setFirst = await oneBehindTheOther(becomeSet, comeIn);
      expect(setFirst).toEqual([[], [expect.stringContaining('"MUG" is a set')]]);
    });
  });

  it.each([
    ['MUG', '"MUG" is no part'],
    ['MUG:0', '"MUG:0" is no part'],
    ['MUG:100', '"MUG:100" is no part'],
    [':2', '":2" is no part'],
    ['SET:1', '"SET" is the set itself'],
    ['MUG:1|MUG:1', '"MUG" names a part twice'],
    [Array.from({ length: 21 }, (_, nth) => `P${nth}:1`).join('|'), 'has 21 parts'],
  ])('is not read from %s', async (cell, message) => {
    expect(await faultsOf(importItems('sku,name_ja,parts', `SET,セット,${cell}`))).toEqual([
      `Row 2, parts: ${message}`,
    ]);
  });
});
