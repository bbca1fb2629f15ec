import { applyDecorators } from '@nestjs/common';
import { Type, type ClassConstructor } from 'class-transformer';
import { IsObject, IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import type { z } from 'zod';
import { prefectureCode } from './prefectures.js';

/** One check of one field with one message that says what is wanted; the value itself is never repeated in it. */
const check = (name: string, wanted: string, validate: (value: unknown) => boolean): PropertyDecorator =>
  ValidateBy({ name, validator: { validate, defaultMessage: () => wanted } });

/** Controls, line separators and marks that turn the direction of what follows: they would garble a label. */
const SINGLE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u;
const MULTI_LINE = /^(?:[^\p{Cc}\u202a-\u202e\u2066-\u2069]|[\n\r\t])*$/u;

const isText = (value: unknown, max: number, allowed: RegExp): value is string =>
  typeof value === 'string' &&
  value.length <= 2 * max &&
  (value.length <= max || [...value].length <= max) &&
  value.trim() !== '' &&
  allowed.test(value);

/** One line of text, any script and emoji, counted in characters as people count them. */
export const Text = (max: number) =>
  check('text', `must be text of 1 to ${max} characters on one line, not only blanks`, (value) =>
    isText(value, max, SINGLE_LINE),
  );

type TextField = z.ZodString | z.ZodOptional<z.ZodString>;

/** How many characters a text field of the contract may have. */
export const charsMax = (field: TextField): number => {
  const { maxLength } = 'unwrap' in field ? field.unwrap() : field;
  if (maxLength === null) throw new Error('the contract sets this field no bound');
  return maxLength;
};

/** One line of text, as long as the field of the contract that it becomes. */
export const TextOf = (field: TextField) => Text(charsMax(field));

/** Text that may have several lines. */
export const LongText = (max: number) =>
  check('longText', `must be text of 1 to ${max} characters, not only blanks`, (value) =>
    isText(value, max, MULTI_LINE),
  );

/** Free text that may be empty: an empty remark is no remark. */
export const Remarks = (max: number) =>
  check(
    'remarks',
    `must be text of at most ${max} characters`,
    (value) =>
      value === '' ||
      (typeof value === 'string' && value.trim() === '' && value.length <= max) ||
      isText(value, max, MULTI_LINE),
  );

export const WholeNumber = (min: number, max: number) =>
  check(
    'wholeNumber',
    `must be a whole number from ${min} to ${max}, without quotes`,
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  );

/** A whole number within the bounds of the field of the contract that it becomes. */
export const NumberOf = ({ minValue, maxValue }: Pick<z.ZodInt, 'minValue' | 'maxValue'>) => {
  if (minValue === null || maxValue === null) throw new Error('the contract sets this field no bound');
  return WholeNumber(minValue, maxValue);
};

export const OneOf = (...allowed: readonly (string | number)[]) =>
  check('oneOf', `must be one of ${allowed.join(', ')}`, (value) => allowed.includes(value as string));

export const YesNo = () => check('yesNo', 'must be true or false', (value) => typeof value === 'boolean');

// Looser than RFC 5321 on purpose: old addresses of Japanese mobile carriers have `..` and `.@`.
const EMAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
const EMAIL_MAX = 254;
export const EmailAddress = () =>
  check(
    'email',
    'must be one e-mail address such as hanako@example.jp',
    (value) => typeof value === 'string' && value.length <= EMAIL_MAX && EMAIL.test(value),
  );

export const PhoneNumber = () =>
  check(
    'phone',
    'must be a telephone number of 6 to 20 characters: half-width digits, blanks, hyphens, brackets and a leading +',
    (value) => typeof value === 'string' && value.length >= 6 && /^\+?[0-9() -]{1,20}$/.test(value),
  );

export const PostalCode = () =>
  check(
    'postalCode',
    'must be 7 half-width digits, with or without the hyphen: 100-0001 or 1000001',
    (value) => typeof value === 'string' && /^[0-9]{3}-?[0-9]{4}$/.test(value),
  );

export const Prefecture = () =>
  check(
    'prefecture',
    'must be a JIS code from 1 to 47 (13 = 東京都) or the full name such as 東京都',
    (value) => prefectureCode(value) !== undefined,
  );

/** `2026-02-30` has the shape of a date and is none. */
const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

export const CalendarDate = () =>
  check(
    'calendarDate',
    'must be a day of the calendar such as 2026-01-31',
    (value) => typeof value === 'string' && /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) && isDay(value),
  );

const INSTANT =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})$/;
export const InstantText = () =>
  check('instant', 'must be an instant with its offset such as 2026-01-31T09:00:00+09:00', (value) => {
    const day = typeof value === 'string' ? INSTANT.exec(value)?.[1] : undefined;
    return day !== undefined && isDay(day) && !Number.isNaN(Date.parse(value as string));
  });

/** `carrier/service`. */
export const ServiceName = () =>
  check(
    'service',
    'must be carrier/service in small letters such as yamato/takkyubin',
    (value) =>
      typeof value === 'string' && value.length <= 64 && /^[a-z0-9-]{1,31}\/[a-z0-9-]{1,32}$/.test(value),
  );

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const OrderIdText = () =>
  check('orderId', 'must be an order id', (value) => typeof value === 'string' && UUID.test(value));

export const Optional = IsOptional;

/** One nested object. */
export const Part = <T extends object>(type: () => ClassConstructor<T>) =>
  applyDecorators(
    IsObject({ message: 'must be an object' }),
    ValidateNested({ message: 'must be an object' }),
    Type(type),
  );

const isPlainObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A bounded list of objects. Lists inside the list are caught here: class-validator walks into them and finds no fault. */
export const ListOf = <T extends object>(type: () => ClassConstructor<T>, min: number, max: number) => {
  const wanted = `must be a list of ${min} to ${max} objects`;
  const isListOf = (value: unknown) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(isPlainObject);
  return applyDecorators(
    check('listOf', wanted, isListOf),
    ValidateNested({ each: true, message: wanted }),
    Type(type),
  );
};
