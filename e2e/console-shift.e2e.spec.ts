import { chromiumPath } from './support/console/browser.js';
import { handOver } from './support/shift/acts-of-cage.js';
import { receive } from './support/shift/acts-of-stock.js';
import { finish, pack, type TableParcel } from './support/shift/acts-of-table.js';
import { begin, issueLabels, walk } from './support/shift/acts-of-walk.js';
import { BLACK, CUP, GREEN, POT, YAMATO } from './support/shift/goods.js';
import type { ShiftHand } from './support/shift/hand.js';
import { keyboardHand } from './support/shift/keyboard-hand.js';
import * as mishaps from './support/shift/mishaps.js';
import { doneOtherwise, watchHands } from './support/shift/only-by.js';
import { OnShift, type Pictures, type ShiftWay } from './support/shift/on-shift.js';
import { scannerHand } from './support/shift/scanner-hand.js';
import { openShiftFloor, type Lines, type Placed, type ShiftFloor } from './support/shift/shift-floor.js';
import { touchHand } from './support/shift/touch-hand.js';
import type { Device } from './support/console/packing-floor.js';
import { judge } from './support/stations/truth.js';

const HANDS = ['scanner', 'keyboard', 'touch'] as const;
const SIZES = [
  { width: 360, height: 640 },
  { width: 800, height: 1280 },
  { width: 1920, height: 1080 },
] as const;
const LANGUAGES = ['ja', 'en'] as const;
const WHOLE: ShiftWay[] = HANDS.flatMap((by) =>
  SIZES.flatMap((size) => LANGUAGES.map((language) => ({ by, language, ...size }))),
);
/** Every hand, every size, both languages. */
const EACH_ONCE: ShiftWay[] = [
  { by: 'scanner', language: 'ja', width: 800, height: 1280 },
  { by: 'keyboard', language: 'en', width: 1920, height: 1080 },
  { by: 'touch', language: 'ja', width: 360, height: 640 },
];
const WAYS = process.env['OKURU_WHOLE_MATRIX'] === '1' ? WHOLE : EACH_ONCE;
const ONE_SHIFT_MS = 1_800_000;

const PICTURES: Pictures = {
  'picked-short': 'scanner',
  'labels-ready': 'touch',
  'void-parcel': 'touch',
  'stop-wrong-carrier': 'keyboard',
  waits: 'keyboard',
  help: 'keyboard',
};

/** Twelve orders, in the order in which they came. */
const ORDERS: Readonly<Record<string, Lines>> = {
  'S-01': { [GREEN.sku]: 2 },
  'S-02': { [GREEN.sku]: 1, [CUP.sku]: 1 },
  'S-03': { [BLACK.sku]: 1 },
  'S-04': { [GREEN.sku]: 1 },
  'S-05': { [CUP.sku]: 1 },
  'S-06': { [BLACK.sku]: 1 },
  'S-07': { [GREEN.sku]: 1 },
  'S-08': { [CUP.sku]: 2 },
  'S-09': { [GREEN.sku]: 1 },
  'S-10': { [BLACK.sku]: 1 },
  'S-11': { [CUP.sku]: 1 },
  'S-12': { [GREEN.sku]: 1, [POT.sku]: 1 },
};
const BY_YAMATO = ['S-10', 'S-11'];
const PRINTED_FIRST: Readonly<Record<string, Lines>> = {
  'V-01': { [GREEN.sku]: 1 },
  'V-02': { [GREEN.sku]: 1 },
  'V-03': { [BLACK.sku]: 1 },
};
const CAME_IN: Lines = { [GREEN.sku]: 9, [BLACK.sku]: 4, [CUP.sku]: 6, [POT.sku]: 2 };
const WHAT_BECAME = {
  [GREEN.sku]: { received: 9, left: 8, lost: 0, onHand: 1 },
  [BLACK.sku]: { received: 4, left: 4, lost: 0, onHand: 0 },
  [CUP.sku]: { received: 6, left: 5, lost: 1, onHand: 0 },
  [POT.sku]: { received: 2, left: 1, lost: 1, onHand: 0 },
};
const NOTHING = { wrongParcels: [], lostScans: [], notOneWaybill: [], uncounted: [], disagreements: [] };

const chromium = chromiumPath();
const title = chromium
  ? 'a whole shift on the warehouse screens'
  : 'no Chromium on this machine (Debian: apt-get install chromium), so no shift on the warehouse screens';

