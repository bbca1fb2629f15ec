import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import { refused, type Refused } from '../parcel/gate.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import { leavingLines, stayingLines } from '../parcel/split.js';
import { PlanningTablesSource, type ShopTables } from '../plan-parcels/planning-tables.js';
import { demandsOf, planUnits, type PlanAnswer } from '../plan-parcels/plan-units.js';
import type { ConfirmedOrder, ReservedLine } from '../shipment/shipment.js';
import type { StoredShipment } from '../shipment/shipment.store.js';
import { CarriageDesk } from '../work-parcel/carriage.js';
import { boxAlone, keptByHand, reservedUnits, type SplitPlan, type StayingPlan } from './split-plan.js';
import type { PlannedAs } from './splits.store.js';

/** Plans both halves of a parcel by the choice that plans every parcel. */
@Injectable()
export class PlanSplit {
  constructor(
    private readonly tables: PlanningTablesSource,
    private readonly carriage: CarriageDesk,
  ) {}

  async plan(
    tx: Transaction,
    inHand: ParcelInHand,
    { confirmed, parcelCount }: StoredShipment,
    plannedAs: PlannedAs,
  ): Promise<SplitPlan | Refused> {
    if (!confirmed)
      throw new Error(`Parcel ${inHand.parcel.parcelId} belongs to an order that was never confirmed`);
    const tables = await this.tables.now(tx);
    const { lines } = inHand.parcel;
    const going = reservedUnits(inHand, leavingLines(lines));
    const rest = await this.planned(going, confirmed, parcelCount, tables);
    if ('refused' in rest)
      return refused(
        rest.refused.reason === 'fits-no-package' ? 'rest-fits-no-package' : 'no-carrier-may-carry-it',
      );
    const box = await this.planBox(tx, inHand, confirmed, plannedAs, tables);
    if ('kind' in box) return box;
    return {
      stays: box.stays,
      parcels: rest.parcels,
      decisions: [...box.decisions, ...rest.decisions],
    };
  }

  /**
   * A label that is right for what stays is kept, and the box it is on; money to collect stands on it as well, and is less
   * now. Else package and service are chosen anew, unless a person chose the package: then that one is kept.
   */
  private async planBox(
    tx: Transaction,
    inHand: ParcelInHand,
    order: ConfirmedOrder,
    plannedAs: PlannedAs,
    tables: ShopTables,
  ): Promise<Pick<SplitPlan, 'stays' | 'decisions'> | Refused> {
    const { label, packageCode } = inHand.parcel;
    if (label && packageCode !== null && !order.cashOnDelivery) {
      const carriage = await this.carriedIn(tx, boxAlone(inHand, label), packageCode);
      if (carriage) return byHand({ packageCode, carriage, labelStays: true });
    }
    const labelStays = label === null;
    if (packageCode !== null && packageCode === plannedAs.packageCode) {
      const staying = reservedUnits(inHand, stayingLines(inHand.parcel.lines));
      const answer = await this.planned(staying, order, 0, tables);
      const [alone, ...more] = 'parcels' in answer ? answer.parcels : [];
      if ('parcels' in answer && alone?.packageCode && more.length === 0)
        return { stays: { ...alone, labelStays }, decisions: answer.decisions };
    }
    if (packageCode === null) return byHand({ packageCode, carriage: null, labelStays });
    const carriage = await this.carriedIn(tx, boxAlone(inHand, null), packageCode);
    return carriage ? byHand({ packageCode, carriage, labelStays }) : refused('no-carrier-may-carry-it');
  }

  private async carriedIn(tx: Transaction, inHand: ParcelInHand, packageCode: string) {
    const kind = await this.carriage.packageOf(tx, packageCode);
    return this.carriage.choose(tx, inHand, kind, null, true);
  }

  private async planned(
    units: readonly ReservedLine[],
    order: ConfirmedOrder,
    parcelsBefore: number,
    tables: ShopTables,
  ): Promise<PlanAnswer> {
    const demands = demandsOf(units, order, parcelsBefore, tables.day);
    await Promise.all(demands.map((demand) => this.tables.prepare(demand, tables)));
    return planUnits(units, order, parcelsBefore, tables);
  }
}

const byHand = (box: Omit<StayingPlan, 'decision'>): Pick<SplitPlan, 'stays' | 'decisions'> => ({
  stays: { ...box, decision: keptByHand },
  decisions: [],
});
