import { Module } from '@nestjs/common';
import { PrintThread } from '@okuru/documents';
import { CONFIG, type Config, OPERATIONS_KEPT_MS, PlatformModule } from '@okuru/platform';
import { AmendParcels } from './amend-parcels/amend-parcels.handler.js';
import { BilledParcels } from './carrier-bill/billed-parcels.store.js';
import { CarrierBillStore } from './carrier-bill/carrier-bill.store.js';
import { CarrierBillsController } from './carrier-bill/carrier-bills.controller.js';
import { ImportBill } from './carrier-bill/import-bill.handler.js';
import { ItemCorrectionsController } from './carrier-bill/item-corrections.controller.js';
import { ItemCorrections } from './carrier-bill/item-corrections.store.js';
import { ShownBills } from './carrier-bill/shown-bills.store.js';
import { CarrierContracts } from './carrier-files/carrier-contract.store.js';
import { CarrierFileRows } from './carrier-files/carrier-file-rows.store.js';
import { CarrierFilesController } from './carrier-files/carrier-files.controller.js';
import { ExportCarrierFile } from './carrier-files/export-carrier-file.handler.js';
import { ImportAnswer } from './carrier-files/import-answer.handler.js';
import { CarrierSettingsController } from './put-carrier-tables/carrier-settings.controller.js';
import { CarrierSettingsTable } from './carrier-tables/carrier-settings.store.js';
import { CarriersNow } from './carrier-tables/carriers-now.store.js';
import { PutTariff } from './put-carrier-tables/put-tariff.handler.js';
import { TariffsController } from './put-carrier-tables/tariffs.controller.js';
import { Tariffs } from './carrier-tables/tariffs.store.js';
import { CombinationsController } from './combine-orders/combinations.controller.js';
import { OpenGroups } from './combine-orders/open-groups.store.js';
import { KeepPhoto } from './photos/keep-photo.handler.js';
import { PhotosController } from './photos/photos.controller.js';
import { Photos } from './photos/photos.store.js';
import { DecisionThread } from './choose-packaging/decision-thread.js';
import { HandOverController } from './hand-over/hand-over.controller.js';
import { HandOver } from './hand-over/hand-over.handler.js';
import { ItemNames } from './item-replica/item-names.store.js';
import { RememberItems } from './item-replica/remember-items.handler.js';
import { LateParcelsController } from './late-parcels/late-parcels.controller.js';
import { LateParcels } from './late-parcels/late-parcels.store.js';
import { MoveLateParcels } from './late-parcels/move-late-parcels.handler.js';
import { migrations } from './migrations/index.js';
import { PackageKindRow } from './package-kinds/package-kind.entity.js';
import { PackageKinds } from './package-kinds/package-kinds.store.js';
import { LabelsController } from './print-labels/labels.controller.js';
import { PackagesController } from './put-packages/packages.controller.js';
import { ItemLots } from './lots/item-lots.store.js';
import { LotRulesNow } from './lots/lot-rules.store.js';
import { LotsController } from './lots/lots.controller.js';
import { ParcelLots } from './lots/parcel-lots.store.js';
import { ManyParcels } from './parcel/many-parcels.store.js';
import { ParcelStore } from './parcel/parcel.store.js';
import { BatchWork } from './pick-batch/batch-work.handler.js';
import { PickBatches } from './pick-batch/pick-batch.store.js';
import { PickLots } from './pick-batch/pick-lots.store.js';
import { PromiseLots } from './pick-batch/promise-lots.handler.js';
import { PrintBatchController } from './pick-batch/print-batch.controller.js';
import { PickBatchesController } from './pick-batch/pick-batches.controller.js';
import { WorkBatch } from './pick-batch/work-batch.handler.js';
import { CutOffsController } from './pick-ups/cut-offs.controller.js';
import { PickUpCountsTable } from './pick-ups/pick-up-counts.store.js';
import { PickUpsNow } from './pick-ups/pick-ups-now.store.js';
import { Decisions } from './plan-parcels/decisions.store.js';
import { PackingRunController } from './packing-run/packing-run.controller.js';
import { PackingRun } from './packing-run/packing-run.handler.js';
import { ParcelsToBe } from './plan-parcels/parcels-to-be.store.js';
import { PlanAgain } from './plan-parcels/plan-again.js';
import { PlanParcels } from './plan-parcels/plan-parcels.handler.js';
import { Planner } from './plan-parcels/planner.js';
import { PlanningTablesSource } from './plan-parcels/planning-tables.js';
import { RemotePlaces } from './plan-parcels/remote-places.store.js';
import { PaperedParcels } from './print-parcels/papered-parcels.store.js';
import { PrintParcelsController } from './print-parcels/print-parcels.controller.js';
import { PrintParcels } from './print-parcels/print-parcels.handler.js';
import { PrintSheetsController } from './print-sheets/print-sheets.controller.js';
import { Printer } from './print-sheets/printer.handler.js';
import { Sheets } from './print-sheets/sheets.store.js';
import { QualityController } from './quality/quality.controller.js';
import { QualityFigures } from './quality/quality.store.js';
import { RecordMisShipment } from './quality/record-mis-shipment.handler.js';
import { ContinueParcels } from './report-missing/continue-parcels.handler.js';
import { ReportMissingController } from './report-missing/report-missing.controller.js';
import { ReportMissing } from './report-missing/report-missing.handler.js';
import { Shortages } from './report-missing/shortages.store.js';
import { RehearseParcels } from './rehearse-parcels/rehearse-parcels.handler.js';
import { ShipmentStore } from './shipment/shipment.store.js';
import { PlanSplit } from './split-parcel/plan-split.handler.js';
import { SplitParcelController } from './split-parcel/split-parcel.controller.js';
import { SplitParcel } from './split-parcel/split-parcel.handler.js';
import { Splits } from './split-parcel/splits.store.js';
import { ShowDecisionController } from './show-decision/show-decision.controller.js';
import { ShownDecisions } from './show-decision/shown-decisions.store.js';
import { ShowParcelsController } from './show-parcels/show-parcels.controller.js';
import { ShownParcels } from './show-parcels/shown-parcels.store.js';
import { TellUnitsAwaited } from './units-awaited/tell-units-awaited.handler.js';
import { UnitsAwaitedTable } from './units-awaited/units-awaited.store.js';
import { ParcelsOfOrders } from './void-parcels/parcels-of-orders.store.js';
import { VoidParcels } from './void-parcels/void-parcels.handler.js';
import { LabelParcel } from './waybill/label-parcel.handler.js';
import { ShipTo } from './waybill/ship-to.js';
import { CarrierLine } from './waybill/carrier-line.js';
import { CarrierWaybills } from './waybill/carrier-waybills.js';
import { SimulatedWaybills } from './waybill/simulated-waybills.js';
import { Waybills } from './waybill/waybills.js';
import { PackingSettingsController } from './weight-check/packing-settings.controller.js';
import { PackingSettingsTable } from './weight-check/packing-settings.store.js';
import { WeightsAccepted } from './weight-check/weights-accepted.store.js';
import { AskWhatIf } from './what-if/ask-what-if.handler.js';
import { PlannedOnceStore } from './what-if/planned-once.store.js';
import { ReprintLabelController } from './reprint-label/reprint-label.controller.js';
import { ReprintLabel } from './reprint-label/reprint-label.handler.js';
import { VoidWaybills } from './reprint-label/void-waybills.store.js';
import { RunWhatIf } from './what-if/run-what-if.handler.js';
import { WhatIfController } from './what-if/what-if.controller.js';
import { WhatIfStore } from './what-if/what-if.store.js';
import { CarriageDesk } from './work-parcel/carriage.js';
import { MeasureParcel } from './work-parcel/measure-parcel.handler.js';
import { PackageChanges } from './work-parcel/package-changes.store.js';
import { ParcelWork } from './parcel-desk/parcel-work.js';
import { WaybillsKnown } from './work-parcel/waybills-known.store.js';
import { WorkParcelController } from './work-parcel/work-parcel.controller.js';
import { WorkParcel } from './work-parcel/work-parcel.handler.js';

