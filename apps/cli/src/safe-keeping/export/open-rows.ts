import { type KeyRing, SealIsBroken, sealContext } from '@okuru/platform';
import type { Sealed, ServiceName } from '@okuru/contracts';

type Row = Record<string, unknown>;

/** Where a seal stands in a row, and what it was sealed for. */
interface Place {
  readonly holder: Row;
  readonly field: string;
  readonly sealed: Sealed;
  readonly context: string;
}

/**
 * Puts what is inside in the place of every seal of the rows: the person's data, or the word that they were erased or
 * that the seal does not open.
 */
export const openRows = async (
  keyRing: KeyRing,
  service: ServiceName,
  table: string,
  rows: readonly Row[],
): Promise<void> => {
  const places = rows.flatMap((row) => placesOf(service, table, row));
  const opened = await openAll(keyRing, places);
  places.forEach(({ holder, field }, nth) => (holder[field] = opened[nth]));
};

const openAll = async (keyRing: KeyRing, places: readonly Place[]): Promise<object[]> => {
  try {
    return (await keyRing.openMany(places)).map((plain) => plain ?? { erased: true });
  } catch (fault) {
    if (!(fault instanceof SealIsBroken)) throw fault;
    if (places.length === 1) return [{ unreadable: true }];
    const apart: object[] = [];
    for (const place of places) apart.push(...(await openAll(keyRing, [place])));
    return apart;
  }
};

const placesOf = (service: ServiceName, table: string, row: Row): Place[] => {
  if (service === 'order' && table === 'orders') {
    const context = sealContext('order.confirmed', textOf(row.order_id));
    return [
      ...sealsIn(row, context),
      ...(isRow(row.amendment_wanted) ? sealsIn(row.amendment_wanted, context) : []),
    ];
  }
  if (service === 'shipping' && table === 'shipment')
    return [row.confirmed, row.amended].filter(isRow).flatMap((order) => {
      const sealedFor = textOf(order.shipToSealedFor) || 'order.confirmed';
      return sealsIn(order, sealContext(sealedFor, textOf(row.order_id)));
    });
  if (service === 'notification' && table === 'correspondent')
    return sealsIn(row, sealContext(textOf(row.heard_from), textOf(row.order_id)));
  const data = row.data;
  if (table !== 'event' || !isRow(data)) return [];
  return sealsIn(data, sealContext(textOf(row.type), textOf(data.orderId)));
};

const sealsIn = (holder: Row, context: string): Place[] =>
  Object.entries(holder).flatMap(([field, value]) =>
    isSealed(value) ? [{ holder, field, sealed: value, context }] : [],
  );

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSealed = (value: unknown): value is Row & Sealed =>
  isRow(value) && ['keyId', 'iv', 'ciphertext', 'tag'].every((part) => typeof value[part] === 'string');

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
