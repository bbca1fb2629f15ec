import type {
  DeliveryDemand,
  QuoteRefusalReason,
  RemoteArea,
  Surcharge,
  SurchargeCode,
  Tariff,
  YenUpTo,
} from './types.js';

/** What is charged beside the freight, or the table that has no row for it. */
export const surchargesOf = (
  tariff: Tariff,
  demand: DeliveryDemand,
  classCode: string,
  area: RemoteArea | undefined,
): readonly Surcharge[] | QuoteRefusalReason => {
  const surcharges: Surcharge[] = [];
  const add = (code: SurchargeCode, yen: number): void => {
    if (yen > 0) surcharges.push({ code, yen });
  };
  const codYen = codFeeYen(tariff, demand);
  if (codYen === undefined) return 'too-much-to-collect';
  add('cash-on-delivery', codYen);
  if ((demand.temperature ?? 'ambient') !== 'ambient' && tariff.coolYenByClass) {
    const coolYen = tariff.coolYenByClass[classCode];
    if (coolYen === undefined) return 'too-large-for-cool';
    add('cool', coolYen);
  }
  if (demand.valueYen !== undefined && tariff.insurance) {
    const insuranceYen = yenUpTo(tariff.insurance, demand.valueYen);
    if (insuranceYen === undefined) return 'worth-too-much';
    add('insurance', insuranceYen);
  }
  if (area) add('remote-area', area.yen);
  return surcharges;
};

const codFeeYen = (tariff: Tariff, demand: DeliveryDemand): number | undefined => {
  if (!demand.cashOnDelivery) return 0;
  if (!tariff.codFees || demand.codAmountYen === undefined) return tariff.cashOnDeliveryFeeYen;
  return yenUpTo(tariff.codFees, demand.codAmountYen);
};

const yenUpTo = (rows: readonly YenUpTo[], amountYen: number): number | undefined =>
  rows.find(({ amountYenMax }) => amountYen <= amountYenMax)?.yen;