(chromium ? describe : describe.skip)(title, () => {
  let shift: ShiftFloor;
  beforeEach(async () => {
    shift = await openShiftFloor(chromium!);
  });
  afterEach(() => shift.close());

  const handOf = async ({ by, width }: ShiftWay, { context, page }: Device): Promise<ShiftHand> => {
    if (by === 'keyboard') return keyboardHand(page);
    if (by === 'touch') return touchHand(page);
    return scannerHand(await context.newCDPSession(page), width === 360 ? 'silent' : 'typing');
  };
  const placed = async (orders: Readonly<Record<string, Lines>>): Promise<Placed[]> => {
    const all: Placed[] = [];
    for (const [reference, lines] of Object.entries(orders))
      all.push(await shift.order(reference, lines, BY_YAMATO.includes(reference) ? YAMATO : undefined));
    return all;
  };
  const parcelsOf = async (orders: readonly Placed[]): Promise<Record<string, TableParcel>> =>
    Object.fromEntries(
      await Promise.all(
        orders.map(async ({ orderId, reference }) => {
          const { parcelId } = await shift.parcelOf(orderId);
          return [reference, { parcelId, orderId, reference }] as const;
        }),
      ),
    );

  it.each(WAYS)(
    'by $by alone, $width×$height, $language',
    async (way) => {
      const badge = await shift.floor.badgeOf('佐藤', 'warehouse');
      const orders = await placed(ORDERS);
      const device = await shift.floor.device({ ...way, touch: way.by === 'touch', prepare: watchHands });
      const { page } = device;
      const hand = await handOf(way, device);
      const on = new OnShift(shift, hand, page, way, PICTURES);

      await on.seeHeading('signIn.title');
      await on.look('sign-in');
      await hand.table.signIn(badge);
      await on.seeHeading('work.title');
      await on.look('work');
      await hand.table.help();
      await on.seeHeading('help.title');
      await on.look('help');
      await hand.table.closeHelp();

      await receive(on, { ...CAME_IN, [POT.sku]: 1 }, BLACK);
      const parcels = await parcelsOf(orders);
      await begin(on, 12);
      await walk(on, true);
      await on.look('picked');
      await hand.walk.goOn();
      await on.seeHeading('work.title');

      const of = (reference: string) => parcels[reference]!;
      let spoilt = '';
      await pack(on, of('S-01'), { before: mishaps.wrongTin });
      await pack(on, of('S-02'), { before: mishaps.oneTooManyThenCracked });
      await pack(on, of('S-03'), { before: mishaps.otherPackage });
      await pack(on, of('S-04'), {
        withLabel: async (_on, waybill) => mishaps.spoiltLabel(on, (spoilt = waybill)),
      });
      await pack(on, of('S-05'), { beforeWeighing: mishaps.wrongWeight });
      await pack(on, of('S-06'), { withLabel: mishaps.otherWaybill });
      for (const reference of ['S-07', 'S-08', 'S-09', ...BY_YAMATO]) await pack(on, of(reference));
      const waiting = await mishaps.potIsMissing(on, of('S-12'));
      await receive(on, { [POT.sku]: 1 });
      await mishaps.potHasCome(on, waiting, of('S-12'));
      await finish(on, waiting, of('S-12'));
      await handOver(on, [spoilt], true);

      await shift.printFirst();
      const later = await placed(PRINTED_FIRST);
      const first = await parcelsOf(later);
      await begin(on, 3);
      await issueLabels(on, 3);
      const cancelled = first['V-02']!;
      const { trackingNumber } = await shift.floor.shown(cancelled.parcelId);
      await walk(on, false);
      await shift.cancel(cancelled.orderId);
      await mishaps.voidParcel(on, cancelled, trackingNumber);
      await pack(on, first['V-01']!);
      await pack(on, first['V-03']!);
      await handOver(on, [trackingNumber], false);

      await hand.table.signOut();
      await on.seeHeading('signIn.title');
      expect(await doneOtherwise(page, way.by)).toEqual([]);
      expect([...on.faults, ...device.complaints]).toEqual([]);
      await device.context.close();

      expect(judge(on.truth, await shift.books())).toEqual(NOTHING);
      expect(on.truth.left.map(({ parcelId }) => parcelId).sort()).toEqual(
        [...Object.values(parcels), first['V-01']!, first['V-03']!].map(({ parcelId }) => parcelId).sort(),
      );
      expect(await shift.voidWaybills()).toEqual([spoilt]);
      expect(await shift.ledger()).toEqual(WHAT_BECAME);
      expect(await shift.brokenLaws([...orders, ...later], CAME_IN)).toEqual([]);
    },
    ONE_SHIFT_MS,
  );
});
