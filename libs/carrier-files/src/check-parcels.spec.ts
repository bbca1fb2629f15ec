import { checkParcels } from './check-parcels.js';
import { carrierFile } from './carrier-file.js';
import { isHeld, unmappable } from './cp932.js';
import { LAYOUTS } from './layouts/index.js';
import { replacementFor } from './replacements.js';
import { aParcel, buyer, contract, SERVICE_OF } from './testing/a-parcel.js';
import { cutAt, widthOf } from './width.js';

const b2 = LAYOUTS[0]!;
const named = (name: string) => aParcel({ to: { ...buyer, name } });

/** What people are called and where they live, and what becomes of it; '=' stands as it is. */
const AWKWARD: readonly (readonly [written: string, becomes: string | undefined])[] = [
  ['髙﨑 花子', '='],
  ['①㈱まるいち', '='],
  ['㈲やまだ', '='],
  ['№5 ℡係', '='],
  ['彅 剛', '='],
  ['德永 眞', '='],
  ['濵邉 琢', '='],
  ['渡邊', '='],
  ['渡邉', '='],
  ['栁澤', '='],
  ['隆々軒〆', '='],
  ['Ⅷ世', '='],
  ['ｶﾀｶﾅ ﾊﾝｶｸ', '='],
  ['O’Brien', '='],
  ['Smith, John', '='],
  ['"ジョン"', '='],
  ['𠮷野 家', '吉野 家'],
  ['𠮟られ', '叱られ'],
  ['橋本 槗', '橋本 橋'],
  ['土屋 𡈽', '土屋 土'],
  ['𣘺爪', '橋爪'],
  ['辻\u{e0100}', '辻'],
  ['葛\u{e0101}城', '葛城'],
  ['神\ufe00社', '神社'],
  ['José', 'Jose'],
  ['Zoë', 'Zoe'],
  ['Müller', 'Muller'],
  ['か\u3099き', 'がき'],
  ['ゔぁいおりん', 'ヴぁいおりん'],
  ['中〜野', '中～野'],
  ['1−2−3', '1－2－3'],
  ['1—2', '1―2'],
  ['1‐2', '='],
  ['A·B', 'A・B'],
  ['山\u00a0田', '山 田'],
  ['花\u200b子', '花子'],
  ['はな♡', 'はな'],
  ['太郎😀', '太郎'],
  ['👨‍👩‍👧家', '家'],
  ['🇯🇵屋', '屋'],
  ['㍿北', '株式会社北'],
  ['㉑番館', '(21)番館'],
  ['㊿番館', '(50)番館'],
  ['¥屋', '￥屋'],
  ['黃 俊', '黄 俊'],
  ['靑木', '='],
  ['张 明', '張 明'],
  ['=SUM(A1)', '＝SUM(A1)'],
  ['@home', '＠home'],
  ['+山', '＋山'],
  ['-山', '－山'],
  ['\t=山', '＝山'],
  ['山\r\n田', '山 田'],
  ['김민수', undefined],
  ['สมชาย', undefined],
  ['Łukasz', undefined],
];

describe('awkward names', () => {
  it.each(AWKWARD)('%j', (written, becomes) => {
    const { rows, proposals, obstacles } = checkParcels(b2, [named(written)], contract);
    expect(obstacles).toEqual([]);
    const place = b2.columns.findIndex(({ name }) => name === 'お届け先名');
    if (becomes === '=') {
      expect(proposals).toEqual([]);
      expect(rows[0]![place]).toBe(written);
      return;
    }
    if (proposals.length === 0) {
      // Only a break of line is mended without asking.
      expect(rows[0]![place]).toBe(becomes);
      return;
    }
    expect(new Set(proposals.map((one) => one.becomes))).toEqual(new Set([becomes]));
    const answer = carrierFile(b2, [named(written)], contract);
    expect(answer).not.toHaveProperty('file');
  });

  it('are written once every replacement was accepted, and not before', () => {
    const parcel = named('𠮷野はな♡');
    const { proposals } = checkParcels(b2, [parcel], contract);
    const some = new Map(proposals.slice(1).map((one) => [one.character, one.replacement!]));
    expect(carrierFile(b2, [parcel], contract, some)).toMatchObject({ proposals: [{ character: '𠮷' }] });
    const all = new Map(proposals.map((one) => [one.character, one.replacement!]));
    expect(carrierFile(b2, [parcel], contract, all)).toHaveProperty('file');
  });

  it('a person may say what nobody else can', () => {
    const accepted = new Map(
      [...'김민수'].map((character, at) => [character, 'キムミンス'.slice(2 * at, 2 * at + 2)]),
    );
    expect(checkParcels(b2, [named('김민수')], contract, accepted).rows[0]).toContain('キムミンス');
  });
});

