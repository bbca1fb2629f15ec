import fc from 'fast-check';
import { CARRIER_SERVICES } from './services/index.js';
import {
  japanpostClickPost,
  japanpostYuPacket,
  japanpostYuPacketPost,
} from './services/japanpost-mailbox.js';
import { japanpostYuPack, japanpostYuPackHeavy } from './services/japanpost.js';
import { sagawaLarge, sagawaTakuhaibin } from './services/sagawa.js';
import { yamatoCompact, yamatoNekopos, yamatoTakkyubin } from './services/yamato.js';
import { sizeClassOf } from './size-class.js';
import type { CarrierService, ParcelToShip } from './types.js';

const aParcel = (
  lengthMm: number,
  widthMm: number,
  heightMm: number,
  grossWeightGrams: number,
): ParcelToShip => ({
  outer: { lengthMm, widthMm, heightMm },
  grossWeightGrams,
});

/** A parcel of that three-side sum in cm. */
const ofSum = (sumCm: number, kg: number): ParcelToShip =>
  aParcel(sumCm * 4, sumCm * 3, sumCm * 3, kg * 1_000);

const classOf = (parcel: ParcelToShip, service: CarrierService): string => {
  const result = sizeClassOf(parcel, service);
  return result.ok ? result.sizeClass.code : result.reason;
};

