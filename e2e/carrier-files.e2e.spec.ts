import { randomUUID } from 'node:crypto';
import { CARRIER_SERVICES, trackingNumber } from '@okuru/carriers';
import { LAYOUTS } from '@okuru/carrier-files';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { anOrder } from './support/an-order.js';
import { startShop, type TestShop } from './support/shop.js';

const SKU = 'FILE-CUP';
const UNITS = 100;
const GRAMS = 450;
/** 吉 with a long lower stroke and an emoji: no carrier's program holds them. */
const AWKWARD = '𠮷野 花子🌸';

const CONTRACT = {
  customerCode: '092123456700',
  freightNumber: '01',
  goodsWords: '雑貨',
  sender: {
    name: 'おくる商店㈱',
    postalCode: '810-0001',
    prefecture: '福岡県',
    city: '福岡市中央区',
    street: '天神1-2-3',
    phone: '092-123-4567',
  },
};

describe("a shop whose waybills a carrier's own program prints", () => {
  let shop: TestShop;
  let serial = 30_000_000_000;

  beforeAll(async () => {
    shop = await startShop();
    await shop.stock({ [SKU]: UNITS });
    const services = CARRIER_SERVICES.map(({ carrier, service }) => ({
      carrier,
      service,
      inUse: true,
      labelMode: 'before-check',
    }));
    expect((await shop.call('ops', 'PUT', '/v1/carrier-settings', { services })).status).toBe(200);
  });
  afterAll(() => shop.close());

  const shown = async (parcelId: string) =>
    (await shop.call('warehouse', 'GET', `/v1/parcels/${parcelId}`)).body;

  const parcelOf = async (reference: string, name = '山田 花子', more: object = {}) => {
    const shipTo = {
      name,
      postalCode: '100-0001',
      prefecture: 13,
      city: '千代田区',
      street: '千代田1-1',
      phone: '03-1234-5678',
    };
    const order = anOrder({ reference, sku: SKU, units: 1 }, { shipTo, ...more });
    const placed = await shop.call('storefront', 'POST', '/v1/orders', order, {
      'idempotency-key': reference,
    });
    expect(placed.status).toBe(201);
    const { orderId } = placed.body;
    const planned = await shop.until(
      () => shop.call('ops', 'GET', `/v1/orders/${orderId}`),
      ({ body }) => body.parcels?.length > 0,
    );
    return shown(planned.body.parcels[0].parcelId);
  };

  const lineOf = (quantity: number) => ({ sku: SKU, quantity, unitPrice: 1000, taxRate: 10 });

  const layoutOf = (carrier: string) => LAYOUTS.find((layout) => layout.carrier === carrier)!;

  const exported = (program: string, body: object) =>
    fetch(`${shop.url}/v1/carrier-files/${program}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.keys.warehouse}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  /** What the program exports once it has printed: our numbers with its own beside them. */
  const answerOf = (
    program: string,
    controlNumbers: readonly string[],
    waybills: readonly string[],
  ): string => {
    const { answer } = LAYOUTS.find((layout) => layout.program === program)!;
    const header = [answer.controlNumber[0], answer.trackingNumber[0]].map(String);
    return [header, ...controlNumbers.map((number, at) => [number, waybills[at]!])]
      .map((cells) => cells.join(','))
      .join('\r\n');
  };
  const waybill = (): string => trackingNumber((serial += 1));

  /** In the code page that the programs write. */
  const imported = async (program: string, csv: string) => {
    const answer = await fetch(`${shop.url}/v1/carrier-files/${program}/answers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.keys.warehouse}`, 'content-type': 'text/csv' },
      body: iconv.encode(csv, 'cp932'),
    });
    return { status: answer.status, body: (await answer.json()) as any };
  };

  it('is asked for its contract first', async () => {
    const { parcelId, carrier } = await parcelOf('no-contract');
    const { program } = layoutOf(carrier);
    const refused = await exported(program, { parcelIds: [parcelId] });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'contract-missing' });
    for (const layout of LAYOUTS)
      expect(
        (await shop.call('ops', 'PUT', `/v1/carrier-files/${layout.program}/contract`, CONTRACT)).status,
      ).toBe(200);
    expect((await shop.call('warehouse', 'GET', `/v1/carrier-files/${program}/contract`)).body).toEqual(
      CONTRACT,
    );
  });

  it('gets no file before every character was accepted, then one that its program takes, and packs by its answer', async () => {
    const plain = await parcelOf('plain');
    const awkward = await parcelOf('awkward', AWKWARD);
    const { program, columns } = layoutOf(plain.carrier);
    expect(awkward.carrier).toBe(plain.carrier);
    const parcelIds = [plain.parcelId, awkward.parcelId];

    const checked = (
      await shop.call('warehouse', 'POST', `/v1/carrier-files/${program}/check`, { parcelIds })
    ).body;
    expect(checked.obstacles).toEqual([]);
    const characters = checked.proposals.map(({ character }: { character: string }) => character);
    expect(new Set(characters)).toEqual(new Set(['𠮷', '🌸']));
    expect(checked.proposals[0]).toMatchObject({ parcelId: awkward.parcelId, replacement: '吉' });
    const refused = await exported(program, { parcelIds });
    expect(refused.status).toBe(409);
    expect(((await refused.json()) as any).proposals).toHaveLength(checked.proposals.length);
    expect((await shown(plain.parcelId)).labelAskedAt ?? null).toBeNull();

    const accepted = [
      { character: '𠮷', by: '吉' },
      { character: '🌸', by: '' },
    ];
    const answer = await exported(program, { parcelIds, accepted });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/text\/csv; ?charset=shift_jis/i);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const again = Buffer.from(await (await exported(program, { parcelIds, accepted })).arrayBuffer());
    expect(again.equals(bytes)).toBe(true);
    const text = iconv.decode(bytes, 'cp932');
    expect(text.endsWith('\r\n')).toBe(true);
    const [first, ...rest] = parse(text) as string[][];
    const rows = layoutOf(plain.carrier).hasHeader ? rest : [first!, ...rest];
    expect(rows.map(({ length }) => length)).toEqual([columns.length, columns.length]);
    expect(rows[1]).toContain('吉野 花子');
    expect(rows[0]).toContain('雑貨');
    const controlNumbers = rows.map((cells) => cells.find((cell) => cell.startsWith('OK-'))!);

    const waybills = [waybill(), waybill()];
    const csv = answerOf(program, controlNumbers, waybills);
    const taken = await imported(program, csv);
    expect(taken.body).toEqual({ recorded: 2, known: 0, voided: [], refused: [], passedOver: 0 });
    expect((await imported(program, csv)).body).toMatchObject({ recorded: 0, known: 2 });
    expect(await shown(awkward.parcelId)).toMatchObject({ trackingNumber: waybills[1] });
    expect(
      (await shop.call('warehouse', 'POST', `/v1/carrier-files/${program}/check`, { parcelIds })).body
        .obstacles,
    ).toHaveLength(2);

    const at = (step: string, body: object) =>
      shop.call('warehouse', 'POST', `/v1/parcels/${plain.parcelId}/${step}`, {
        opId: randomUUID(),
        ...body,
      });
    expect((await at('close', { waybill: waybills[1] })).body).toMatchObject({ reason: 'wrong-waybill' });
    expect((await at('scans', { barcode: SKU })).status).toBe(200);
    expect((await at('weight', { grams: GRAMS })).status).toBe(200);
    expect((await at('close', { waybill: waybills[0] })).status).toBe(200);
    const left = await shop.call('warehouse', 'POST', '/v1/hand-overs', {
      opId: randomUUID(),
      waybill: waybills[0],
    });
    expect(left.status).toBe(200);
  });

  it('sees which waybills it may not use: of orders cancelled meanwhile, of nobody, of another parcel', async () => {
    const cancelled = await parcelOf('cancelled');
    const kept = await parcelOf('kept');
    const { program, hasHeader } = layoutOf(kept.carrier);
    const parcelIds = [cancelled.parcelId, kept.parcelId];
    const answer = await exported(program, { parcelIds });
    expect(answer.status).toBe(200);
    const lines = parse(iconv.decode(Buffer.from(await answer.arrayBuffer()), 'cp932')) as string[][];
    const numbers = lines
      .slice(hasHeader ? 1 : 0)
      .map((cells) => cells.find((cell) => cell.startsWith('OK-'))!);
    await shop.call('ops', 'POST', `/v1/orders/${cancelled.orderId}/cancel`, {});
    await shop.until(
      () => shown(cancelled.parcelId),
      ({ status }) => status === 'voided',
    );
    const [ofCancelled, ofKept] = [waybill(), waybill()];
    const strange = 'OK-0000999999';
    const csv = answerOf(program, [...numbers, strange], [ofCancelled, ofKept, waybill()]);
    const { body } = await imported(program, csv);
    expect(body).toMatchObject({
      recorded: 2,
      voided: [{ parcelId: cancelled.parcelId, trackingNumber: ofCancelled }],
      refused: [{ parcelId: null, controlNumber: strange }],
    });
    const atCage = await shop.call('warehouse', 'POST', '/v1/hand-overs', {
      opId: randomUUID(),
      waybill: ofCancelled,
    });
    expect(atCage.body).toMatchObject({ reason: 'void-waybill' });

    const third = await parcelOf('third');
    const more = await exported(program, { parcelIds: [third.parcelId] });
    const row = (parse(iconv.decode(Buffer.from(await more.arrayBuffer()), 'cp932')) as string[][]).at(-1)!;
    const ofThird = row.find((cell) => cell.startsWith('OK-'))!;
    expect((await imported(program, answerOf(program, [ofThird], [ofKept]))).body).toMatchObject({
      recorded: 0,
      refused: [{ parcelId: third.parcelId, trackingNumber: ofKept }],
    });
    const reprinted = await shop.call('warehouse', 'POST', `/v1/parcels/${kept.parcelId}/label/reprint`, {
      opId: randomUUID(),
      reason: 'damaged-label',
    });
    expect(reprinted.status).toBe(200);
    expect((await imported(program, answerOf(program, [ofThird], [ofKept]))).body).toMatchObject({
      recorded: 0,
      refused: [{ parcelId: third.parcelId, trackingNumber: ofKept }],
    });
    expect((await shown(third.parcelId)).trackingNumber).toBeNull();
  });

  describe('with a parcel that was divided', () => {
    interface Box {
      readonly parcelId: string;
      readonly carrier: string;
    }
    const at = (parcelId: string, step: string, body: object = {}) =>
      shop.call('warehouse', 'POST', `/v1/parcels/${parcelId}/${step}`, { opId: randomUUID(), ...body });
    const boxesOf = async (orderId: string): Promise<Box[]> => {
      const { body } = await shop.call('ops', 'GET', `/v1/orders/${orderId}`);
      return Promise.all(body.parcels.map(({ parcelId }: Box) => shown(parcelId)));
    };
    /** One unit stays in the first box, the others go into further ones. */
    const divide = async ({ parcelId, orderId }: { parcelId: string; orderId: string }, boxes: number) => {
      expect((await at(parcelId, 'scans', { barcode: SKU })).status).toBe(200);
      expect((await at(parcelId, 'split')).status).toBe(200);
      await shop.until(
        () => boxesOf(orderId),
        ({ length }) => length === boxes,
      );
      return boxesOf(orderId);
    };
    /** The rows of each carrier's file for these boxes, by our number. */
    const rowsOf = async (boxes: readonly Box[]) => {
      const rows: { number: string; program: string; cell: (column: RegExp) => string }[] = [];
      for (const { program, carrier, columns, hasHeader } of LAYOUTS) {
        const parcelIds = boxes.filter((box) => box.carrier === carrier).map(({ parcelId }) => parcelId);
        if (parcelIds.length === 0) continue;
        const answer = await exported(program, { parcelIds });
        expect(answer.status).toBe(200);
        const lines = parse(iconv.decode(Buffer.from(await answer.arrayBuffer()), 'cp932')) as string[][];
        const own = lines.slice(hasHeader ? 1 : 0);
        expect(own).toHaveLength(parcelIds.length);
        for (const cells of own)
          rows.push({
            program,
            number: cells.find((cell) => cell.startsWith('OK-'))!,
            cell: (column) => cells[columns.findIndex(({ name }) => column.test(name))]!,
          });
      }
      return rows;
    };
    const printed = async (rows: Awaited<ReturnType<typeof rowsOf>>) => {
      for (const { program, number } of rows)
        expect((await imported(program, answerOf(program, [number], [waybill()]))).body).toMatchObject({
          recorded: 1,
        });
    };
    const waybillsOf = async (orderId: string) =>
      (await Promise.all((await boxesOf(orderId)).map(({ parcelId }) => shown(parcelId)))).map(
        ({ trackingNumber }) => trackingNumber as string | null,
      );

    it('each box has a row of its own, none twice and none lost, however often it is asked for', async () => {
      const parcel = await parcelOf('divided', '山田 花子', { lines: [lineOf(3)] });
      const boxes = await divide(parcel, 2);
      const rows = await rowsOf(boxes);
      expect(new Set(rows.map(({ number }) => number)).size).toBe(2);
      expect(rows.map(({ cell }) => cell(/^(出荷個数|発行枚数|個数)$/))).toEqual(['1', '1']);
      expect((await rowsOf(boxes)).map(({ number }) => number)).toEqual(rows.map(({ number }) => number));
      await printed(rows);
      const waybills = await waybillsOf(parcel.orderId);
      expect(new Set(waybills).size).toBe(2);
      expect(waybills).not.toContain(null);
    });

    it('a box whose waybill is printed already is in no further file; only the new one is', async () => {
      const parcel = await parcelOf('printed-first', '山田 花子', { lines: [lineOf(2)] });
      const [whole] = await rowsOf([parcel]);
      expect((await at(parcel.parcelId, 'scans', { barcode: SKU })).status).toBe(200);
      // Its number is on its way: a box is divided once it is known.
      expect(await at(parcel.parcelId, 'split')).toMatchObject({ body: { code: 'label-on-its-way' } });
      await printed([whole!]);
      const { trackingNumber } = await shown(parcel.parcelId);
      expect((await at(parcel.parcelId, 'split')).body).toMatchObject({ voidWaybill: null });
      await shop.until(
        () => boxesOf(parcel.orderId),
        ({ length }) => length === 2,
      );
      const boxes = await boxesOf(parcel.orderId);
      const second = boxes.find(({ parcelId }) => parcelId !== parcel.parcelId)!;
      const asked = { parcelIds: [parcel.parcelId] };
      const check = `/v1/carrier-files/${layoutOf(parcel.carrier).program}/check`;
      expect((await shop.call('warehouse', 'POST', check, asked)).body.obstacles).toHaveLength(1);
      const [row] = await rowsOf([second]);
      expect(row!.number).not.toBe(whole!.number);
      await printed([row!]);
      const waybills = await waybillsOf(parcel.orderId);
      expect(waybills).toContain(trackingNumber);
      expect(new Set(waybills).size).toBe(2);
    });

    it('the money of all of it is collected by all boxes together, under numbers that are not void', async () => {
      const cod = { lines: [lineOf(3)], payment: { method: 'cod' } };
      const parcel = await parcelOf('cash', '山田 花子', cod);
      const collects = /^(コレクト代金引換額|代引金額|代引引換金額|引換金額|商品代金)/;
      const [whole] = await rowsOf([parcel]);
      const totalYen = Number(whole!.cell(collects));
      expect(totalYen).toBeGreaterThan(0);
      await printed([whole!]);
      const before = (await shown(parcel.parcelId)).trackingNumber as string;
      const boxes = await divide(parcel, 2);
      const rows = await rowsOf(boxes);
      expect(rows.map(({ number }) => number)).not.toContain(whole!.number);
      expect(rows.reduce((sum, { cell }) => sum + Number(cell(collects)), 0)).toBe(totalYen);
      await printed(rows);
      const waybills = await waybillsOf(parcel.orderId);
      expect(new Set([...waybills, before]).size).toBe(3);
    });
  });

  it('is told of parcels that may not stand in the file, and of programs nobody knows', async () => {
    const parcel = await parcelOf('other');
    const other = LAYOUTS.find(({ carrier }) => carrier !== parcel.carrier)!;
    const asked = { parcelIds: [parcel.parcelId, randomUUID()] };
    const { obstacles } = (
      await shop.call('warehouse', 'POST', `/v1/carrier-files/${other.program}/check`, asked)
    ).body;
    expect(obstacles.map(({ obstacle }: { obstacle: string }) => obstacle)).toEqual([
      `goes by ${parcel.carrier}`,
      'is not there',
    ]);
    expect((await shop.call('warehouse', 'POST', '/v1/carrier-files/fax/check', asked)).status).toBe(404);
    const bad = await imported(other.program, 'a,b\r\n1,2');
    expect(bad.status).toBe(422);
  });
});
