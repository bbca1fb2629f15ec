import { sizeClassOf } from '@okuru/carriers';
import type { CarrierTables } from '../choose-packaging/packaging-demand.js';
import { billedInAllYen, type BilledRow } from './billed-row.js';
import type { Cause, CausePart } from './causes.js';
import { freightAtClass, serviceOf, type PlannedFreight } from './planned-freight.js';

/** What the shop knows of the parcel that a row bills. */
export interface BilledParcel {
  /** It left the house. */
  readonly left: boolean;
  /** null: nobody planned its freight, or the tables of the plan are gone. */
  readonly planned: PlannedFreight | null;
  /** A surcharge was to be expected anyway: cash on delivery, chilled or frozen. */
  readonly surchargeExpected: boolean;
}

/** Why the row costs other than planned: its parts add up to the difference; none when it is as planned. */
export const explainRow = (
  row: BilledRow,
  parcel: BilledParcel | undefined,
  billedBefore: boolean,
  tables: CarrierTables,
): CausePart[] => {
  const whole = (cause: Cause): CausePart[] => [{ cause, yen: billedInAllYen(row) }];
  if (!parcel) return whole('unknown-parcel');
  if (billedBefore) return whole('billed-twice');
  if (!parcel.left) return whole('not-dispatched');
  const { planned } = parcel;
  if (!planned) return whole('no-plan');
  return [
    ...freightParts(row, planned, tables),
    ...part(surchargeCause(row, parcel), row.surchargeYen - planned.surchargeYen),
  ];
};

const part = (cause: Cause, yen: number): CausePart[] => (yen === 0 ? [] : [{ cause, yen }]);

/** What the other class costs by the tariff of the plan, and what is left beyond that. */
const freightParts = (row: BilledRow, planned: PlannedFreight, tables: CarrierTables): CausePart[] => {
  const inAll = row.billedYen - planned.freightYen;
  if (row.classCode === planned.classCode) return part('tariff', inAll);
  const cause = classCause(row, planned, tables);
  const atClass = freightAtClass(planned, row.classCode, tables);
  if (atClass === undefined) return [{ cause, yen: inAll }];
  // A larger class is told even where it happens to cost the same: the next parcel may not be so lucky.
  return [{ cause, yen: atClass - planned.freightYen }, ...part('tariff', row.billedYen - atClass)];
};

const classCause = (
  { classCode, weightGrams }: BilledRow,
  { carrier, service: code, classCode: plannedCode, outer }: PlannedFreight,
  tables: CarrierTables,
): Cause => {
  const service = serviceOf(tables, carrier, code);
  const place = (wanted: string): number => service?.classes.findIndex((one) => one.code === wanted) ?? -1;
  const [billed, planned] = [place(classCode), place(plannedCode)];
  if (!service || billed < 0 || planned < 0) return 'other-service';
  if (billed < planned) return 'smaller-class';
  if (weightGrams === null) return 'bulge';
  const byWeight = sizeClassOf({ outer, grossWeightGrams: weightGrams }, service);
  return byWeight.ok && byWeight.sizeClass.code === classCode ? 'weight' : 'bulge';
};

const surchargeCause = (row: BilledRow, { surchargeExpected, planned }: BilledParcel): Cause => {
  if (row.surchargeKind !== 'not-stated') return row.surchargeKind === 'remote' ? 'remote' : 'surcharge';
  return surchargeExpected || row.surchargeYen < (planned?.surchargeYen ?? 0) ? 'surcharge' : 'remote';
};