describe('sizeClassOf', () => {
  it.each<[string, ParcelToShip, CarrierService, string]>([
    ['110 cm 12 kg', ofSum(110, 12), yamatoTakkyubin, '120'],
    ['110 cm 12 kg', ofSum(110, 12), japanpostYuPack, '120'],
    ['110 cm 12 kg', ofSum(110, 12), sagawaTakuhaibin, '140'],
    ['90 cm 12 kg', ofSum(90, 12), yamatoTakkyubin, '120'],
    ['90 cm 12 kg', ofSum(90, 12), japanpostYuPack, '100'],
    ['90 cm 12 kg', ofSum(90, 12), sagawaTakuhaibin, '140'],
    ['60 cm 2 kg, both limits reached', ofSum(60, 2), yamatoTakkyubin, '60'],
    ['60 cm and a gram more than 2 kg', ofSum(60, 2.001), yamatoTakkyubin, '80'],
    ['a millimetre more than 60 cm', aParcel(201, 200, 200, 500), yamatoTakkyubin, '80'],
    ['200 cm 30 kg', ofSum(200, 30), yamatoTakkyubin, '200'],
    ['30.001 kg', ofSum(60, 30.001), yamatoTakkyubin, 'too-heavy'],
    ['201 cm', ofSum(201, 1), yamatoTakkyubin, 'too-large'],
    ['a side of 171 cm', aParcel(1_710, 50, 50, 500), yamatoTakkyubin, 'too-long'],
    ['60 cm 25 kg', ofSum(60, 25), japanpostYuPack, '60'],
    ['60 cm 25.001 kg', ofSum(60, 25.001), japanpostYuPack, 'too-heavy'],
    ['170 cm', ofSum(170, 1), japanpostYuPack, '170'],
    ['171 cm', ofSum(171, 1), japanpostYuPack, 'too-large'],
    ['161 cm', ofSum(161, 1), sagawaTakuhaibin, 'too-large'],
    ['A4 of 3 cm, 1 kg', aParcel(30, 312, 228, 1_000), yamatoNekopos, 'mailbox'],
    ['31 mm thick', aParcel(312, 228, 31, 500), yamatoNekopos, 'too-thick'],
    ['313 mm long', aParcel(313, 228, 30, 500), yamatoNekopos, 'too-long'],
    ['229 mm wide', aParcel(312, 229, 30, 500), yamatoNekopos, 'too-large'],
    ['1.001 kg', aParcel(312, 228, 30, 1_001), yamatoNekopos, 'too-heavy'],
    ['A6 for a letter box', aParcel(148, 105, 10, 100), yamatoNekopos, 'too-small'],
    ['A6 for a letter box', aParcel(148, 105, 10, 100), japanpostClickPost, 'mailbox'],
    ['9 mm', aParcel(340, 230, 9, 500), japanpostYuPacket, '1cm'],
    ['11 mm', aParcel(340, 230, 11, 500), japanpostYuPacket, '2cm'],
    ['30 mm', aParcel(340, 230, 30, 500), japanpostYuPacket, '3cm'],
    ['60.1 cm', aParcel(340, 231, 30, 500), japanpostYuPacket, 'too-large'],
    ['2 kg', aParcel(340, 230, 30, 2_000), japanpostYuPacketPost, 'mailbox'],
    ['60 cm 28 kg', ofSum(60, 28), japanpostYuPackHeavy, '60'],
    ['100 cm 40 kg', ofSum(100, 40), sagawaLarge, '170'],
    ['any box but its own', aParcel(250, 200, 50, 500), yamatoCompact, 'own-box-only'],
    [
      'its own box',
      { ...aParcel(250, 200, 50, 500), carrierBox: { carrier: 'yamato', code: 'yamato-compact' } },
      yamatoCompact,
      'compact',
    ],
    [
      "another carrier's box",
      { ...aParcel(250, 200, 50, 500), carrierBox: { carrier: 'yamato', code: 'yamato-compact' } },
      sagawaTakuhaibin,
      'box-of-another-carrier',
    ],
    ['1 m upright', { ...aParcel(300, 300, 1_000, 500), keepUpright: true }, yamatoTakkyubin, '160'],
    [
      '1 m and a millimetre upright',
      { ...aParcel(300, 300, 1_001, 500), keepUpright: true },
      yamatoTakkyubin,
      'too-long-to-stay-upright',
    ],
    ['1 m and a millimetre lying', aParcel(300, 290, 1_001, 500), yamatoTakkyubin, '160'],
    ['no known weight', aParcel(200, 200, 200, Number.NaN), yamatoTakkyubin, 'too-heavy'],
    ['no known size', aParcel(Number.NaN, 200, 200, 100), yamatoTakkyubin, 'too-large'],
  ])('%s', (_parcel, parcel, service, expected) => {
    expect(classOf(parcel, service)).toBe(expected);
  });

  it('never falls when a parcel grows or gains weight, and does not care which side is called length', () => {
    const side = fc.integer({ min: 10, max: 900 });
    fc.assert(
      fc.property(
        fc.constantFrom(...CARRIER_SERVICES),
        side,
        side,
        side,
        fc.nat(32_000),
        fc.nat(200),
        fc.nat(5_000),
        (service, a, b, c, grams, mm, more) => {
          const rank = (parcel: ParcelToShip): number => {
            const result = sizeClassOf(parcel, service);
            if (result.ok) return service.classes.indexOf(result.sizeClass);
            return result.reason === 'too-small' ? -1 : Infinity;
          };
          const own = rank(aParcel(a, b, c, grams));
          expect(rank(aParcel(c, a, b, grams))).toBe(own);
          // What is too small for a service may grow into it.
          expect(rank(aParcel(a + mm, b, c, grams))).toBeGreaterThanOrEqual(own);
          expect(rank(aParcel(a, b, c, grams + more))).toBeGreaterThanOrEqual(own);
        },
      ),
    );
  });

  it.each(CARRIER_SERVICES.map((service) => [`${service.carrier}/${service.service}`, service] as const))(
    '%s lists its classes in ascending order',
    (_key, { classes }) => {
      classes.slice(1).forEach((one, index) => {
        const before = classes[index]!;
        expect(one.threeSideSumMmMax + (one.thicknessMmMax ?? 0)).toBeGreaterThan(
          before.threeSideSumMmMax + (before.thicknessMmMax ?? 0),
        );
        expect(one.weightGramsMax).toBeGreaterThanOrEqual(classes[index]!.weightGramsMax);
      });
    },
  );
});
