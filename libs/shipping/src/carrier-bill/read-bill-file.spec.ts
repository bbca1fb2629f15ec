import iconv from 'iconv-lite';
import { BILL_LAYOUTS } from './bill-layouts.js';
import { readBillFile } from './read-bill-file.js';

const CLASSES = ['60', '80', '100', 'mailbox'];
const HEADER = 'tracking_number,size_class,weight_g,billed_yen,surcharge_yen,surcharge_kind,billed_on';
const GOOD = '1000-0000-0004,80サイズ,1500,700,550,離島,2026/11/5';

const read = (text: string, layout: keyof typeof BILL_LAYOUTS = 'okuru') =>
  readBillFile(Buffer.from(text), BILL_LAYOUTS[layout], CLASSES);

describe('a bill as CSV', () => {
  const expected = {
    ...{ row: 2, trackingNumber: '100000000004', classCode: '80', weightGrams: 1_500, billedYen: 700 },
    ...{ surchargeYen: 550, surchargeKind: 'remote', billedOn: '2026-11-05' },
  };

  it('reads hyphens, サイズ and both ways to write a day', () => {
    expect(read(`${HEADER}\n${GOOD}\n`)).toEqual({ rows: [expected], faults: [] });
  });

  it('reads CP932 and leaves other columns of a Japanese download alone', () => {
    const text = `請求先,お問い合わせ番号,サイズ,重量g,運賃,付加料金,付加料金区分,発送日,備考\r\n当店,100000000004,80,1500,700,550,中継,2026/11/05,①\r\n`;
    const file = iconv.encode(text, 'cp932');
    expect(readBillFile(file, BILL_LAYOUTS['okuru-ja'], CLASSES)).toEqual({ rows: [expected], faults: [] });
  });

  it('takes a bill that says nothing of weight and surcharges', () => {
    const { rows, faults } = read(
      'tracking_number,size_class,billed_yen,billed_on\n100000000004,60,600,2026-11-05',
    );
    expect(faults).toEqual([]);
    expect(rows[0]).toMatchObject({ weightGrams: null, surchargeYen: 0, surchargeKind: 'not-stated' });
  });

  it.each([
    ['no number', ',80,1500,700,0,,2026-11-05', 'tracking_number'],
    ['a number a spreadsheet has shortened', '1.00E+11,80,1500,700,0,,2026-11-05', 'tracking_number'],
    ['an unknown class', '100000000004,90,1500,700,0,,2026-11-05', 'size_class'],
    ['no class', '100000000004,,1500,700,0,,2026-11-05', 'size_class'],
    ['yen with a comma', '100000000004,80,1500,"1,700",0,,2026-11-05', 'billed_yen'],
    ['yen below 0', '100000000004,80,1500,-700,0,,2026-11-05', 'billed_yen'],
    ['no yen', '100000000004,80,1500,,0,,2026-11-05', 'billed_yen'],
    ['a surcharge in words', '100000000004,80,1500,700,free,,2026-11-05', 'surcharge_yen'],
    ['an unknown kind of surcharge', '100000000004,80,1500,700,10,moon,2026-11-05', 'surcharge_kind'],
    ['a weight of 0', '100000000004,80,0,700,0,,2026-11-05', 'weight_g'],
    ['a day that is none', '100000000004,80,1500,700,0,,2026-02-30', 'billed_on'],
    ['no day', '100000000004,80,1500,700,0,,', 'billed_on'],
    ['the same row twice', GOOD, 'tracking_number'],
  ])('refuses %s, naming row, column and mend', (_what, line, column) => {
    const { faults } = read(`${HEADER}\n${GOOD}\n${line}\n`);
    expect(faults).toEqual([
      { row: 3, column, message: expect.any(String), mend: expect.stringMatching(/.{8}/) },
    ]);
  });

  it.each([
    [
      'a column that is missing',
      'tracking_number,size_class,billed_on\n100000000004,80,2026-11-05',
      'billed_yen',
    ],
    ['a column nobody knows', `${HEADER},remarks\n${GOOD},x`, 'remarks'],
    ['an empty file', '', 'tracking_number'],
    ['a header alone', HEADER, 'file'],
    ['another encoding', '\uFEFF', 'file'],
  ])('refuses %s', (what, text, column) => {
    const bytes =
      what === 'another encoding' ? Buffer.from(`\uFEFF${HEADER}\n`, 'utf16le') : Buffer.from(text);
    const { rows, faults } = readBillFile(bytes, BILL_LAYOUTS.okuru, CLASSES);
    expect(rows).toEqual([]);
    expect(faults.map((fault) => fault.column)).toContain(column);
    expect(faults.every(({ mend }) => mend.length > 8)).toBe(true);
  });
});