describe('the table of replacements', () => {
  const RANGES = { latin: [0x80, 0x24f], signs: [0x2000, 0x33ff], shapes: [0xf900, 0xfffd] } as const;
  it.each(Object.entries(RANGES))('proposes nothing that CP932 lacks itself: %s', (_name, [from, to]) => {
    const wrong: string[] = [];
    for (let code = from; code <= to; code += 1) {
      const by = replacementFor(String.fromCodePoint(code));
      if (by !== undefined && !isHeld(by)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('changes nothing that CP932 holds', () => {
    const held = '亜弌〒髙﨑①㈱ⅧヶヴＡa1ｱ、。';
    expect(unmappable(held)).toEqual([]);
  });
});

describe('lengths', () => {
  it('count a full-width character as two and half-width katakana as one', () => {
    expect(widthOf('髙aｱ')).toBe(4);
    expect(cutAt('あいう', 5)).toEqual({ head: 'あい', rest: 'う' });
    expect(cutAt('𠮷野', 2)).toEqual({ head: '𠮷', rest: '野' });
  });

  it.each([
    ['お届け先名', { name: 'あ'.repeat(17) }],
    ['お届け先住所（アパートマンション名）', { building: 'あ'.repeat(17) }],
    ['お届け先郵便番号', { postalCode: '' }],
    ['お届け先電話番号', { phone: '' }],
  ])('%s', (column, more) => {
    const parcel = aParcel({ to: { ...buyer, ...more } });
    expect(checkParcels(b2, [parcel], contract).obstacles.map((one) => one.column)).toEqual([column]);
  });

  it('an address of 40 full-width characters goes on before the building', () => {
    const parcel = aParcel({ to: { ...buyer, street: '町'.repeat(33), building: '寮' } });
    const { rows, obstacles } = checkParcels(b2, [parcel], contract);
    expect(obstacles).toEqual([]);
    expect(rows[0]!.slice(11, 13)).toEqual([`東京都千代田区${'町'.repeat(25)}`, `${'町'.repeat(8)}寮`]);
  });
});

describe('the file as a whole', () => {
  it('names a number that is there twice, and one that no carrier would take', () => {
    const twice = [aParcel(), aParcel(), aParcel({ controlNumber: 'p 1' })];
    expect(checkParcels(b2, twice, contract).obstacles).toMatchObject([
      { controlNumber: 'P-000000000001', obstacle: 'is there twice' },
      { controlNumber: 'p 1', obstacle: 'is not 1 to 16 of A-Z, 0-9 and -' },
    ]);
  });

  it('is not longer than the program takes', () => {
    const many = Array.from({ length: b2.rowsMax + 1 }, (_, at) => aParcel({ controlNumber: `P-${at}` }));
    expect(checkParcels(b2, many, contract).obstacles).toMatchObject([
      { obstacle: 'is row 1001; b2-cloud takes 1000 rows at once' },
    ]);
  });

  it.each(LAYOUTS.map((layout) => [layout.program, layout] as const))(
    '%s: an empty parcel is told everything that it lacks, together',
    (program, layout) => {
      const nobody = { name: '', postalCode: '', prefecture: '', city: '', street: '', phone: '' };
      const parcel = aParcel({ service: SERVICE_OF[program], to: nobody, from: nobody, goods: [] });
      const needed = layout.columns.filter((column) => column.needed).length;
      const { obstacles } = checkParcels(layout, [parcel], contract);
      expect(obstacles.length).toBeGreaterThan(8);
      expect(obstacles.length).toBeLessThanOrEqual(needed);
    },
  );
});
