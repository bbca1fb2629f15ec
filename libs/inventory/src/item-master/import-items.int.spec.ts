import type { EventData } from '@okuru/contracts';
import iconv from 'iconv-lite';
import { openWarehouse, type Warehouse } from '../testing/warehouse.js';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(() => warehouse.clear());

const importItems = (...lines: string[]) => warehouse.importItems.import(Buffer.from(lines.join('\n')));
const stated = async () =>
  (
    await warehouse.query<{ data: EventData<'item.changed'> }>(
      `SELECT data FROM event WHERE type = 'item.changed' ORDER BY key, aggregate_version`,
    )
  ).map((row) => row.data);
const barcodes = () => warehouse.query('SELECT barcode, sku FROM item_barcode ORDER BY barcode');

describe('an import of items', () => {
  it('states every item whole, with the version of the catalogue', async () => {
    const file = iconv.encode(
      'sku,name_ja,barcodes,length_mm,width_mm,height_mm\nT-1,髙﨑①の湯のみ,4901234567894,1,2,3\nT-2,皿\n',
      'cp932',
    );
    expect(await warehouse.importItems.import(file)).toEqual({
      accepted: 2,
      unchanged: 0,
      catalogueVersion: 1,
    });
    expect(await stated()).toEqual([
      expect.objectContaining({
        sku: 'T-1',
        itemVersion: 1,
        catalogueVersion: 1,
        names: { ja: '髙﨑①の湯のみ', en: '' },
        barcodes: ['4901234567894'],
        size: { lengthMm: 1, widthMm: 2, heightMm: 3 },
      }),
      expect.objectContaining({ sku: 'T-2', itemVersion: 1, catalogueVersion: 1, barcodes: [], size: null }),
    ]);
  });

  it('gives a new version to what changed only', async () => {
    await importItems('sku,name_ja,barcodes', 'A,あ,OWN-1|OWN-2', 'B,い,', 'C,う,');
    expect(await importItems('sku,name_ja,barcodes', 'A,あ,OWN-1', 'B,い,', 'D,え,')).toEqual({
      accepted: 2,
      unchanged: 1,
      catalogueVersion: 2,
    });
    const versions = (await stated()).map(({ sku, itemVersion, catalogueVersion }) => [
      sku,
      itemVersion,
      catalogueVersion,
    ]);
    expect(versions).toEqual([
      ['A', 1, 1],
      ['A', 2, 2],
      ['B', 1, 1],
      ['C', 1, 1],
      ['D', 1, 2],
    ]);
    expect(await barcodes()).toEqual([{ barcode: 'OWN-1', sku: 'A' }]);
  });

  it('repeated changes nothing and states nothing', async () => {
    await importItems('sku,name_ja', 'A,あ');
    expect(await importItems('sku,name_ja', 'A,あ')).toEqual({
      accepted: 0,
      unchanged: 1,
      catalogueVersion: 1,
    });
    expect(await stated()).toHaveLength(1);
  });

  it('takes nothing of a file with a faulty row', async () => {
    await expect(importItems('sku,name_ja,weight_g', 'A,あ,1', 'B,い,heavy')).rejects.toMatchObject({
      status: 422,
      code: 'faulty-rows',
      options: {
        detail: '1 row must be mended; nothing was taken.',
        errors: [
          {
            path: 'rows[3].weight_g',
            message: 'Row 3, weight_g: "heavy" is no whole number from 1 to 1000000',
            mend: 'Write digits only, half-width, without commas, units or decimals.',
          },
        ],
      },
    });
    expect(await stated()).toEqual([]);
  });

  it('moves a barcode between two items it names, and takes none from an item it does not', async () => {
    await importItems('sku,name_ja,barcodes', 'A,あ,OWN-1', 'B,い,OWN-2');
    await importItems('sku,name_ja,barcodes', 'A,あ,OWN-2', 'B,い,OWN-1');
    expect(await barcodes()).toEqual([
      { barcode: 'OWN-1', sku: 'B' },
      { barcode: 'OWN-2', sku: 'A' },
    ]);
    await expect(importItems('sku,name_ja,barcodes', 'C,う,OWN-1')).rejects.toMatchObject({
      options: {
        errors: [
          { path: 'rows[2].barcodes', message: expect.stringContaining('"OWN-1" already belongs to B') },
        ],
      },
    });
  });

  it('gives catalogue versions one after the other when imports come together', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => importItems('sku,name_ja', 'A,あ', `B-${n},い${n}`)),
    );
    expect(outcomes.map((outcome) => outcome.catalogueVersion).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('takes a catalogue of 5,000 items', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => `SKU-${n},品${n},OWN-${n}`);
    expect(await importItems('sku,name_ja,barcodes', ...rows)).toMatchObject({ accepted: 5_000 });
    expect(await warehouse.query('SELECT count(*)::int AS rows FROM stock')).toEqual([{ rows: 5_000 }]);
  });
});

