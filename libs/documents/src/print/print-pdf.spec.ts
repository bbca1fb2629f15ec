import { PRINTABLES, printPdf } from '../index.js';
import { A4 } from '../page/paper.js';
import { PAGES_MAX, Press } from '../page/press.js';
import { render } from '../testing/rendered.js';

const printableOf = (name: string) => PRINTABLES.find((each) => each.name === name)!;
const packingSlip = printableOf('packing-slip');
const label = printableOf('label');
const createdAt = new Date('2026-01-15T03:04:05Z');
const slip = packingSlip.example as { lines: object[] } & Record<string, object>;

describe('printing', () => {
  it('makes the same bytes of the same data and date', async () => {
    const all = () => PRINTABLES.map(({ of, example }) => of(example));
    const [once, again] = [await printPdf(all(), { createdAt }), await printPdf(all(), { createdAt })];
    expect(once.pdf.equals(again.pdf)).toBe(true);
    const later = await printPdf(all(), { createdAt: new Date('2026-01-16T00:00:00Z') });
    expect(later.pdf.equals(once.pdf)).toBe(false);
  });

  it('prints hundreds into one file and tells after each how far it is', async () => {
    const PARCELS = 40;
    const SHELVES = 220;
    const shelfLabel = printableOf('shelf-label');
    const documents = [
      ...Array.from({ length: PARCELS }, (_, at) => [
        packingSlip.of({ ...slip, orderNumber: `A-${at}` }),
        label.of({ ...(label.example as object), orderNumber: `A-${at}` }),
      ]).flat(),
      ...Array.from({ length: SHELVES }, (_, at) => shelfLabel.of({ shelf: `A-${at}` })),
    ];
    const told: string[] = [];
    const { pdf, pages } = await printPdf(documents, {
      createdAt,
      onProgress: (done, of) => told.push(`${done}/${of}`),
    });
    expect([pages, told.length, told[0], told.at(-1)]).toEqual([300, 300, '1/300', '300/300']);
    const texts = (await render(pdf, 10)).map((page) => page.text);
    expect([texts[0], texts[1], texts[299]]).toEqual([
      expect.stringContaining('納品書'),
      expect.stringContaining('A-0'),
      expect.stringContaining('A-219'),
    ]);
  });

  it('goes on on further pages that say which they are, with the titles of the table again', async () => {
    const lines = Array.from({ length: 90 }, (_, at) => ({
      ...slip.lines[0],
      sku: `SKU-${at}`,
      name: `商品 ${at} 号`,
    }));
    const { pdf } = await printPdf([packingSlip.of({ ...slip, lines }), packingSlip.of(slip)], { createdAt });
    const texts = (await render(pdf, 20)).map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(3);
    const [first, ...others] = texts.slice(0, -1);
    expect(first).toContain(`1 / ${texts.length - 1}`);
    for (const [at, text] of others.entries()) expect(text).toContain(`${at + 2} / ${texts.length - 1}`);
    for (const text of texts) expect(text).toContain('商品名');
    expect(lines.filter(({ sku }) => !texts.some((text) => text.includes(sku)))).toEqual([]);
    expect(texts.at(-1)).not.toMatch(/\d \/ \d+$/);
  });

  it('shrinks what is long until all of it stands on the label', async () => {
    const long = {
      ...(label.example as { to: object }),
      to: {
        name: '寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末',
        company: '株式会社' + '日本橋本石町第三営業部物流企画推進室'.repeat(2),
        postcode: '604-8006',
        address:
          '京都府京都市中京区河原町通三条上る恵比須町' + '寺町通御池下る下本能寺前町'.repeat(3) + '427-1',
        building: 'グランドメゾン御池セントラルタワーレジデンス・ノースウィング 2804号室',
      },
    };
    const { pdf, remarks } = await printPdf([label.of(long)], { createdAt });
    const [page] = await render(pdf, 72);
    const text = page?.text.replaceAll(/\s/g, '') ?? '';
    expect(remarks).toEqual([]);
    for (const part of Object.values(long.to)) expect(text).toContain(part.replaceAll(/\s/g, ''));
  });

  it.each(PRINTABLES.map((printable) => [printable.name, printable] as const))(
    'prints every field of the %s in full or says which it cut, however long a text the field takes',
    async (name, { of, example }) => {
      const long = stretched(example, UNPRINTED[name] ?? [], (data) => {
        of(data);
      });
      const { pdf, remarks } = await printPdf([of(long)], { createdAt });
      const text = (await render(pdf, 36))
        .map((page) => page.text)
        .join('')
        .replaceAll(/\s/g, '');
      const cut = remarks.map((remark) => remark.text);
      const isTold = (part: string): boolean => cut.some((whole) => whole.includes(part));
      const lost = stringsIn(long).filter(
        (part) => part.startsWith(MARK) && !text.includes(part) && !isTold(part),
      );
      expect(lost).toEqual([]);
      expect(cut.map((whole) => whole.slice(0, 4))).toEqual(CUT_AT_THEIR_LONGEST[name] ?? []);
    },
  );

  it('tells which letters it had to replace and which text it had to cut, and in which document', async () => {
    const odd = { ...(label.example as object), goods: '🎂 ケーキ' };
    const { pdf, remarks } = await printPdf([label.of(label.example), label.of(odd)], { createdAt });
    expect(remarks).toEqual([{ document: 1, kind: 'replaced', text: '🎂' }]);
    expect((await render(pdf, 72))[1]?.text).toContain('〓 ケーキ');
    const itemLabel = printableOf('item-label');
    const name = '株'.repeat(200);
    const cut = await printPdf([itemLabel.of({ ...(itemLabel.example as object), name })], { createdAt });
    expect(cut.remarks).toEqual([{ document: 0, kind: 'cut', text: name }]);
  });

  it.each([
    ['a field that is missing', { ...slip, orderNumber: undefined }, /^orderNumber: /],
    ['a field that does not exist', { ...slip, colour: 'red' }, /colour/],
    ['a number no scanner can type', { ...slip, orderNumber: '注文1' }, /^orderNumber: .*scanned/],
    [
      'a price that is not there',
      { ...slip, lines: [{ sku: 'A', name: 'B', quantity: 1 }] },
      /^lines: .*unitPriceYen/,
    ],
    ['half a unit', { ...slip, lines: [{ ...slip.lines[0], quantity: 0.5 }] }, /^lines\.0\.quantity: /],
  ])('refuses %s and names it', (_what, data, message) => {
    expect(() => packingSlip.of(data)).toThrow(message);
  });

  it('refuses bars for which there is no room instead of printing some that nobody can read', async () => {
    const itemLabel = printableOf('item-label');
    const data = { ...(itemLabel.example as object), code: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghij' };
    await expect(printPdf([itemLabel.of(data)], { createdAt })).rejects.toThrow(/too long for the 48 mm/);
  });

  it('refuses nothing, and more than fits in memory', async () => {
    await expect(printPdf([], { createdAt })).rejects.toThrow('nothing to print');
    const one = label.of(label.example);
    await expect(
      printPdf(
        Array.from({ length: 2_001 }, () => one),
        { createdAt },
      ),
    ).rejects.toThrow(/at most 2000/);
    const press = new Press('pages', createdAt);
    for (let page = 0; page < PAGES_MAX; page += 1) press.page(A4);
    expect(() => press.page(A4)).toThrow(/more than 5000 pages/);
  });
});

/** Letters fill a field; its number tells which one it is. */
const MARK = '株';
const LONGEST = [1000, 600, 300, 200, 160, 120, 100, 80, 60, 40, 32, 24, 20];
/** 200 letters of a name and 64 of a sku have no room on 50 × 30 mm. */
const CUT_AT_THEIR_LONGEST: Readonly<Record<string, readonly string[]>> = {
  'item-label': ['株1社社', '株2社社'],
};
/** What a document may be given and does not show. */
const UNPRINTED: Readonly<Record<string, readonly string[]>> = {
  'packing-slip': ['to.phone'],
  label: ['from.email'],
};

/** The data with each text as long as `accepts` lets it be. */
const stretched = (
  data: unknown,
  unprinted: readonly string[],
  accepts: (data: unknown) => void,
): unknown => {
  const whole: unknown = structuredClone(data);
  let fields = 0;
  const isAccepted = (): boolean => {
    try {
      accepts(whole);
      return true;
    } catch {
      return false;
    }
  };
  const stretch = (holder: Record<string, unknown>, path: string): void => {
    for (const [key, value] of Object.entries(holder)) {
      if (typeof value === 'object' && value !== null)
        stretch(value as Record<string, unknown>, `${path}${key}.`);
      if (typeof value !== 'string' || unprinted.includes(`${path}${key}`)) continue;
      fields += 1;
      const fits = LONGEST.some((length) => {
        holder[key] = `${MARK}${fields}`.padEnd(length, '社');
        return isAccepted();
      });
      if (!fits) holder[key] = value;
    }
  };
  stretch(whole as Record<string, unknown>, '');
  return whole;
};

const stringsIn = (data: unknown): string[] =>
  typeof data === 'string'
    ? [data]
    : typeof data === 'object' && data !== null
      ? Object.values(data).flatMap(stringsIn)
      : [];
