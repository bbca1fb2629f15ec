import type { StoredAnswer } from '../parcel/parcel.store.js';
import { anItem } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';
import { type Issued, Waybills, type WaybillWanted } from '../waybill/waybills.js';

/** A carrier whose line may break before or after it has given a number. */
class BrokenLine extends Waybills {
  breaks: 'before' | 'after' | undefined;

  constructor(private readonly own: Waybills) {
    super();
  }

  override async issueAll(wanted: readonly WaybillWanted[]): Promise<ReadonlyMap<string, Issued>> {
    if (this.breaks === 'before') throw new Error('the line broke');
    const issued = await this.own.issueAll(wanted);
    if (this.breaks === 'after') throw new Error('the line broke');
    return issued;
  }

  override keep(): Promise<void> {
    return Promise.resolve();
  }
}

let shop: Shipping;
let carrier: BrokenLine;
beforeAll(async () => {
  shop = await openShipping({ waybills: (own) => (carrier = new BrokenLine(own)) });
});
beforeEach(() => {
  carrier.breaks = undefined;
});
afterAll(() => shop.end());

const numberIn = ({ body }: StoredAnswer) => (body as { trackingNumber: string }).trackingNumber;
const liveOf = async (parcelId: string) => (await shop.parcel(parcelId))?.trackingNumber;
const voidOf = async (parcelId: string) =>
  (
    await shop.query<{ number: string }>(
      'SELECT tracking_number AS number FROM void_waybill WHERE parcel_id = $1 ORDER BY voided_at, tracking_number',
      [parcelId],
    )
  ).map(({ number }) => number);
const reasonOf = ({ body }: StoredAnswer) => (body as { more?: { reason?: string } }).more?.reason;
const labelled = async () => {
  const planned = await shop.aPlannedParcel({ MUG: 1 });
  return { ...planned, first: await shop.pack(planned.parcelId) };
};

describe('a label printed again', () => {
  it('has another number; the earlier one stops at the table of any parcel and at the cage, the new one leaves', async () => {
    const { parcelId, first } = await labelled();
    const second = numberIn(await shop.reprint(parcelId, 'damaged-label'));
    expect(second).not.toBe(first);
    expect(
      await shop.query('SELECT tracking_number, reason FROM void_waybill WHERE parcel_id = $1', [parcelId]),
    ).toEqual([{ tracking_number: first, reason: 'damaged-label' }]);
    expect(reasonOf(await shop.close(parcelId, first))).toBe('void-waybill');
    const other = await labelled();
    expect(reasonOf(await shop.close(other.parcelId, first))).toBe('void-waybill');
    expect((await shop.close(parcelId, second)).status).toBe(200);
    const atTheCage = await shop.handOver(first);
    expect(reasonOf(atTheCage)).toBe('void-waybill');
    const [inARun] = await shop.packingRun.record('key-1', [
      { opId: 'run', parcelId, waybill: first, handOver: true },
    ]);
    expect(inARun).toMatchObject({ status: 409 });
    expect((await shop.handOver(second)).status).toBe(200);
    expect(reasonOf(await shop.handOver(first))).toBe('void-waybill');
  });

  it('repeated is the same label', async () => {
    const { parcelId, first } = await labelled();
    const answer = await shop.reprint(parcelId, 'printer-fault', 'op-again');
    expect(await shop.reprint(parcelId, 'printer-fault', 'op-again')).toEqual(answer);
    expect(await voidOf(parcelId)).toEqual([first]);
    expect(await liveOf(parcelId)).toBe(numberIn(answer));
  });

  it.each(['before', 'after'] as const)(
    'after a crash %s the carrier answered has one live number, whoever goes on first',
    async (breaks) => {
      const { parcelId, first } = await labelled();
      const opId = `op-crash-${breaks}`;
      carrier.breaks = breaks;
      await expect(shop.reprint(parcelId, 'damaged-label', opId)).rejects.toThrow('the line broke');
      expect(await liveOf(parcelId)).toBeNull();
      expect(reasonOf(await shop.handOver(first))).toBe('void-waybill');
      carrier.breaks = undefined;
      const label = numberIn(await shop.label(parcelId));
      expect(numberIn(await shop.reprint(parcelId, 'damaged-label', opId))).toBe(label);
      expect([await voidOf(parcelId), await liveOf(parcelId)]).toEqual([[first], label]);
    },
  );

  it('by twenty hands at once has one live number, and every other that was printed is void', async () => {
    const { parcelId, first } = await labelled();
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.reprint(parcelId)));
    const live = (await liveOf(parcelId))!;
    const gone = await voidOf(parcelId);
    expect(gone).toContain(first);
    expect(gone).not.toContain(live);
    const printed = answers.filter(({ status }) => status === 200).map(numberIn);
    expect(printed).toContain(live);
    expect(printed.filter((number) => number !== live && !gone.includes(number))).toEqual([]);
  });

  it('is refused where there is none, and where the parcel is closed', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    expect((await shop.reprint(parcelId)).body).toMatchObject({ code: 'label-missing' });
    const { parcelId: closed, first } = await labelled();
    await shop.close(closed, first);
    expect((await shop.reprint(closed)).body).toMatchObject({ code: 'already-closed' });
    expect((await shop.handOver(first)).status).toBe(200);
  });

  it('frees the service that may not carry the parcel any more', async () => {
    const size = { lengthMm: 150, widthMm: 100, heightMm: 5 };
    const card = (sku: string) => anItem(sku, { size, weightGrams: 20, valueYen: 500 });
    const { parcelId } = await shop.aPlannedParcel({ CARD: 1 }, {}, card);
    await shop.scan(parcelId, 'CARD');
    await shop.measuring.weigh(shop.act(parcelId), { grams: 40 });
    const first = numberIn(await shop.label(parcelId));
    const before = (await shop.parcel(parcelId))!;
    await shop.measuring.choosePackage(shop.act(parcelId), { packageCode: 'C120', reason: 'damaged' });
    expect(await shop.parcel(parcelId)).toMatchObject({ packageCode: 'C120', labelOutgrown: true });
    expect((await shop.close(parcelId, first)).body).toMatchObject({ code: 'label-says-another-service' });
    const second = numberIn(await shop.reprint(parcelId, 'another-service'));
    const now = (await shop.parcel(parcelId))!;
    expect(now).toMatchObject({ labelOutgrown: false, trackingNumber: second });
    expect(now.service).not.toBe(before.service);
    expect((await shop.close(parcelId, second)).status).toBe(200);
  });
});

describe('the database repeats it', () => {
  it('for whoever writes past the service', async () => {
    const { parcelId, first } = await labelled();
    const write = (number: string | null) =>
      shop.query('UPDATE parcel SET tracking_number = $2 WHERE parcel_id = $1', [parcelId, number]);
    await expect(write(null)).rejects.toThrow('has its waybill already');
    const second = numberIn(await shop.reprint(parcelId));
    await expect(write(null)).rejects.toThrow('has its waybill already');
    await expect(
      shop.query(
        `WITH gone AS (INSERT INTO void_waybill VALUES ($2, $1, 'damaged-label', now(), 'k', 'o') RETURNING 1)
         UPDATE parcel SET tracking_number = $3 WHERE parcel_id = $1 AND (SELECT count(*) FROM gone) = 1`,
        [parcelId, second, first],
      ),
    ).rejects.toThrow(`waybill ${first} is void`);
  });
});
