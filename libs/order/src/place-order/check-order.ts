import { YEN_MAX } from '@okuru/contracts';
import { totalOf } from '../order/totals.js';
import type { FieldFault } from '../request/field-fault.js';
import { futureFaults } from '../request/instants.js';
import { paymentFaults } from './check-payment.js';
import type { PlaceOrderDto } from './place-order.dto.js';
import { lineIdsOf, pricedOf } from './priced.js';

/** Everything wrong with a body whose fields are each right; the same body always gets the same answer. */
export const checkOrder = (body: PlaceOrderDto, now: Date): FieldFault[] => [
  ...lineFaults(body),
  ...moneyFaults(body),
  ...paymentFaults(body.payment ?? {}, totalOf(pricedOf(body))),
  ...deliveryFaults(body.delivery ?? {}),
  ...futureFaults('placedAt', body.placedAt, now),
  ...futureFaults('payment.receivedAt', body.payment?.receivedAt, now),
];

/** A day of arrival is today or later, within a year. Apart from the rest because it depends on the day of asking. */
export const dateFaults = (date: string | undefined, today: string): FieldFault[] => {
  const last = aYearAfter(today);
  if (date === undefined || (date >= today && date <= last)) return [];
  const message = date < today ? `${date} is over` : `${date} is more than a year ahead`;
  return [
    {
      path: 'delivery.date',
      message: `${message}; today is ${today} at the shop`,
      mend: `ask for a day from ${today} to ${last}, or leave it out`,
    },
  ];
};

const aYearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

/** The calendar day at the shop. */
export const dayIn = (timeZone: string, now: Date): string => {
  const format = formats.get(timeZone) ?? dayFormat(timeZone);
  formats.set(timeZone, format);
  return format.format(now);
};

// bound: the time zones of the configuration
const formats = new Map<string, Intl.DateTimeFormat>();
/** Takes two milliseconds to make. */
const dayFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });

const lineFaults = (body: PlaceOrderDto): FieldFault[] => {
  const seen = new Map<string, number>();
  return lineIdsOf(body).flatMap((lineId, index) => {
    const first = seen.get(lineId);
    if (first === undefined) seen.set(lineId, index);
    return first === undefined
      ? []
      : [
          {
            path: `lines[${index}].lineId`,
            message: `repeats the lineId of lines[${first}]; a line without a lineId takes its position, here ${index + 1}`,
            mend: 'give each line a lineId of its own; the same sku may stand on several lines',
          },
        ];
  });
};

const yen = (amount: number) => `${amount.toLocaleString('en-US')} yen`;

const moneyFaults = (body: PlaceOrderDto): FieldFault[] => {
  const priced = pricedOf(body);
  const computed = totalOf(priced);
  const path = 'money.total';
  if (computed < 0) {
    return [{ path: 'money.discounts', message: `take ${yen(-computed)} more off than the order costs` }];
  }
  if (computed > YEN_MAX)
    return [{ path, message: `the order costs ${yen(computed)}; the most is ${yen(YEN_MAX)}` }];
  const given = body.money?.total ?? computed;
  if (given === computed) return [];
  const how = priced.taxMode === 'included' ? 'tax included' : 'tax added once per rate, rounded down';
  return [
    {
      path,
      message: `says ${yen(given)}, but lines + charges - discounts make ${yen(computed)} (${how}): ${yen(Math.abs(computed - given))} too ${given < computed ? 'little' : 'much'}`,
      mend: 'state every charge and discount the buyer was shown, or leave money.total out',
    },
  ];
};

/** What contradicts itself in how the order is to be delivered. */
export const deliveryFaults = (delivery: NonNullable<PlaceOrderDto['delivery']>): FieldFault[] => {
  const faults: FieldFault[] = [];
  const named = delivery.mode === 'named-service';
  const path = 'delivery.service';
  if (named && delivery.service == null) {
    faults.push({
      path,
      message: 'is missing although delivery.mode is named-service',
      mend: 'name it: carrier/service',
    });
  }
  if (!named && delivery.service != null) {
    faults.push({
      path,
      message: 'is only for delivery.mode named-service',
      mend: 'set the mode or leave the service out',
    });
  }
  if (delivery.pickUpPoint != null && delivery.unattendedPlace != null) {
    faults.push({
      path: 'delivery.unattendedPlace',
      message: 'contradicts delivery.pickUpPoint',
      mend: 'keep one of the two',
    });
  }
  return faults;
};
