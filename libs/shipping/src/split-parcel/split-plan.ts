import type { ParcelDecision, RecordedDecision } from '../choose-packaging/recorded-decision.js';
import type { Carriage, Parcel } from '../parcel/parcel.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import { stayingLines, type LeavingLine, type StayingLine } from '../parcel/split.js';
import type { LeftToAPerson } from '../plan-parcels/goods.js';
import type { ParcelPlan } from '../plan-parcels/plan-units.js';
import type { ReservedLine } from '../shipment/shipment.js';

/** The box with what stays in it. */
export interface StayingPlan {
  readonly packageCode: string | null;
  readonly carriage: Carriage | null;
  readonly decision: ParcelDecision | LeftToAPerson;
  /** What is printed is right for it; also where nothing is printed. */
  readonly labelStays: boolean;
}

/** What becomes of a parcel and of what goes into others. */
export interface SplitPlan {
  readonly stays: StayingPlan;
  readonly parcels: readonly ParcelPlan[];
  readonly decisions: readonly RecordedDecision[];
}

/** The parcel with no more than what stays in it; `label`: without one, the service is free again. */
export const boxAlone = (inHand: ParcelInHand, label: Parcel['label']): ParcelInHand => {
  const { parcel } = inHand;
  const staying = new Map(stayingLines(parcel.lines).map(({ lineId, quantity }) => [lineId, quantity]));
  const lines = parcel.lines.flatMap((line) => {
    const quantity = staying.get(line.lineId);
    return quantity === undefined ? [] : [{ ...line, quantity, missing: 0 }];
  });
  const items = new Map([...inHand.items].filter(([sku]) => lines.some((line) => line.sku === sku)));
  return { ...inHand, items, parcel: { ...parcel, lines, label } as Parcel };
};

/** Units of the parcel as they were reserved. */
export const reservedUnits = (
  { parcel, items }: ParcelInHand,
  units: readonly (StayingLine | LeavingLine)[],
): ReservedLine[] =>
  units.map(({ lineId, quantity }) => {
    const { sku } = parcel.lines.find((line) => line.lineId === lineId)!;
    return { lineId, sku, quantity, item: items.get(sku)! };
  });

/** The box keeps the package it is in; what was decided for all of it together says nothing of it any more. */
export const keptByHand: LeftToAPerson = {
  leftToAPerson: 'parcel-split',
  skus: [],
  measuringProposed: [],
  expectedLoss: 'unknown',
};

/** What all boxes cost together more than the one did; null where one of them is not known. */
export const extraYenOf = (before: Carriage | null, { stays, parcels }: SplitPlan): number | null => {
  const boxes = [stays, ...parcels].map(({ carriage }) => carriage?.plannedYen);
  if (!before || boxes.includes(undefined)) return null;
  return boxes.reduce<number>((sum, yen) => sum + (yen ?? 0), -before.plannedYen);
};
