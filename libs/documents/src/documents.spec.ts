import {
  PRACTICE_CARTONS,
  PRACTICE_GOODS,
  PRACTICE_PARCELS,
  PRACTICE_PLACES,
  PRACTICE_WAYBILLS,
  readScan,
} from '@okuru/scan-engine';
import { PRINTABLES, printPdf } from './index.js';
import { barcodesOn, type RenderedPage, render } from './testing/rendered.js';

const createdAt = new Date('2026-01-15T03:04:05Z');
const WAYBILL = 'Code128 123456789013';
const PARCEL = 'QRCode ^P:01930f3e-7a00-7000-8000-0000000000a1';
const BADGE = '^B:0123456789ABCDEFGHJKMNPQRS';

/** What a reader must find on each, and a scanner: all of it, and nothing else. */
const EXPECTED: Readonly<Record<string, { texts: readonly string[]; codes: readonly string[] }>> = {
  'picking-list': {
    texts: ['A-01-2', 'マグカップ 白', '1番×2', 'ロット L2601', '期限 2026/07/31', '3品目 19点'],
    codes: ['Code128 ^O:A-10234', 'Code128 ^O:A-10235', 'Code128 ^O:A-10237'],
  },
  'packing-slip': {
    texts: [
      '納品書',
      '髙﨑 𠮷子 様',
      '㈱渡邉製作所',
      '時計台前ハイツ①号館',
      '¥11,290',
      '鉄瓶',
      '3品目 6点',
      '同梱物: サンクスカード',
    ],
    codes: ['Code128 ^O:A-10234', PARCEL],
  },
  label: {
    texts: [
      '〒060-0001',
      '髙﨑 𠮷子 様',
      'ワレモノ',
      '天地無用',
      '代引 ¥13,860',
      '78 cm / 2,350 g',
      '1234-5678-9013',
    ],
    codes: [WAYBILL, PARCEL],
  },
  'qualified-invoice': {
    // ¥7,750 × 10/110 and ¥3,540 × 8/108, each rounded down once.
    texts: [
      '適格請求書',
      '登録番号 T1234567890123',
      '㈱渡邉製作所 御中',
      '2026年1月15日',
      '¥11,290',
      '¥704',
      '¥262',
      '※',
    ],
    codes: [],
  },
  'plain-invoice': { texts: ['請求書', '¥11,290', '¥7,750', '¥3,540', '※'], codes: [] },
  receipt: {
    texts: [
      '領 収 書',
      '㈱渡邉製作所 御中',
      '¥69,540',
      '食器・珈琲豆代として',
      '¥6,000',
      '収入印紙',
      '¥200',
      'T1234567890123',
    ],
    codes: [],
  },
  'return-invoice': {
    texts: ['適格返還請求書', 'T1234567890123', '2026年1月22日', '2026年1月15日', '¥14,020', '¥1,167', '¥87'],
    codes: [],
  },
  manifest: { texts: ['ヤマト運輸 御中', '合計 4個', '宅急便 2個', '123456789046', '受取り'], codes: [] },
  'command-sheet': {
    texts: [
      '次へ',
      'ひとつ戻す',
      '確認した',
      '欠品',
      '破損',
      '箱を追加',
      '印刷',
      '保留',
      '使い方',
      'キーと操作コードの一覧を開く',
      '交代',
      '250 × 200 × 140 mm',
    ],
    codes: [
      'ACK',
      'BOX',
      'CARTON-BAG-A4',
      'CARTON-S60',
      'CARTON-S80',
      'DAMAGE',
      'HELP',
      'HOLD',
      'LOGOUT',
      'NEXT',
      'PRINT',
      'SHORT',
      'UNDO',
    ].map((command) => `Code128 ^C:${command}`),
  },
  badge: { texts: ['髙橋 ①郎', '倉庫', 'おくる商店'], codes: [`Code128 ${BADGE}`, `QRCode ${BADGE}`] },
  'shelf-label': { texts: ['A-01-2', '湯呑み'], codes: ['Code128 ^L:A-01-2'] },
  'item-label': { texts: ['有田焼', 'PLATE-ARITA-7', 'OK-000117'], codes: ['Code128 OK-000117'] },
  'practice-sheet': {
    texts: ['練習コード表', 'おくる商店', 'マグカップ 白', 'Mug blue', '練習急便のカゴ', '送り状 5'],
    codes: [PRACTICE_GOODS, PRACTICE_CARTONS, PRACTICE_PLACES, PRACTICE_WAYBILLS, PRACTICE_PARCELS]
      .flatMap((things) => Object.values(things).map(({ code }) => `Code128 ${code}`))
      .sort(),
  },
};
const SMALL_MM = 100;
/** As office printers and label printers print. */
const dotsPerInch = ({ widthMm }: { widthMm: number }): number => (widthMm < SMALL_MM ? 300 : 200);

it('every document is looked at here', () => {
  expect(PRINTABLES.map(({ name }) => name)).toEqual(Object.keys(EXPECTED));
});

