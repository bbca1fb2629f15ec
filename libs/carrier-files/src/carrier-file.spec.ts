import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { carrierFile } from './carrier-file.js';
import { LAYOUTS } from './layouts/index.js';
import type { Layout } from './layouts/layout.js';
import { aParcel, contract, SERVICE_OF } from './testing/a-parcel.js';

const FOLDER = path.resolve(import.meta.dirname, '../../../../shared/data/carrier-csv');
const PUBLISHED: readonly (readonly [Layout['program'], string, number])[] = [
  ['b2-cloud', 'yamato-b2-cloud-first42.csv', 95],
  ['e-hiden-3', 'sagawa-ehiden3.csv', 74],
  ['yu-pri-r', 'japanpost-yuprir.csv', 72],
];
const layoutOf = (program: Layout['program']): Layout => LAYOUTS.find((one) => one.program === program)!;

const fileOf = (program: Layout['program'], more = {}): Buffer => {
  const answer = carrierFile(
    layoutOf(program),
    [aParcel({ service: SERVICE_OF[program], ...more })],
    contract,
  );
  if (!('file' in answer)) throw new Error(JSON.stringify(answer));
  return answer.file;
};
/** What the carrier's program would read: its cells by the names of the columns, the empty ones left out. */
const readBack = (program: Layout['program'], more = {}): Record<string, string> => {
  const records: string[][] = parse(iconv.decode(fileOf(program, more), 'cp932'));
  const { columns, hasHeader } = layoutOf(program);
  const cells = records[hasHeader ? 1 : 0]!;
  expect(cells).toHaveLength(columns.length);
  return Object.fromEntries(columns.map(({ name }, at) => [name, cells[at]!]).filter(([, cell]) => cell));
};

describe.each(PUBLISHED)('%s', (program, published, columns) => {
  it(`has ${columns} columns, and with a header the first line names them`, () => {
    const layout = layoutOf(program);
    expect(layout.columns).toHaveLength(columns);
    const [first] = parse(iconv.decode(fileOf(program), 'cp932')) as string[][];
    if (layout.hasHeader) expect(first).toEqual(layout.columns.map(({ name }) => name));
    else expect(first).not.toContain(layout.columns[0]!.name);
  });

  (existsSync(FOLDER) ? it : it.skip)('names its columns as the published table does', () => {
    const rows: string[][] = parse(readFileSync(path.join(FOLDER, published)), { from_line: 2 });
    expect(
      layoutOf(program)
        .columns.slice(0, rows.length)
        .map(({ name }) => name),
    ).toEqual(rows.map(([, name]) => name));
  });

  it('ends every line with CRLF and is CP932 without a mark', () => {
    const bytes = fileOf(program);
    expect(bytes.subarray(0, 3)).not.toEqual(Buffer.from('\uFEFF'));
    const text = iconv.decode(bytes, 'cp932');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(iconv.encode(text, 'cp932')).toEqual(bytes);
  });

  it('gives the same bytes for the same parcels', () => {
    expect(fileOf(program)).toEqual(fileOf(program));
  });
});

