import { ItemFacts } from '@okuru/contracts';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { CSV_ROWS_MAX } from '@okuru/platform';
import { ITEM_COLUMNS } from './item-row.js';
import { readItemFile } from './read-item-file.js';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const cp932 = (text: string) => iconv.encode(text, 'cp932');
const faultsOf = (file: Buffer) =>
  readItemFile(file).faults.map(({ row, column, message, mend }) => {
    expect(mend).toMatch(/\.$/);
    return `${row} ${column}: ${message}`;
  });

describe('an item file', () => {
  it('needs no more than code and name', () => {
    expect(readItemFile(utf8('sku,name_ja\nMUG,マグカップ\n'))).toEqual({
      faults: [],
      items: [
        {
          row: 2,
          draft: {
            sku: 'MUG',
            names: { ja: 'マグカップ', en: '' },
            barcodes: [],
            size: null,
            weightGrams: null,
            valueYen: 0,
            temperature: 'ambient',
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
          },
        },
      ],
    });
  });

  it('may state everything, in any order of columns', () => {
    const file =
      'countable,look_alike_group,shelf,load_on_top_g,battery,liquid,do_not_stack,keep_upright,fragile,temperature,value_yen,weight_g,height_mm,width_mm,length_mm,barcodes,name_en,name_ja,sku\r\n' +
      'yes,mug,A-01-2,500,0,true,no,TRUE,1,冷蔵,1500,350,100,90,120,4900000000016|OWN-1,"Mug, white",マグ,MUG\r\n';
    const { items, faults } = readItemFile(utf8(file));
    expect(faults).toEqual([]);
    expect(items[0]?.draft).toEqual({
      sku: 'MUG',
      names: { ja: 'マグ', en: 'Mug, white' },
      barcodes: ['4900000000016', 'OWN-1'],
      size: { lengthMm: 120, widthMm: 90, heightMm: 100 },
      weightGrams: 350,
      valueYen: 1500,
      temperature: 'chilled',
      handling: {
        fragile: true,
        keepUpright: true,
        doNotStack: false,
        liquid: true,
        battery: false,
        loadOnTopGramsMax: 500,
      },
      shelf: 'A-01-2',
      lookAlikeGroup: 'mug',
      countable: true,
    });
  });

  it('may say what packing may do with the item, and leaves out what it may not', () => {
    const head =
      'sku,name_ja,flat_only,folded_length_mm,folded_width_mm,folded_height_mm,compresses_to_percent,ships_in_own_box';
    const { items, faults } = readItemFile(
      utf8(`${head}\nSHIRT,シャツ,yes,200,150,60,50,1\nMUG,マグ,no,,,,,\n`),
    );
    expect(faults).toEqual([]);
    expect(items[0]?.draft.handling).toMatchObject({
      flatOnly: true,
      foldedSize: { lengthMm: 200, widthMm: 150, heightMm: 60 },
      compressesToPercent: 50,
      shipsInOwnBox: true,
    });
    expect(Object.keys(items[1]!.draft.handling)).toHaveLength(6);
  });

  it.each([
    ['UTF-8', utf8],
    ['UTF-8 with a byte order mark', (text: string) => utf8(`\uFEFF${text}`)],
    ['CP932', cp932],
  ])('is read as %s, with the characters that names need', (_name, encode) => {
    const { items, faults } = readItemFile(encode('sku,name_ja\nT-1,髙﨑①㈱の湯のみ～ｱｲｳ\n'));
    expect(faults).toEqual([]);
    expect(items[0]?.draft.names.ja).toBe('髙﨑①㈱の湯のみ～ｱｲｳ');
  });

  it('counts rows as a spreadsheet does, blank rows and broken lines included', () => {
    const file = 'sku,name_ja\n\n"MUG",マグ\n,,\nCUP,"two\nlines"\nPOT,\n';
    expect(faultsOf(utf8(file))).toEqual([
      '5 name_ja: holds a line break, a tab or another character that cannot be printed',
      '6 name_ja: is empty',
    ]);
    expect(readItemFile(utf8(file)).items.map((item) => item.row)).toEqual([3]);
  });
});

