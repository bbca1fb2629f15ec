/** Lengths in millimetres, weights in grams, money in integer yen (tax included), days as ISO dates of the shop's zone. Pure: tables come in as data. */
export type * from './types/calendar.js';
export type * from './types/demand.js';
export type * from './types/quote.js';
export type * from './types/service.js';
export type * from './types/tariff.js';