describe('golden rows', () => {
  it('B2 Cloud', () => {
    expect(readBack('b2-cloud')).toEqual({
      お客様管理番号: 'P-000000000001',
      送り状種類: '0',
      クール区分: '0',
      出荷予定日: '2026/11/26',
      'お届け予定（指定）日': '2026/11/28',
      配達時間帯: '1820',
      お届け先電話番号: '090-1234-5678',
      お届け先郵便番号: '100-0001',
      お届け先住所: '東京都千代田区千代田1-1',
      'お届け先住所（アパートマンション名）': '①号館 203',
      お届け先名: '髙﨑 花子',
      お届け先名略称カナ: 'ﾀｶｻｷ ﾊﾅｺ',
      ご依頼主電話番号: '092-123-4567',
      ご依頼主郵便番号: '810-0001',
      ご依頼主住所: '福岡県福岡市中央区天神1-2-3',
      ご依頼主名: 'おくる商店㈱',
      品名１: '湯呑み',
      品名２: 'お茶',
      荷扱い１: 'ワレ物注意',
      発行枚数: '1',
      ご請求先顧客コード: '092123456700',
      運賃管理番号: '01',
    });
  });

  it('B2 Cloud, cash collected and chilled', () => {
    expect(
      readBack('b2-cloud', {
        temperature: 'chilled',
        cashOnDelivery: { amountYen: 3_300, taxYen: 300 },
        care: ['this-side-up', 'fragile', 'do-not-stack'],
      }),
    ).toMatchObject({
      送り状種類: '2',
      クール区分: '2',
      'コレクト代金引換額（税込）': '3300',
      コレクト内消費税額等: '300',
      荷扱い１: 'ワレ物注意',
      荷扱い２: '天地無用',
    });
  });

  it('e-Hiden III', () => {
    expect(readBack('e-hiden-3', { cashOnDelivery: { amountYen: 3_300, taxYen: 300 } })).toEqual({
      お届け先電話番号: '090-1234-5678',
      お届け先郵便番号: '100-0001',
      お届け先住所１: '東京都千代田区千代田1-1',
      お届け先住所２: '①号館 203',
      お届け先名称１: '髙﨑 花子',
      お客様管理番号: 'P-000000000001',
      お客様コード: '092123456700',
      ご依頼主電話番号: '092-123-4567',
      ご依頼主郵便番号: '810-0001',
      ご依頼主住所１: '福岡県福岡市中央区天神1-2-3',
      ご依頼主名称１: 'おくる商店㈱',
      荷姿: '001',
      品名１: '湯呑み',
      品名２: 'お茶',
      出荷個数: '1',
      スピード指定: '000',
      クール便指定: '001',
      配達日: '2026/11/28',
      配達指定時間帯: '18',
      代引金額: '3300',
      消費税: '300',
      決済種別: '0',
      指定シール１: '007',
      指定シール２: '011',
      元着区分: '1',
      出荷日: '2026/11/26',
    });
  });

  it('Yu-Pri R, where the flags of the item master have a place of their own', () => {
    expect(
      readBack('yu-pri-r', { care: ['fragile', 'this-side-up', 'do-not-stack', 'bottles', 'raw-food'] }),
    ).toEqual({
      商品: '0',
      '着払/代引': '0',
      作成数: '1',
      お届け先のお名前: '髙﨑 花子',
      お届け先の敬称: '様',
      'お名前（カナ）': 'ﾀｶｻｷ ﾊﾅｺ',
      郵便番号: '100-0001',
      都道府県: '東京都',
      市区町村郡: '千代田区',
      丁目番地号: '千代田1-1',
      建物: '①号館 203',
      電話番号: '090-1234-5678',
      ご依頼主名: 'おくる商店㈱',
      ご依頼主郵便番号: '810-0001',
      ご依頼主都道府県: '福岡県',
      ご依頼主市区町村: '福岡市中央区',
      ご依頼主丁番地: '天神1-2-3',
      ご依頼主電話番号: '092-123-4567',
      品名: '湯呑み',
      個数: '1',
      発送予定日: '20261126',
      保冷: '0',
      こわれもの: '1',
      なまもの: '1',
      ビン類: '1',
      逆さま厳禁: '1',
      下積み厳禁: '1',
      配達希望日: '20261128',
      配達希望時間帯: '55',
      摘要: 'P-000000000001',
      サイズ: '60',
    });
  });
});

describe('what may not stand together', () => {
  const obstaclesOf = (program: Layout['program'], more: object) => {
    const answer = carrierFile(
      layoutOf(program),
      [aParcel({ service: SERVICE_OF[program], ...more })],
      contract,
    );
    return 'file' in answer ? [] : answer.obstacles.map(({ column, obstacle }) => `${column}: ${obstacle}`);
  };
  it.each([
    [
      'b2-cloud',
      { service: 'nekopos', timeSlot: undefined, cashOnDelivery: { amountYen: 1, taxYen: 0 } },
      '送り状種類: the carrier has no slip type for nekopos',
    ],
    ['b2-cloud', { service: 'nekopos' }, '配達時間帯: Nekopos takes no time slot'],
    ['b2-cloud', { timeSlot: '12-14' }, '配達時間帯: the carrier has no time slot 12-14'],
    [
      'b2-cloud',
      { temperature: 'frozen', pieces: 2 },
      'クール区分: cool parcels are not sent as several pieces under one number',
    ],
    [
      'b2-cloud',
      { service: 'compact', cashOnDelivery: { amountYen: 30_001, taxYen: 0 } },
      'コレクト代金引換額（税込）: Compact Collect takes 30000 yen at most',
    ],
    [
      'b2-cloud',
      { cashOnDelivery: { amountYen: 300_001, taxYen: 0 } },
      'コレクト代金引換額（税込）: more than 300000 yen is not collected',
    ],
    [
      'e-hiden-3',
      { pieces: 2, cashOnDelivery: { amountYen: 1, taxYen: 0 } },
      '出荷個数: cash is not collected for several pieces under one number',
    ],
    ['yu-pri-r', { timeSlot: '19-21' }, '配達希望時間帯: the carrier has no time slot 19-21'],
    [
      'yu-pri-r',
      { service: 'yu-packet', timeSlot: undefined, cashOnDelivery: { amountYen: 1, taxYen: 0 } },
      '着払/代引: Yu-Packet collects no cash',
    ],
  ] as const)('%s: %j', (program, more, told) => expect(obstaclesOf(program, more)).toEqual([told]));

  it('takes one of the seals for day and slot, never both', () => {
    expect(readBack('e-hiden-3', { timeSlot: undefined })).toMatchObject({ 指定シール１: '005' });
    expect(readBack('e-hiden-3')).toMatchObject({ 指定シール１: '007' });
  });
});
