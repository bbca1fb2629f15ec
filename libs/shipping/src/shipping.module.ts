import { Module } from '@nestjs/common';
import { OPERATIONS_KEPT_MS, PlatformModule } from '@okuru/platform';
import { CombinationsController } from './combine-orders/combinations.controller.js';
import { OpenGroups } from './combine-orders/open-groups.store.js';
import { DecisionThread } from './choose-packaging/decision-thread.js';
import { HandOverController } from './hand-over/hand-over.controller.js';
import { HandOver } from './hand-over/hand-over.handler.js';
import { ItemNames } from './item-replica/item-names.store.js';
import { RememberItems } from './item-replica/remember-items.handler.js';
import { migrations } from './migrations/index.js';
import { PackageKindRow } from './package-kinds/package-kind.entity.js';
import { PackageKinds } from './package-kinds/package-kinds.store.js';
import { PackagesController } from './put-packages/packages.controller.js';
import { ParcelStore } from './parcel/parcel.store.js';
import { Decisions } from './plan-parcels/decisions.store.js';
import { ParcelsToBe } from './plan-parcels/parcels-to-be.store.js';
import { PlanAgain } from './plan-parcels/plan-again.js';
import { PlanParcels } from './plan-parcels/plan-parcels.handler.js';
import { Planner } from './plan-parcels/planner.js';
import { PlanningTablesSource } from './plan-parcels/planning-tables.js';
import { ShipmentStore } from './shipment/shipment.store.js';
import { ShowDecisionController } from './show-decision/show-decision.controller.js';
import { ShownDecisions } from './show-decision/shown-decisions.store.js';
import { ShowParcelsController } from './show-parcels/show-parcels.controller.js';
import { ShownParcels } from './show-parcels/shown-parcels.store.js';
import { ParcelsOfOrders } from './void-parcels/parcels-of-orders.store.js';
import { VoidParcels } from './void-parcels/void-parcels.handler.js';
import { LabelParcel } from './waybill/label-parcel.handler.js';
import { ShipTo } from './waybill/ship-to.js';
import { SimulatedWaybills } from './waybill/simulated-waybills.js';
import { Waybills } from './waybill/waybills.js';
import { CarriageDesk } from './work-parcel/carriage.js';
import { MeasureParcel } from './work-parcel/measure-parcel.handler.js';
import { PackageChanges } from './work-parcel/package-changes.store.js';
import { ParcelWork } from './parcel-desk/parcel-work.js';
import { WaybillsKnown } from './work-parcel/waybills-known.store.js';
import { WorkParcelController } from './work-parcel/work-parcel.controller.js';
import { WorkParcel } from './work-parcel/work-parcel.handler.js';

/** What shipping hears: the four facts of these handlers. */
const hears = [PlanParcels, VoidParcels, RememberItems];
/** What people ask of it. */
const answers = [
  ShowParcelsController,
  ShowDecisionController,
  WorkParcelController,
  HandOverController,
  CombinationsController,
  PackagesController,
];

/** From reserved goods to the parcel that left with its own waybill. */
@Module({
  imports: [
    PlatformModule.forService('shipping', {
      entities: [PackageKindRow],
      migrations,
      retention: { operationsMs: OPERATIONS_KEPT_MS },
    }),
  ],
  controllers: [...hears, ...answers],
  providers: [
    ...[DecisionThread, ShipmentStore, ParcelsToBe, Decisions, PlanningTablesSource, Planner, PlanAgain],
    ...[ParcelStore, ParcelsOfOrders, ShownParcels, ShownDecisions, OpenGroups, PackageKinds, ItemNames],
    ...[ParcelWork, WorkParcel, MeasureParcel, CarriageDesk, PackageChanges, WaybillsKnown, HandOver],
    ...[LabelParcel, ShipTo, { provide: Waybills, useClass: SimulatedWaybills }],
  ],
})
export class ShippingModule {}