describe('putting one item', () => {
  const item = {
    sku: 'A',
    names: { ja: 'あ', en: '' },
    barcodes: ['OWN-1'],
    size: null,
    weightGrams: null,
    valueYen: 0,
    temperature: 'ambient' as const,
    handling: {
      fragile: false,
      keepUpright: false,
      doNotStack: false,
      liquid: false,
      battery: false,
      loadOnTopGramsMax: null,
    },
    shelf: null,
    lookAlikeGroup: null,
    countable: false,
  };

  it('enters it, changes it, and leaves it alone when nothing differs', async () => {
    expect(await warehouse.putItem.put(item)).toEqual({ ...item, itemVersion: 1, catalogueVersion: 1 });
    const heavier = { ...item, weightGrams: 350 };
    expect(await warehouse.putItem.put(heavier)).toEqual({ ...heavier, itemVersion: 2, catalogueVersion: 2 });
    expect(await warehouse.putItem.put(heavier)).toEqual({ ...heavier, itemVersion: 2, catalogueVersion: 2 });
    expect(await stated()).toHaveLength(2);
  });

  it('keeps what packing may do with it, and takes it back when it is no longer stated', async () => {
    const shirt = {
      ...item,
      handling: {
        ...item.handling,
        flatOnly: true,
        foldedSize: { lengthMm: 200, widthMm: 150, heightMm: 60 },
        compressesToPercent: 50,
        shipsInOwnBox: true,
      },
    };
    expect(await warehouse.putItem.put(shirt)).toEqual({ ...shirt, itemVersion: 1, catalogueVersion: 1 });
    expect(await warehouse.putItem.put(shirt)).toMatchObject({ itemVersion: 1 });
    expect(await warehouse.putItem.put(item)).toEqual({ ...item, itemVersion: 2, catalogueVersion: 2 });
  });

  it('cannot be asked to lie flat and to stand', async () => {
    const bottle = {
      ...item,
      size: { lengthMm: 60, widthMm: 60, heightMm: 180 },
      handling: { ...item.handling, liquid: true, flatOnly: true },
    };
    await expect(async () => warehouse.putItem.put(bottle)).rejects.toMatchObject({
      status: 422,
      options: { errors: [{ path: 'handling.flatOnly' }] },
    });
  });

  it('cannot take a barcode from another item', async () => {
    await warehouse.putItem.put(item);
    await expect(
      warehouse.putItem.put({ ...item, sku: 'B', barcodes: ['OWN-9', 'OWN-1'] }),
    ).rejects.toMatchObject({
      status: 409,
      code: 'barcode-taken',
      options: { errors: [{ path: 'barcodes[1]', message: '"OWN-1" belongs to A' }] },
    });
  });

  it.each(['', ' A', 'A\u200b', 'A\u0000', 'x'.repeat(65)])('needs a proper code: %j', async (sku) => {
    await expect(async () => warehouse.putItem.put({ ...item, sku })).rejects.toMatchObject({ status: 422 });
  });
});
