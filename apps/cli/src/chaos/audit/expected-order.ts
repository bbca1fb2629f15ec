import type { LabelSeen } from '../../demo/ledger.js';
import type { DemoOrder } from '../../demo/scenario.js';
import type { WishBody } from '../load/wishes.js';

/** Where, when and for how much an order goes, as its buyer may expect. */
export interface ExpectedOrder {
  readonly shipTo: Pick<LabelSeen, 'postalCode' | 'city' | 'street'> & { readonly prefecture: number };
  readonly delivery: { readonly mode: string; readonly slot?: string; readonly date?: string };
  readonly postageYen: number;
  readonly totalYen: number;
}

interface Posted {
  readonly shipTo: ExpectedOrder['shipTo'];
  readonly delivery: ExpectedOrder['delivery'];
  readonly money: { readonly charges: readonly { readonly amount: number }[] };
}

/** The order as it was posted, and then as each granted wish makes it. */
export const expectedOrder = (order: DemoOrder, granted: readonly WishBody[]): ExpectedOrder => {
  const { shipTo, delivery, money } = order.body as unknown as Posted;
  const postageYen = money.charges[0]?.amount ?? 0;
  return granted.reduce<ExpectedOrder>(amendedBy, { shipTo, delivery, postageYen, totalYen: order.totalYen });
};

const amendedBy = (before: ExpectedOrder, { shipTo, delivery, charges }: WishBody): ExpectedOrder => {
  const postageYen = charges?.[0]?.amount ?? before.postageYen;
  return {
    shipTo: shipTo ?? before.shipTo,
    delivery: { ...before.delivery, ...delivery },
    postageYen,
    totalYen: before.totalYen - before.postageYen + postageYen,
  };
};

/** What stands on the label of its parcels, in one text. */
export const labelText = ({ postalCode, city, street, date, slot }: LabelSeen): string =>
  [postalCode.replaceAll('-', ''), city, street, date ?? 'any day', slot ?? 'any time'].join(' ');

export const expectedLabel = ({ shipTo, delivery }: ExpectedOrder): string =>
  labelText({ ...shipTo, ...delivery });