describe('faults of an item file', () => {
  const head =
    'sku,name_ja,name_en,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen,temperature,fragile';
  const rows = (...lines: string[]) => utf8([head, ...lines].join('\n'));
  const broken = Buffer.concat([utf8('sku,name_ja\nA,よい名前\nB,'), Buffer.from([0xe3, 0x81]), utf8('\n')]);

  it.each<[string, Buffer, string[]]>([
    ['nothing at all', utf8(''), ['1 sku: the column is missing', '1 name_ja: the column is missing']],
    ['no name column', utf8('sku\nA\n'), ['1 name_ja: the column is missing']],
    [
      'a column we do not know',
      utf8('sku,name_ja,colour\nA,あ,red\n'),
      ['1 colour: the column is not known'],
    ],
    ['a column twice', utf8('sku,name_ja,sku\nA,あ,B\n'), ['1 sku: the column stands twice']],
    ['a column without a name', utf8('sku,name_ja,\nA,あ,x\n'), ['1 column 3: the column has no name']],
    [
      'semicolons',
      utf8('sku;name_ja\nA;あ\n'),
      [
        '1 sku: the column is missing',
        '1 name_ja: the column is missing',
        '1 sku;name_ja: the column is not known',
      ],
    ],
    [
      'UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('sku,name_ja\n', 'utf16le')]),
      ['1 file: the file is saved as UTF-16 ("Unicode text")'],
    ],
    [
      'an open quote',
      utf8('sku,name_ja\nA,"あ\nB,い\n'),
      ['2 row: the quotes do not match (CSV_QUOTE_NOT_CLOSED)'],
    ],
    [
      'a quote in a text',
      utf8('sku,name_ja\nA,"あ"い\n'),
      ['2 row: the quotes do not match (CSV_INVALID_CLOSING_QUOTE)'],
    ],
    ['too many cells', utf8('sku,name_ja\nA,あ,い\n'), ['2 row: has 3 cells, the header has 2']],
    [
      'more rows than are taken at once',
      utf8(`sku,name_ja\n${'A,あ\n'.repeat(CSV_ROWS_MAX + 5)}`),
      [`${CSV_ROWS_MAX + 2} file: the file has more than ${CSV_ROWS_MAX} rows`],
    ],
    ['no code', rows(',あ'), ['2 sku: is empty or has a blank at its edge']],
    ['no name', rows('A,'), ['2 name_ja: is empty']],
    ['a code too long', rows(`${'x'.repeat(65)},あ`), ['2 sku: has 65 characters, at most 64 are kept']],
    ['an invisible character in the code', rows('A\u200B1,あ'), ['2 sku: holds an invisible character']],
    [
      'a name too long',
      rows(`A,${'あ'.repeat(201)}`),
      ['2 name_ja: has 201 characters, at most 200 are kept'],
    ],
    [
      'a control character',
      rows('A,あ\u0007い'),
      ['2 name_ja: holds a line break, a tab or another character that cannot be printed'],
    ],
    [
      'a character of somebody’s own',
      rows('A,\uE000'),
      ['2 name_ja: holds a line break, a tab or another character that cannot be printed'],
    ],
    ['a broken byte in UTF-8', broken, ['3 name_ja: holds a character that cannot be read']],
    [
      'a broken byte in CP932',
      Buffer.concat([cp932('sku,name_ja\nA,よい名前'), Buffer.from([0xfd]), utf8('\n')]),
      ['2 name_ja: holds a character that cannot be read'],
    ],
    [
      'a wrong check digit',
      rows('A,あ,,4901234567895'),
      ['2 barcodes: "4901234567895" has a wrong check digit: 5 instead of 4'],
    ],
    [
      'a barcode spoilt by a spreadsheet',
      rows('A,あ,,4.90123E+12'),
      ['2 barcodes: "4.90123E+12" is a number shortened by a spreadsheet'],
    ],
    ['a barcode twice in a row', rows('A,あ,,OWN-1|OWN-1'), ['2 barcodes: names a barcode twice']],
    [
      '21 barcodes',
      rows(`A,あ,,${Array.from({ length: 21 }, (_, n) => `OWN-${n}`).join('|')}`),
      ['2 barcodes: has 21 barcodes, at most 20 are kept'],
    ],
    [
      'a barcode of two items',
      rows('A,あ,,OWN-1', 'B,い,,OWN-1'),
      ['3 barcodes: "OWN-1" already belongs to A in row 2'],
    ],
    ['an item twice', rows('A,あ', 'B,い', 'A,う'), ['4 sku: "A" already stands in row 2']],
    [
      'half a folded size',
      utf8('sku,name_ja,folded_length_mm,folded_height_mm\nA,あ,120,\n'),
      [
        '2 folded_width_mm: is empty while another side is given',
        '2 folded_height_mm: is empty while another side is given',
      ],
    ],
    [
      'pressing to nothing',
      utf8('sku,name_ja,compresses_to_percent\nA,あ,0\n'),
      ['2 compresses_to_percent: "0" is no whole number from 1 to 99'],
    ],
    [
      'an item that must lie and stand',
      utf8(
        'sku,name_ja,length_mm,width_mm,height_mm,flat_only,liquid\nA,あ,60,60,180,1,1\nB,い,90,90,40,1,1\n',
      ),
      [
        '2 flat_only: cannot be asked of an item that must also stand upright on a side that is not its largest',
      ],
    ],
    ['half a size', rows('A,あ,,,120,,100'), ['2 width_mm: is empty while another side is given']],
    ['a side of nothing', rows('A,あ,,,0,90,100'), ['2 length_mm: "0" is no whole number from 1 to 10000']],
    [
      'centimetres with decimals',
      rows('A,あ,,,12.5,90,100'),
      ['2 length_mm: "12.5" is no whole number from 1 to 10000'],
    ],
    [
      'a unit in the cell',
      rows('A,あ,,,,,,350g'),
      ['2 weight_g: "350g" is no whole number from 1 to 1000000'],
    ],
    [
      'full-width digits',
      rows('A,あ,,,,,,３５０'),
      ['2 weight_g: "３５０" is no whole number from 1 to 1000000'],
    ],
    [
      'a thousands comma',
      rows('A,あ,,,,,,,"1,500"'),
      ['2 value_yen: "1,500" is no whole number from 0 to 999999999'],
    ],
    [
      'a price below zero',
      rows('A,あ,,,,,,,-1'),
      ['2 value_yen: "-1" is no whole number from 0 to 999999999'],
    ],
    ['a temperature of its own', rows('A,あ,,,,,,,,warm'), ['2 temperature: "warm" is not known']],
    ['neither yes nor no', rows('A,あ,,,,,,,,,maybe'), ['2 fragile: "maybe" is neither true nor false']],
    [
      'several faults in several rows',
      rows('A,,,1234567890', 'B,い', 'C,う,,,,,,x,y'),
      [
        '2 name_ja: is empty',
        '2 barcodes: "1234567890" has 10 digits; a JAN/EAN has 13 or 8, a UPC 12',
        '4 weight_g: "x" is no whole number from 1 to 1000000',
        '4 value_yen: "y" is no whole number from 0 to 999999999',
      ],
    ],
  ])('%s', (_what, file, expected) => expect(faultsOf(file)).toEqual(expected));
});

describe('the law of item files', () => {
  const cell = fc.oneof(
    { weight: 12, arbitrary: fc.constant('') },
    fc.constantFrom('', 'true', '1', 'A', '4900000000016', 'マグ', '12', '髙', '冷凍', '0', '99999999999'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const columns = [...ITEM_COLUMNS.required, ...ITEM_COLUMNS.optional];
  const anyRecord = fc
    .tuple(
      fc.constantFrom('A', 'B-1', 'あ', ''),
      fc.constantFrom('マグ', '髙'),
      fc.array(cell, { maxLength: columns.length - 2 }),
    )
    .map(([sku, name, rest]) => [sku, name, ...rest]);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it('whatever is taken can be stated as an event', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 5 }), (records) => {
        const file = [columns, ...records].map((record) => record.map(quoted).join(',')).join('\n');
        for (const { draft } of readItemFile(utf8(file)).items) {
          taken += 1;
          expect(ItemFacts.parse({ ...draft, itemVersion: 1 })).toEqual({ ...draft, itemVersion: 1 });
        }
      }),
      { numRuns: 1_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});
