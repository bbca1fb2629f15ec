import { Refusal, type RefusalOptions } from '@okuru/platform';
import type { LotRow } from '../lots/lot.js';
import type { ReceivedLine } from './receive-stock.handler.js';

type LotDay = Pick<LotRow, 'sku' | 'lot' | 'expiresOn'>;
type Fault = NonNullable<RefusalOptions['errors']>[number];

/** Each unit of goods that are kept by lot has its lot, and a lot has one day of expiry for ever. */
export const refuseWrongLots = (
  lines: readonly ReceivedLine[],
  byLot: ReadonlySet<string>,
  known: readonly LotRow[],
): void => {
  const stated = lines.flatMap(({ sku, lots = [] }) =>
    lots.map(({ lot, expiresOn }) => ({ sku, lot, expiresOn })),
  );
  const days = [...known, ...stated];
  const errors = lines.flatMap((line, nth) => faultsOf(line, `lines[${nth}]`, byLot.has(line.sku), days));
  if (errors.length === 0) return;
  throw new Refusal({ status: 422, code: 'wrong-lots', title: 'The lots of a line are not right', errors });
};

const faultsOf = (
  { sku, quantity, lots }: ReceivedLine,
  path: string,
  isByLot: boolean,
  days: readonly LotDay[],
): Fault[] => {
  if (!isByLot)
    return lots
      ? [
          {
            path: `${path}.lots`,
            message: `${sku} is not kept by lot`,
            mend: 'Leave them out, or mark the item.',
          },
        ]
      : [];
  if (!lots)
    return [
      {
        path: `${path}.lots`,
        message: `${sku} is kept by lot`,
        mend: 'Name each lot with its day of expiry.',
      },
    ];
  const sum = lots.reduce((units, lot) => units + lot.quantity, 0);
  const named = new Set(lots.map(({ lot }) => lot));
  return [
    ...(sum === quantity
      ? []
      : [
          {
            path: `${path}.quantity`,
            message: `is ${quantity}, and the lots have ${sum}`,
            mend: 'Count again.',
          },
        ]),
    ...(named.size === lots.length
      ? []
      : [{ path: `${path}.lots`, message: 'name a lot twice', mend: 'Put its units together.' }]),
    ...lots.flatMap(({ lot, expiresOn }, nth) =>
      otherDay(days, { sku, lot, expiresOn }, `${path}.lots[${nth}].expiresOn`),
    ),
  ];
};

/** Two days for one lot: one of them was misread, and only a look at the goods tells which. */
const otherDay = (days: readonly LotDay[], { sku, lot, expiresOn }: LotDay, path: string): Fault[] => {
  const before = days.find((row) => row.sku === sku && row.lot === lot);
  if (!before || before.expiresOn === expiresOn) return [];
  const message = `is ${expiresOn}, and lot ${lot} of ${sku} expires on ${before.expiresOn}`;
  return [{ path, message, mend: 'Look at the goods: give the day that is known, or another lot.' }];
};
