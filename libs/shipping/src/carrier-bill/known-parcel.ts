import type { PackageKind } from '@okuru/packing';
import type { CarrierTables, ChoiceRules } from '../choose-packaging/packaging-demand.js';
import { deliveryOf } from '../plan-parcels/delivery.js';
import type { SentParcel } from './billed-parcels.store.js';
import type { KnownParcel } from './judge-bill.js';
import { freightByTables } from './planned-freight.js';

/** The parcel with the freight that was planned for it: as decided or, when a person changed the plan, by the tables of its day. */
export const knownParcel = (
  parcel: SentParcel,
  kind: PackageKind | undefined,
  tables: CarrierTables,
  rules: ChoiceRules,
): KnownParcel => ({
  parcelId: parcel.parcelId,
  left: parcel.status === 'dispatched' || parcel.status === 'delivered',
  planned: parcel.chosen ?? plannedByHand(parcel, kind, tables, rules),
  surchargeExpected: parcel.order.cashOnDelivery || parcel.temperature !== 'ambient',
  single: singleOf(parcel),
  tareGrams: kind?.emptyWeightGrams ?? null,
});

const plannedByHand = (
  { carrier, service, weightGrams, temperature, order, lines, sentOn }: SentParcel,
  kind: PackageKind | undefined,
  tables: CarrierTables,
  rules: ChoiceRules,
): KnownParcel['planned'] => {
  if (!kind || weightGrams === null) return null;
  // The hour it was ready moves no price, and the day it was to arrive is over.
  const { arriveOn: _, ...delivery } = deliveryOf(
    order,
    { temperature, lines },
    { shipOn: sentOn, readyAt: '00:00' },
  );
  return freightByTables({ carrier, service, kind, goods: lines, weightGrams, delivery }, tables, rules);
};

/** An item whose size nobody knows cannot be wrong in the master. */
const singleOf = ({ lines }: SentParcel): KnownParcel['single'] => {
  const [first] = lines;
  if (!first || lines.some(({ sku }) => sku !== first.sku)) return null;
  const { size, weightGrams } = first.item;
  if (size === null || weightGrams === null) return null;
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return { sku: first.sku, units, measured: { size, weightGrams } };
};
