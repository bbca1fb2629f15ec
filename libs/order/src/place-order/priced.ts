import type { Charge } from '@okuru/contracts';
import type { z } from 'zod';
import type { Priced } from '../order/totals.js';
import type { ChargeDto, PlaceOrderDto } from './place-order.dto.js';

const TAX_RATE_DEFAULT = 10;

/** The parts of the price of a posted order, with the defaults filled in. */
export const pricedOf = (body: PlaceOrderDto): Priced => ({
  taxMode: body.money?.taxMode ?? 'included',
  lines: body.lines.map(({ quantity, unitPrice, taxRate }) => ({
    quantity,
    unitPrice,
    taxRate: taxRate ?? TAX_RATE_DEFAULT,
  })),
  charges: chargesOf(body.money?.charges ?? []),
  discounts: (body.money?.discounts ?? []).map(({ kind, amount, taxRate, bornBy }) => ({
    kind,
    amount,
    taxRate: taxRate ?? TAX_RATE_DEFAULT,
    bornBy: bornBy ?? 'shop',
  })),
});

/** The posted charges, each with its rate. */
export const chargesOf = (charges: readonly ChargeDto[]): z.infer<typeof Charge>[] =>
  charges.map(({ kind, amount, taxRate }) => ({ kind, amount, taxRate: taxRate ?? TAX_RATE_DEFAULT }));

/** The id of each line: as given, else its position from 1. */
export const lineIdsOf = (body: PlaceOrderDto): string[] =>
  body.lines.map((line, index) => line.lineId ?? String(index + 1));