/** What shipping hears: the facts of these handlers. */
const hears = [
  PlanParcels,
  VoidParcels,
  AmendParcels,
  ContinueParcels,
  RememberItems,
  RehearseParcels,
  PromiseLots,
];
/** What people ask of it. */
const answers = [
  ...[
    ShowParcelsController,
    ShowDecisionController,
    WorkParcelController,
    HandOverController,
    PackingRunController,
    LabelsController,
    ReprintLabelController,
    PackingSettingsController,
    ReportMissingController,
    SplitParcelController,
    PhotosController,
  ],
  ...[PackagesController, CombinationsController, TariffsController, CarrierSettingsController],
  ...[CutOffsController, LateParcelsController, QualityController],
  ...[
    PrintParcelsController,
    PrintSheetsController,
    PickBatchesController,
    PrintBatchController,
    LotsController,
  ],
  ...[CarrierBillsController, ItemCorrectionsController, WhatIfController, CarrierFilesController],
];

/** From reserved goods to the parcel that left with its own waybill. */
/** A carrier's own numbers where the environment names one, else ours. */
const waybillsOf = ({ carrierApi }: Config, shipTo: ShipTo, simulated: SimulatedWaybills): Waybills =>
  carrierApi ? new CarrierWaybills(new CarrierLine(carrierApi), shipTo) : simulated;

