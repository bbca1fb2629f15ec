import type { SealedShipTo } from '@okuru/contracts';
import type { Words } from './confirmed.words.js';
import type { Addressed, OrderCard } from './letter.js';
import { type Block, facts, paragraph } from './letter-document.js';
import { calendarDay } from './say-values.js';

/** When and where the goods come: the day asked for, else the shop's promise. */
export const deliveryBlocks = (to: Addressed, order: OrderCard, words: Words): Block[] => {
  const { date, slot, unattendedPlace, pickUpPoint } = order.delivery;
  const timeOfDay = slot === undefined ? undefined : slotOf(slot, words);
  const when =
    date === undefined
      ? words.within(to.shop.shipsWithinDays)
      : words.onDay(calendarDay(date, to.language), timeOfDay);
  return [
    facts([
      [words.when, when],
      ...(date === undefined ? said(words.timeOfDay, timeOfDay) : []),
      ...said(words.to, to.shipTo && addressLine(to.shipTo)),
      ...said(words.place, unattendedPlace),
      ...said(words.pickUp, pickUpPoint),
    ]),
    paragraph(words.short[order.shortStock]),
  ];
};

const said = (label: string, value: string | undefined): (readonly [string, string])[] =>
  value === undefined ? [] : [[label, value]];

const slotOf = (slot: NonNullable<OrderCard['delivery']['slot']>, words: Words): string => {
  if (slot === 'am') return words.morning;
  const [from = '', to = ''] = slot.split('-');
  return words.between(from, to);
};

const addressLine = ({ name, postalCode, prefecture, city, street, building }: SealedShipTo): string =>
  [`〒${postalCode}`, prefecture, city, street, building, name]
    .filter((part) => part !== undefined)
    .join(' ');
