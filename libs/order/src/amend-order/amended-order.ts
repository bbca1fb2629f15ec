import { SealedContact, YEN_MAX, type SealedShipTo } from '@okuru/contracts';
import { canonicalJson } from '@okuru/platform';
import type { AmendmentChange, Wanted } from '../order/order-events.js';
import { totalOf } from '../order/totals.js';
import { dateFaults, deliveryFaults } from '../place-order/check-order.js';
import { present, shipToOf } from '../place-order/placement.js';
import { chargesOf } from '../place-order/priced.js';
import type { OrderCard } from '../record-order/order-card.js';
import type { FieldFault } from '../request/field-fault.js';
import { prefectureCode } from '../request/prefectures.js';
import type { AmendOrderDto } from './amend-order.dto.js';

/** How the order is to be delivered and paid, the personal parts in plain; lives in memory only. */
export interface AmendedOrder extends Pick<Wanted, 'delivery' | 'prefecture' | 'money'> {
  readonly contact: SealedContact;
  readonly shipTo: SealedShipTo;
}

/** The parts of an order that may be amended. */
export type AmendableOrder = AmendedOrder & Pick<OrderCard, 'lines'>;

/** The order as it is wanted: what the body does not name stays. The body must have passed its checks. */
export const amendedOrder = (order: AmendableOrder, body: AmendOrderDto): AmendedOrder => {
  const { shipTo: address, contact, delivery, charges } = body;
  const shipTo =
    address == null
      ? order.shipTo
      : { ...shipToOf({ shipTo: address }), ...present({ gift: order.shipTo.gift }) };
  return {
    shipTo,
    prefecture: address == null ? order.prefecture : prefectureCode(address.prefecture)!,
    contact: contact == null ? order.contact : contactWith(order.contact, contact, shipTo.name),
    delivery: delivery == null ? order.delivery : deliveryWith(order.delivery, delivery),
    money: charges == null ? order.money : moneyWith(order, chargesOf(charges)),
  };
};

/** What differs; nothing when the order is already as it is wanted. */
export const changesOf = (before: AmendedOrder, wanted: AmendedOrder): AmendmentChange[] => {
  const differs = (part: 'shipTo' | 'contact' | 'delivery' | 'money') =>
    canonicalJson(before[part]) !== canonicalJson(wanted[part]);
  return [
    ...(differs('shipTo') ? (['ship-to'] as const) : []),
    ...(differs('contact') ? (['contact'] as const) : []),
    ...(differs('delivery') ? (['delivery'] as const) : []),
    ...(differs('money') ? (['charges'] as const) : []),
  ];
};

/** Everything wrong with a body whose fields are each right. */
export const amendmentFaults = (body: AmendOrderDto, wanted: AmendedOrder, today: string): FieldFault[] => [
  ...(body.delivery == null ? [] : deliveryFaults(wanted.delivery)),
  ...dateFaults(body.delivery?.date ?? undefined, today),
  ...moneyFaults(wanted.money.total),
];

/** What may be said of a body before the order is looked at. */
export const askedFaults = ({ shipTo, contact, delivery, charges, lines }: AmendOrderDto): FieldFault[] => {
  if (lines !== undefined) return [LINES_STAY];
  return shipTo == null && contact == null && delivery == null && charges == null ? [NOTHING_ASKED] : [];
};

const LINES_STAY: FieldFault = {
  path: 'lines',
  message: 'cannot be amended',
  mend: 'cancel the order and place another one with the lines that are wanted',
};
const NOTHING_ASKED: FieldFault = {
  path: '',
  message: 'asks for no change',
  mend: 'give shipTo, contact, delivery or charges',
};

const contactWith = (
  before: SealedContact,
  given: NonNullable<AmendOrderDto['contact']>,
  shipToName: string,
): SealedContact => {
  const merged = merge(before, { name: given.name, kana: given.kana, phone: given.phone });
  return SealedContact.parse(present({ ...merged, name: merged.name ?? shipToName }));
};

const deliveryWith = (
  before: AmendedOrder['delivery'],
  given: NonNullable<AmendOrderDto['delivery']>,
): AmendedOrder['delivery'] => {
  const { mode, service, date, slot, unattendedPlace, pickUpPoint } = given;
  const merged = merge(before, { mode, service, date, slot, unattendedPlace, pickUpPoint });
  return { ...present(merged), mode: merged.mode ?? 'any' };
};

/** `undefined` stays, `null` takes away. */
const merge = <T extends object>(
  before: T,
  given: { readonly [K in keyof T]?: T[K] | null | undefined },
): { [K in keyof T]: T[K] | null } => {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...before, ...said };
};

const moneyWith = (
  { money, lines }: AmendableOrder,
  charges: Wanted['money']['charges'],
): Wanted['money'] => ({
  ...money,
  charges,
  total: totalOf({ ...money, lines, charges }),
});

const moneyFaults = (total: number): FieldFault[] => {
  if (total >= 0 && total <= YEN_MAX) return [];
  const most = YEN_MAX.toLocaleString('en-US');
  return [
    {
      path: 'charges',
      message: `make a total of ${total.toLocaleString('en-US')} yen; it is 0 to ${most} yen`,
      mend: 'state every charge the buyer was shown',
    },
  ];
};