describe.each(PRINTABLES.map((printable) => [printable.name, printable] as const))(
  '%s',
  (name, printable) => {
    let pages: RenderedPage[];
    let codes: string[];

    beforeAll(async () => {
      const { pdf, remarks, pages: count } = await printPdf([printable.of(printable.example)], { createdAt });
      pages = await render(pdf, dotsPerInch(printable.paper));
      codes = [];
      for (const page of pages) codes.push(...(await barcodesOn(page)));
      expect([remarks, pages.length]).toEqual([[], count]);
    });

    it('says what it must, and with it every letter', () => {
      const text = pages.map((page) => page.text).join('\n');
      expect(EXPECTED[name]?.texts.filter((part) => !flat(text).includes(flat(part)))).toEqual([]);
      expect(text).not.toContain('〓');
    });

    it('has bars that a scanner reads off its picture', () => {
      expect(codes.sort()).toEqual(EXPECTED[name]?.codes);
    });

    it('has the size of its paper, and no ink at the edges where printers cannot print', () => {
      const { widthMm, heightMm } = printable.paper;
      for (const page of pages) {
        expect([Math.abs(page.widthMm - widthMm) < 0.1, Math.abs(page.heightMm - heightMm) < 0.1]).toEqual([
          true,
          true,
        ]);
        if (!EDGE_TO_EDGE.includes(name)) expect(inkAtTheEdge(page)).toBe(0);
      }
    });
  },
);

/** A rule or a band runs over the whole label on purpose. */
const EDGE_TO_EDGE = ['label', 'badge'];
const EDGE_PARTS = 100;

const inkAtTheEdge = ({ grey, width, height }: RenderedPage): number => {
  const edge = Math.floor(width / EDGE_PARTS);
  const rows = Array.from({ length: height }, (_, row) => grey.subarray(row * width, (row + 1) * width));
  const parts = rows.flatMap((row, at) =>
    at < edge || at >= height - edge ? [row] : [row.subarray(0, edge), row.subarray(width - edge)],
  );
  return parts.filter((part) => part.some((dot) => dot < WHITE)).length;
};

const WHITE = 250;

/** PDFium ends lines where a text goes on in the next. */
const flat = (text: string): string => text.replaceAll(/\s/g, '');

describe('every code', () => {
  it.each([
    ['command-sheet', ['command']],
    ['picking-list', ['order']],
    ['packing-slip', ['order', 'parcel']],
    ['label', ['waybill', 'parcel']],
    ['shelf-label', ['shelf']],
    ['badge', ['badge']],
    ['item-label', ['text']],
  ])('of the %s is what the scan engine takes it for', (name, kinds) => {
    const codes = EXPECTED[name]?.codes.map((code) => code.replace(/^\w+ /, '')) ?? [];
    const scans = codes.map((code) => readScan(code, { thisYear: 2026 }).kind);
    expect(new Set(scans)).toEqual(new Set(kinds));
  });
});

describe('a set', () => {
  const printed = async (name: string, line: object) => {
    const printable = PRINTABLES.find((each) => each.name === name)!;
    const example = printable.example as { lines: object[] };
    const lines = [{ ...example.lines[0], ...line }];
    const { pdf } = await printPdf([printable.of({ ...example, lines })], { createdAt });
    return flat((await render(pdf, 72)).map((page) => page.text).join(''));
  };
  const set = { name: 'お茶のセット', quantity: 2, unitPriceYen: 2_999 };
  const parts = [
    { name: '湯呑み', quantity: 4 },
    { name: '煎茶', quantity: 2 },
  ];
  const withSku = parts.map((part, nth) => ({ ...part, sku: `P-${nth}` }));

  it('stands on a packing slip once, at its price, with its parts beneath, and is counted by them', async () => {
    const text = await printed('packing-slip', { ...set, parts: withSku });
    expect(text).toMatch(/お茶のセット.*2¥2,999¥5,998・湯呑み.*4・煎茶.*2商品計¥5,998/);
    expect(text).toContain('1品目6点');
  });

  it('of which only some parts are in the parcel says so, and not how many sets', async () => {
    const some = { ...set, parts: withSku.slice(0, 1), incomplete: true };
    expect(await printed('packing-slip', some)).toMatch(/お茶のセット\(一部\)MUG-WHITE¥2,999/);
  });

  it.each(['plain-invoice', 'qualified-invoice'])('stands once on a %s', async (name) => {
    expect(await printed(name, { ...set, parts })).toMatch(/お茶のセット2¥2,99910%¥5,998・湯呑み4・煎茶2/);
  });
});

describe('an unregistered shop', () => {
  it('prints neither a registration number nor a word that promises one', async () => {
    for (const name of ['plain-invoice', 'receipt']) {
      const printable = PRINTABLES.find((each) => each.name === name);
      const { registrationNumber: _, ...example } = printable?.example as { registrationNumber?: string };
      const { pdf } = await printPdf([printable!.of(example)], { createdAt });
      const [page] = await render(pdf, 72);
      expect(page?.text).not.toMatch(/適格|登録番号|T\d{13}|消費税額|税込/);
    }
  });
});
