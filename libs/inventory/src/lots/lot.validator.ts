import { ValidateBy } from 'class-validator';
import { LOT_LENGTH_MAX } from './lot.js';

/** The letters that a GS1 code has for a lot: no space, nothing Japanese. */
const LOT = new RegExp(`^[!-z]{1,${LOT_LENGTH_MAX}}$`);
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A lot as it is printed on the goods. */
export const IsLotCode = (): PropertyDecorator =>
  ValidateBy({
    name: 'isLotCode',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && LOT.test(value),
      defaultMessage: () =>
        `must be a lot as it is printed: 1 to ${LOT_LENGTH_MAX} letters and digits without a space`,
    },
  });

/** A day that exists. */
export const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isDay(value),
      defaultMessage: () => 'must be a day that exists, like 2026-12-31',
    },
  });

const isDay = (text: string): boolean => {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (!year || !month || !day) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};