@Module({
  imports: [
    PlatformModule.forService('shipping', {
      entities: [PackageKindRow],
      migrations,
      retention: { operationsMs: OPERATIONS_KEPT_MS, expiring: ['parcel_photo'] },
    }),
  ],
  controllers: [...hears, ...answers],
  providers: [
    ...[
      DecisionThread,
      ShipmentStore,
      ParcelsToBe,
      Decisions,
      PlanningTablesSource,
      RemotePlaces,
      Planner,
      PlanAgain,
    ],
    ...[ParcelStore, ParcelsOfOrders, ShownParcels, ShownDecisions, OpenGroups, PackageKinds, ItemNames],
    ...[ParcelWork, WorkParcel, MeasureParcel, CarriageDesk, PackageChanges, WaybillsKnown, HandOver],
    ...[ManyParcels, PackingRun],
    ...[PrintThread, Printer, PrintParcels, PaperedParcels, Sheets],
    ...[PickBatches, BatchWork, WorkBatch, PickLots],
    ...[ItemLots, ParcelLots, LotRulesNow],
    ...[ReportMissing, Shortages],
    ...[SplitParcel, PlanSplit, Splits],
    ...[KeepPhoto, Photos],
    ...[PickUpsNow, PickUpCountsTable, LateParcels, MoveLateParcels],
    ...[TellUnitsAwaited, UnitsAwaitedTable, QualityFigures, RecordMisShipment],
    ...[AskWhatIf, RunWhatIf, WhatIfStore, PlannedOnceStore],
    ...[ImportBill, CarrierBillStore, BilledParcels, ShownBills, ItemCorrections],
    ...[Tariffs, CarrierSettingsTable, CarriersNow, PutTariff],
    ...[CarrierContracts, CarrierFileRows, ExportCarrierFile, ImportAnswer],
    ...[ReprintLabel, VoidWaybills, PackingSettingsTable, WeightsAccepted],
    ...[LabelParcel, ShipTo, SimulatedWaybills],
    { provide: Waybills, useFactory: waybillsOf, inject: [CONFIG, ShipTo, SimulatedWaybills] },
  ],
})
export class ShippingModule {}
