import { isTrackingNumber } from '@okuru/carriers';
import type { SealedShipTo } from '@okuru/contracts';
import { sealContext } from '@okuru/platform';
import { openShipping, type Shipping } from '../testing/shipping.js';
import { type Issued, Waybills, type WaybillWanted } from './waybills.js';

/** A carrier that can be told to fail, to be slow, or to let something happen first. */
class TroubledCarrier extends Waybills {
  asked = 0;
  before: (wanted: WaybillWanted) => Promise<void> = () => Promise.resolve();

  constructor(private readonly own: Waybills) {
    super();
  }

  override async issueAll(wanted: readonly WaybillWanted[]): Promise<ReadonlyMap<string, Issued>> {
    for (const each of wanted) {
      this.asked += 1;
      await this.before(each);
    }
    return this.own.issueAll(wanted);
  }

  override keep(): Promise<void> {
    return Promise.resolve();
  }
}

let shop: Shipping;
let carrier: TroubledCarrier;
beforeAll(async () => {
  shop = await openShipping({ waybills: (own) => (carrier = new TroubledCarrier(own)) });
  await shop.labelled('before-check');
});
beforeEach(() => {
  carrier.before = () => Promise.resolve();
});
afterAll(() => shop.end());

const numbers = async (parcelId: string) => (await shop.parcel(parcelId))?.trackingNumber;

describe('a label', () => {
  it('one waybill per parcel under twenty calls at once', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.label(parcelId)));
    const issued = new Set(answers.map(({ body }) => (body as { trackingNumber: string }).trackingNumber));
    expect(issued).toEqual(new Set([await numbers(parcelId)]));
    expect(isTrackingNumber([...issued][0]!)).toBe(true);
    expect(await shop.query('SELECT FROM simulated_waybill WHERE parcel_id = $1', [parcelId])).toHaveLength(
      1,
    );
  });

  it('another parcel gets another number', async () => {
    const [one, two] = [await shop.aPlannedParcel({ MUG: 1 }), await shop.aPlannedParcel({ MUG: 1 })];
    await shop.label(one.parcelId);
    await shop.label(two.parcelId);
    expect(await numbers(one.parcelId)).not.toBe(await numbers(two.parcelId));
  });

  it('a crash after the carrier answered is mended by asking again', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    let lost = '';
    carrier.before = async () => {
      const [row] = await shop.query<{ serial: string }>(
        'INSERT INTO simulated_waybill (parcel_id) VALUES ($1) RETURNING serial',
        [parcelId],
      );
      lost = row!.serial;
      throw new Error('the line broke');
    };
    await expect(shop.label(parcelId, 'op-crash')).rejects.toThrow('the line broke');
    expect(await numbers(parcelId)).toBeNull();
    // From the first asking on the service stays, so the number fits what the carrier was told.
    expect((await shop.measuring.weigh(shop.act(parcelId), { grams: 60_000 })).body).toMatchObject({
      code: 'label-says-another-service',
    });
    carrier.before = () => Promise.resolve();
    // The number is fetched and known all the same, but not printed while the service may not carry the parcel.
    expect((await shop.label(parcelId, 'op-crash')).body).toMatchObject({
      code: 'label-says-another-service',
    });
    expect(await numbers(parcelId)).toContain(lost);
    await shop.measuring.weigh(shop.act(parcelId), { grams: 600 });
    const { body } = await shop.label(parcelId);
    expect((body as { trackingNumber: string }).trackingNumber).toContain(lost);
  });

  it('a parcel voided while the carrier thinks gets no label, but its number is known as void', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    carrier.before = () => shop.cancelled(orderId);
    expect((await shop.label(parcelId)).body).toMatchObject({ code: 'parcel-voided' });
    const waybill = await numbers(parcelId);
    expect(waybill).not.toBeNull();
    expect((await shop.handOver(waybill!)).body).toMatchObject({ more: { reason: 'void-waybill' } });
  });

  it('asks the carrier once for one parcel in the ordinary case', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const before = carrier.asked;
    await shop.label(parcelId, 'op-label');
    await shop.label(parcelId, 'op-label');
    await shop.label(parcelId);
    expect(carrier.asked - before).toBe(1);
  });
});

