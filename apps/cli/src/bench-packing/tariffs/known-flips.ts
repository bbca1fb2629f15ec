import {
  cheapestQuote,
  quote,
  sizeClassOf,
  japanpostYuPack,
  sagawaTakuhaibin,
  yamatoNekopos,
  yamatoTakkyubin,
  type CarrierService,
  type ParcelToShip,
  type Tariff,
} from '@okuru/carriers';
import { SHIP_ON } from '../carriage.js';

/** A turn of the cheapest way that shops know, and what the product makes of it. */
export interface Flip {
  readonly what: string;
  readonly found: string;
  readonly expected: string;
}

const OKINAWA = 47;
const KANAGAWA = 14;

const box = (
  lengthMm: number,
  widthMm: number,
  heightMm: number,
  grossWeightGrams: number,
): ParcelToShip => ({
  outer: { lengthMm, widthMm, heightMm },
  grossWeightGrams,
});

const classOf = (parcel: ParcelToShip, service: CarrierService): string => {
  const result = sizeClassOf(parcel, service);
  return result.ok ? result.sizeClass.code : result.reason;
};

/** The class of a heavy 110 cm box, which needs no price. */
export const classFlip = (): Flip => {
  const parcel = box(400, 400, 300, 12_000);
  const classes = [yamatoTakkyubin, japanpostYuPack, sagawaTakuhaibin].map((one) => classOf(parcel, one));
  return {
    what: '110 cm and 12 kg: class at Yamato, Yu-Pack, Sagawa',
    found: classes.join(', '),
    expected: '120, 120, 140',
  };
};

/** 3 cm go through the letter box, 3.1 cm do not: by Okuru's sample, which alone prices mailbox products. */
export const thicknessFlip = (sample: readonly Tariff[]): Flip => {
  const cheapest = (thicknessMm: number): string =>
    cheapestOf(box(300, 220, thicknessMm, 500), [yamatoNekopos, yamatoTakkyubin], sample, KANAGAWA);
  return {
    what: '30 mm and 31 mm thick: cheapest of Nekopos and Takkyubin',
    found: `${cheapest(30)}, ${cheapest(31)}`,
    expected: 'nekopos, takkyubin',
  };
};

/** From Tokyo by the published tables: a kilogram turns the carrier in Kanto, and the air surcharge turns it for Okinawa. */
export const publishedFlips = (tariffs: readonly Tariff[]): Flip[] => {
  const services = [yamatoTakkyubin, sagawaTakuhaibin];
  const carrier = (parcel: ParcelToShip, prefecture: number): string =>
    cheapestOf(parcel, services, tariffs, prefecture, 'carrier');
  const yen = (parcel: ParcelToShip, service: CarrierService, prefecture: number): string =>
    String(yenOf(parcel, service, tariffs, prefecture) ?? 'refused');
  const heavy = box(400, 400, 300, 12_000);
  return [
    {
      what: '110 cm, 12 kg, Tokyo to Kanagawa: Yamato 120, Sagawa 140, cheaper',
      found: `${yen(heavy, yamatoTakkyubin, KANAGAWA)}, ${yen(heavy, sagawaTakuhaibin, KANAGAWA)}, ${carrier(heavy, KANAGAWA)}`,
      expected: '2040, 2180, yamato',
    },
    {
      what: '121 cm, 12 kg, Tokyo to Kanagawa: both in class 140, so the other is cheaper',
      found: carrier(box(410, 400, 400, 12_000), KANAGAWA),
      expected: 'sagawa',
    },
    {
      what: 'size 60 and 80, Tokyo to Okinawa at Sagawa: by air from 80 on',
      found: [box(200, 200, 200, 1_000), box(300, 250, 250, 1_000)]
        .map((parcel) => yen(parcel, sagawaTakuhaibin, OKINAWA))
        .join(', '),
      expected: '1914, 3520',
    },
    {
      what: 'size 80, Tokyo to Kanagawa and to Okinawa: cheaper carrier',
      found: [KANAGAWA, OKINAWA]
        .map((prefecture) => carrier(box(300, 250, 250, 1_000), prefecture))
        .join(', '),
      expected: 'sagawa, yamato',
    },
  ];
};

const demandTo = (prefecture: number) =>
  ({ prefecture, mode: 'any', cashOnDelivery: false, shipOn: SHIP_ON }) as const;

const tariffOf = (service: CarrierService, tariffs: readonly Tariff[]): Tariff | undefined =>
  tariffs.find((tariff) => tariff.carrier === service.carrier && tariff.service === service.service);

const yenOf = (
  parcel: ParcelToShip,
  service: CarrierService,
  tariffs: readonly Tariff[],
  prefecture: number,
): number | undefined => {
  const answer = quote(parcel, service, tariffOf(service, tariffs), demandTo(prefecture));
  return answer.ok ? answer.freightYen : undefined;
};

const cheapestOf = (
  parcel: ParcelToShip,
  services: readonly CarrierService[],
  tariffs: readonly Tariff[],
  prefecture: number,
  name: 'carrier' | 'service' = 'service',
): string => {
  const quotes = services.map((service) =>
    quote(parcel, service, tariffOf(service, tariffs), demandTo(prefecture)),
  );
  return cheapestQuote(quotes)?.[name] ?? 'nobody';
};
