import { randomUUID } from 'node:crypto';
import { anOrder, openWarehouse, type Warehouse } from '../testing/warehouse.js';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(() => warehouse.clear());

const HEAD = 'sku,name_ja,length_mm,width_mm,height_mm,weight_g,shelf';
const enter = (...rows: string[]) => warehouse.importItems.import(Buffer.from([HEAD, ...rows].join('\n')));
const weighed = (sku: string, weightGrams: number) => ({
  sku,
  weightGrams,
  parcelId: randomUUID(),
  units: 1,
});
const weights = async () =>
  Object.fromEntries(
    (
      await warehouse.query<{ sku: string; grams: number | null }>(
        'SELECT sku, weight_grams AS grams FROM item ORDER BY sku',
      )
    ).map(({ sku, grams }) => [sku, grams]),
  );
const versions = async (sku: string) =>
  (
    await warehouse.query<{ version: number; grams: number | null }>(
      `SELECT (data->>'itemVersion')::int AS version, (data->>'weightGrams')::int AS grams
       FROM event WHERE type = 'item.changed' AND key = $1 ORDER BY aggregate_version`,
      [`item:${sku}`],
    )
  ).map(({ version, grams }) => [version, grams]);

describe('a weight learned at the scales', () => {
  it('is entered where nobody knew one, and the item is stated anew', async () => {
    await enter('CUP,カップ,80,80,90,,', 'POT,急須,,,,900,');
    await warehouse.weighed(weighed('CUP', 310), weighed('POT', 950));
    expect(await weights()).toEqual({ CUP: 310, POT: 900 });
    expect(await versions('CUP')).toEqual([
      [1, null],
      [2, 310],
    ]);
    expect(await versions('POT')).toEqual([[1, 900]]);
  });

  it('changes nothing when it is heard again, and the first of two weights stays', async () => {
    await enter('CUP,カップ,80,80,90,,');
    const fact = weighed('CUP', 310);
    await warehouse.weighed(fact);
    await warehouse.weighed(fact, weighed('CUP', 320));
    expect(await versions('CUP')).toEqual([
      [1, null],
      [2, 310],
    ]);
  });

  it('two at once enter one weight', async () => {
    await enter('CUP,カップ,80,80,90,,');
    await Promise.all([warehouse.weighed(weighed('CUP', 310)), warehouse.weighed(weighed('CUP', 320))]);
    expect(await versions('CUP')).toHaveLength(2);
  });

  it('of an item that is gone, or beyond what the master holds, is passed over', async () => {
    await enter('CUP,カップ,80,80,90,,');
    await warehouse.weighed(weighed('GONE', 310), weighed('CUP', 1_000_001));
    expect(await weights()).toEqual({ CUP: null });
  });
});

describe('what is to be measured', () => {
  it('is every item without a size or weight, with what is missing and who waits for it', async () => {
    await enter('A,あ,1,2,3,4,', 'B,い,1,2,3,,S-1', 'C,う,,,,4,', 'D,え,,,,,');
    await warehouse.receive({ B: 3, D: 1 });
    await warehouse.place(anOrder({ B: 2 }));
    expect(await warehouse.unmeasured(10)).toEqual([
      { sku: 'B', name: 'い', shelf: 'S-1', missing: ['weight'], onHand: 3, wanted: 2 },
      { sku: 'C', name: 'う', shelf: null, missing: ['size'], onHand: 0, wanted: 0 },
      { sku: 'D', name: 'え', shelf: null, missing: ['size', 'weight'], onHand: 1, wanted: 0 },
    ]);
    expect((await warehouse.unmeasured(1, 'B')).map(({ sku }) => sku)).toEqual(['C']);
  });
});