describe('labels of a packing run', () => {
  const entry = (parcelId: string) => ({
    opId: `run-${parcelId}`,
    parcelId,
    scans: [{ barcode: 'MUG' }],
    label: true,
  });

  it('a crash after the carrier answered is mended by sending the run again, and nothing is scanned twice', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    carrier.before = () => Promise.reject(new Error('the line broke'));
    await expect(shop.packingRun.record('key-1', [entry(parcelId)])).rejects.toThrow('the line broke');
    expect(await shop.parcel(parcelId)).toMatchObject({ trackingNumber: null, lines: [{ scanned: 1 }] });
    carrier.before = () => Promise.resolve();
    const [answer] = await shop.packingRun.record('key-1', [entry(parcelId)]);
    expect(answer).toMatchObject({ status: 200, body: { trackingNumber: await numbers(parcelId) } });
    expect(await shop.parcel(parcelId)).toMatchObject({ lines: [{ scanned: 1 }] });
  });

  it('a parcel voided while the carrier thinks gets none, its number is known as void, its neighbour gets its own', async () => {
    const [one, other] = [await shop.aPlannedParcel({ MUG: 1 }), await shop.aPlannedParcel({ MUG: 1 })];
    carrier.before = ({ parcelId }) =>
      parcelId === one.parcelId ? shop.cancelled(one.orderId) : Promise.resolve();
    const answers = await shop.packingRun.record('key-1', [entry(one.parcelId), entry(other.parcelId)]);
    expect(answers).toMatchObject([
      { status: 409, body: { code: 'parcel-voided' } },
      { status: 200, body: { trackingNumber: await numbers(other.parcelId) } },
    ]);
    const waybill = await numbers(one.parcelId);
    expect((await shop.handOver(waybill!)).body).toMatchObject({ more: { reason: 'void-waybill' } });
  });
});

describe('the address on the label', () => {
  const buyer = 'b'.repeat(64);
  const person: SealedShipTo = {
    name: '髙﨑 花子',
    postalCode: '100-0001',
    prefecture: '東京都',
    city: '千代田区',
    street: '千代田1-1',
    building: '①号館',
    phone: '0312345678',
  };

  const addressed = async () => {
    const keyId = (await shop.keyRing.keysFor([buyer])).get(buyer)!;
    const orderId = crypto.randomUUID();
    const [shipTo] = await shop.keyRing.sealMany([
      { keyId, context: sealContext('order.confirmed', orderId), plain: person },
    ]);
    return shop.aPlannedParcel(
      { MUG: 1 },
      { orderId, shipTo: shipTo!, delivery: { mode: 'any', slot: '14-16', unattendedPlace: '玄関前' } },
    );
  };

  it('is opened for printing, again on a repeat, and kept nowhere', async () => {
    const { parcelId } = await addressed();
    const first = await shop.label(parcelId, 'op-print');
    expect(first.body).toMatchObject({
      shipTo: {
        ...person,
        lines: ['〒100-0001', '東京都千代田区千代田1-1', '①号館', '髙﨑 花子 様', '0312345678'],
      },
      delivery: { slot: '14-16', unattendedPlace: '玄関前' },
    });
    expect(await shop.label(parcelId, 'op-print')).toEqual(first);
    const [kept] = await shop.query<{ answer: object }>(
      `SELECT answer FROM operation WHERE op_id = 'op-print'`,
    );
    expect(JSON.stringify(kept)).not.toContain('髙﨑');
  });

  it('is gone when the person was erased; the parcel is not', async () => {
    const { parcelId } = await addressed();
    await shop.keyRing.erase(buyer);
    const { status, body } = await shop.label(parcelId);
    expect(status).toBe(200);
    expect(body).toMatchObject({ shipTo: null });
  });
});
