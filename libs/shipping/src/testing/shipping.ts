import { randomUUID } from 'node:crypto';
import { CARRIER_SERVICES } from '@okuru/carriers';
import type { EventData, EventType } from '@okuru/contracts';
import { MovableClock, Timers, type Config, type Heard, type Transaction } from '@okuru/platform';
import { MemoryKeyRing, migratedDatabase, openService } from '@okuru/platform/testing';
import { AmendParcels } from '../amend-parcels/amend-parcels.handler.js';
import { CarrierSettingsController } from '../put-carrier-tables/carrier-settings.controller.js';
import { CarrierSettingsTable } from '../carrier-tables/carrier-settings.store.js';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import { PutTariff } from '../put-carrier-tables/put-tariff.handler.js';
import { TariffsController } from '../put-carrier-tables/tariffs.controller.js';
import { Tariffs } from '../carrier-tables/tariffs.store.js';
import { CombinationsController } from '../combine-orders/combinations.controller.js';
import { OpenGroups } from '../combine-orders/open-groups.store.js';
import { DecisionThread } from '../choose-packaging/decision-thread.js';
import { HandOver } from '../hand-over/hand-over.handler.js';
import { ItemNames } from '../item-replica/item-names.store.js';
import { RememberItems } from '../item-replica/remember-items.handler.js';
import { ItemLots } from '../lots/item-lots.store.js';
import { LotRulesNow } from '../lots/lot-rules.store.js';
import { LotsController } from '../lots/lots.controller.js';
import { ParcelLots } from '../lots/parcel-lots.store.js';
import { migrations } from '../migrations/index.js';
import { PackageKindRow } from '../package-kinds/package-kind.entity.js';
import { PackageKinds } from '../package-kinds/package-kinds.store.js';
import { PackagesController } from '../put-packages/packages.controller.js';
import { PackingRun } from '../packing-run/packing-run.handler.js';
import { ManyParcels } from '../parcel/many-parcels.store.js';
import { ParcelStore, type StoredAnswer } from '../parcel/parcel.store.js';
import type { LabelMode } from '../parcel/gate.js';
import { BatchWork } from '../pick-batch/batch-work.handler.js';
import { PickBatches } from '../pick-batch/pick-batch.store.js';
import { PickLots } from '../pick-batch/pick-lots.store.js';
import { PromiseLots } from '../pick-batch/promise-lots.handler.js';
import { WorkBatch } from '../pick-batch/work-batch.handler.js';
import { Decisions } from '../plan-parcels/decisions.store.js';
import { ParcelsToBe } from '../plan-parcels/parcels-to-be.store.js';
import { PlanAgain } from '../plan-parcels/plan-again.js';
import { PlanParcels } from '../plan-parcels/plan-parcels.handler.js';
import { Planner } from '../plan-parcels/planner.js';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import { RemotePlaces } from '../plan-parcels/remote-places.store.js';
import { ContinueParcels } from '../report-missing/continue-parcels.handler.js';
import { ReportMissing } from '../report-missing/report-missing.handler.js';
import { Shortages } from '../report-missing/shortages.store.js';
import { RehearseParcels } from '../rehearse-parcels/rehearse-parcels.handler.js';
import { QualityController } from '../quality/quality.controller.js';
import { QualityFigures } from '../quality/quality.store.js';
import { RecordMisShipment } from '../quality/record-mis-shipment.handler.js';
import { ReprintLabel } from '../reprint-label/reprint-label.handler.js';
import { VoidWaybills } from '../reprint-label/void-waybills.store.js';
import type { ReprintReason } from '../parcel/gate.js';
import { PlanSplit } from '../split-parcel/plan-split.handler.js';
import { SplitParcel } from '../split-parcel/split-parcel.handler.js';
import { Splits } from '../split-parcel/splits.store.js';
import { LateParcels } from '../late-parcels/late-parcels.store.js';
import { MoveLateParcels } from '../late-parcels/move-late-parcels.handler.js';
import { CutOffsController } from '../pick-ups/cut-offs.controller.js';
import { PickUpCountsTable } from '../pick-ups/pick-up-counts.store.js';
import { PickUpsNow } from '../pick-ups/pick-ups-now.store.js';
import { TellUnitsAwaited } from '../units-awaited/tell-units-awaited.handler.js';
import { UnitsAwaitedTable } from '../units-awaited/units-awaited.store.js';
import { ShipmentStore } from '../shipment/shipment.store.js';
import { ShownParcels, type ShownParcel } from '../show-parcels/shown-parcels.store.js';
import { ParcelsOfOrders } from '../void-parcels/parcels-of-orders.store.js';
import { VoidParcels } from '../void-parcels/void-parcels.handler.js';
import { LabelParcel } from '../waybill/label-parcel.handler.js';
import { ShipTo } from '../waybill/ship-to.js';
import { SimulatedWaybills } from '../waybill/simulated-waybills.js';
import type { Waybills } from '../waybill/waybills.js';
import { CarriageDesk } from '../work-parcel/carriage.js';
import { MeasureParcel } from '../work-parcel/measure-parcel.handler.js';
import { PackageChanges } from '../work-parcel/package-changes.store.js';
import { ParcelWork } from '../parcel-desk/parcel-work.js';
import { WaybillsKnown } from '../work-parcel/waybills-known.store.js';
import { WorkParcel } from '../work-parcel/work-parcel.handler.js';
import { PackingSettingsController } from '../weight-check/packing-settings.controller.js';
import { PackingSettingsTable } from '../weight-check/packing-settings.store.js';
import { DEFAULT_WEIGHT_CHECK } from '../weight-check/weight-check.js';
import { WeightsAccepted } from '../weight-check/weights-accepted.store.js';
import { confirmedOrder, heard, NOW, reservedStock, type Units } from './facts.js';

/** What was stated. */
export interface Stated {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** Shipping on a database of its own, without HTTP and event log. */
export const openShipping = async (
  change: {
    waybills?: (own: Waybills) => Waybills;
    /** Most stories weigh with any figure, so their shops do not check it. */
    checksWeights?: boolean;
  } = {},
) => {
  const database = await migratedDatabase('shipping', migrations);
  const clock = new MovableClock(new Date(NOW));
  const service = await openService('shipping', database.url, {
    entities: [PackageKindRow],
    migrations,
    clock,
  });
  const { unitOfWork } = service;
  const keyRing = new MemoryKeyRing();
  const config = { originPrefecture: 13, timeZone: 'Asia/Tokyo' } as Config;

  const shipments = new ShipmentStore();
  const packageKinds = new PackageKinds();
  const tariffs = new Tariffs();
  const carrierSettings = new CarrierSettingsTable();
  const carriersNow = new CarriersNow(config, tariffs, carrierSettings);
  const tables = new PlanningTablesSource(config, packageKinds, carriersNow, clock, new DecisionThread());
  const planner = new Planner(
    shipments,
    new ParcelsToBe(),
    new Decisions(),
    tables,
    new RemotePlaces(keyRing),
    clock,
  );
  const planAgain = new PlanAgain(unitOfWork, shipments, planner);
  const planParcels = new PlanParcels(shipments, planner);
  const rehearseParcels = new RehearseParcels(tables, clock);
  const voidParcels = new VoidParcels(shipments, new ParcelsOfOrders(), clock);
  const amendParcels = new AmendParcels(shipments, new ParcelsOfOrders(), planner, clock);
  const shortages = new Shortages();
  const timers = new Timers(unitOfWork, clock);
  const pickUps = new PickUpsNow(carriersNow, clock, config);
  const telling = new TellUnitsAwaited(
    timers,
    shipments,
    carriersNow,
    pickUps,
    new UnitsAwaitedTable(config),
    clock,
  );
  telling.onModuleInit();
  const continueParcels = new ContinueParcels(shipments, new ParcelsOfOrders(), shortages, planner, telling);
  const items = new ItemNames();
  const parcelWork = new ParcelWork(unitOfWork, new ParcelStore(), clock);
  const carriage = new CarriageDesk(shipments, packageKinds, tables);
  const waybillsKnown = new WaybillsKnown();
  const work = new WorkParcel(parcelWork, items, waybillsKnown, packageKinds);
  const parcelLots = new ParcelLots();
  const reporting = new ReportMissing(parcelWork, shortages, parcelLots);
  const splitting = new SplitParcel(
    unitOfWork,
    new ParcelStore(),
    parcelWork,
    shipments,
    new Splits(),
    new PlanSplit(tables, carriage),
    new ParcelsToBe(),
    new Decisions(),
    tables,
    shortages,
    new VoidWaybills(),
    clock,
  );
  const packageChanges = new PackageChanges();
  const packingSettings = new PackingSettingsTable();
  const measuring = new MeasureParcel(
    parcelWork,
    carriage,
    packageChanges,
    packingSettings,
    new WeightsAccepted(),
  );
  const simulated = new SimulatedWaybills(unitOfWork);
  const waybills = change.waybills?.(simulated) ?? simulated;
  const shipTo = new ShipTo(unitOfWork, shipments, keyRing);
  const labels = new LabelParcel(parcelWork, waybills, shipTo, carriersNow);
  const reprints = new ReprintLabel(labels, carriage, carriersNow, new VoidWaybills());
  const handOvers = new HandOver(parcelWork, shipments, parcelLots);
  const packingRun = new PackingRun(
    unitOfWork,
    new ManyParcels(),
    packageKinds,
    items,
    shipments,
    carriage,
    carriersNow,
    packingSettings,
    packageChanges,
    waybillsKnown,
    waybills,
    shipTo,
    parcelLots,
    clock,
  );
  const itemLots = new ItemLots();
  const pickLots = new PickLots(itemLots, parcelLots);
  const pickBatches = new PickBatches(pickLots);
  const lotRules = new LotRulesNow(packingSettings, pickUps);
  const batchWork = new BatchWork(unitOfWork, pickBatches, clock);
  const picking = new WorkBatch(batchWork, pickBatches, items, pickLots, lotRules);
  const late = new MoveLateParcels(
    unitOfWork,
    batchWork,
    pickUps,
    carriersNow,
    shipments,
    new LateParcels(config),
  );
  const shown = new ShownParcels();
  const figures = new QualityFigures(config);

  const inOneBatch =
    <T extends EventType>(type: T, handle: (events: Heard<T>[], tx: Transaction) => Promise<void>) =>
    (...data: EventData<T>[]): Promise<void> =>
      unitOfWork.run((tx) =>
        handle(
          data.map((each) => heard(type, each)),
          tx,
        ),
      );
  const query = <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    unitOfWork.run((tx) => tx.query<Row>(sql, parameters));

  const act = (parcelId: string, opId: string = randomUUID(), keyId = 'key-1') => ({ keyId, opId, parcelId });
  const scan = (parcelId: string, barcode: string, opId?: string, count = 1): Promise<StoredAnswer> =>
    work.scan(act(parcelId, opId), { barcode, count });
  const handOver = (waybill: string, opId: string = randomUUID(), carrier?: string): Promise<StoredAnswer> =>
    handOvers.handOver({ keyId: 'key-1', opId, waybill, carrier });
  const label = (parcelId: string, opId?: string): Promise<StoredAnswer> => labels.label(act(parcelId, opId));

  const settings = new CarrierSettingsController(unitOfWork, carrierSettings, planAgain, clock);
  /** The shop says of all services when their waybills are printed. */
  const labelled = (labelMode: LabelMode) =>
    settings.put({
      services: CARRIER_SERVICES.map(({ carrier, service }) => ({
        carrier,
        service,
        inUse: true,
        labelMode,
      })),
    });

  const packing = new PackingSettingsController(unitOfWork, packingSettings, items, clock);
  if (!change.checksWeights) await packing.put({ weightCheck: { ...DEFAULT_WEIGHT_CHECK, inUse: false } });

  const confirmed = inOneBatch('order.confirmed', (events, tx) => planParcels.confirmed(events, tx));
  const reserved = inOneBatch('stock.reserved', (events, tx) => planParcels.reserved(events, tx));
  const parcelsOf = (orderId: string): Promise<ShownParcel[]> =>
    unitOfWork.read(async (tx) =>
      (await shown.list(tx, undefined, 1_000, undefined)).filter((parcel) => parcel.orderId === orderId),
    );

  return {
    clock,
    config,
    keyRing,
    unitOfWork,
    packageKinds,
    tables,
    query,
    work,
    measuring,
    packingRun,
    pickBatches,
    picking,
    late,
    cutOffs: new CutOffsController(unitOfWork, pickUps, new PickUpCountsTable(config), clock),
    quality: new QualityController(unitOfWork, figures, pickUps, new RecordMisShipment(parcelWork, figures)),
    sweepTimers: () => timers.sweep(),
    act,
    scan,
    label,
    handOver,
    reprint: (
      parcelId: string,
      reason: ReprintReason = 'damaged-label',
      opId?: string,
    ): Promise<StoredAnswer> => reprints.reprint(act(parcelId, opId), reason),
    packages: new PackagesController(unitOfWork, packageKinds, planAgain),
    tariffs: new TariffsController(
      unitOfWork,
      new PutTariff(config, unitOfWork, tariffs, clock),
      tariffs,
      carriersNow,
      planAgain,
    ),
    carrierSettings: settings,
    labelled,
    packing,
    combinations: async () =>
      (await new CombinationsController(unitOfWork, new OpenGroups(), tables).list()).combinations,

    /** Handlers of events; what is given comes as one batch. */
    confirmed,
    reserved,
    cancelled: (...orderIds: string[]): Promise<void> =>
      inOneBatch('order.cancellation-requested', (events, tx) => voidParcels.requested(events, tx))(
        ...orderIds.map((orderId) => ({ orderId, reason: 'buyer-asked' as const })),
      ),
    amended: inOneBatch('order.amendment-requested', (events, tx) => amendParcels.requested(events, tx)),
    replaced: inOneBatch('stock.replaced', (events, tx) => continueParcels.replaced(events, tx)),
    awaited: inOneBatch('stock.replacement-awaited', (events, tx) => continueParcels.awaited(events, tx)),
    rehearse: inOneBatch('rehearsal.stocked', (events, tx) => rehearseParcels.rehearse(events, tx)),
    lotsChanged: inOneBatch('lots.changed', (events, tx) =>
      new PromiseLots(itemLots, parcelLots, pickBatches, pickLots, lotRules).changed(events, tx),
    ),
    lots: new LotsController(unitOfWork, parcelLots),
    changed: inOneBatch('item.changed', (events, tx) => new RememberItems(items).changed(events, tx)),

    parcelsOf,
    parcel: (parcelId: string) => unitOfWork.read((tx) => shown.find(tx, parcelId)),

    /** Units of a parcel are missing, unless told otherwise one that was not found. */
    reportMissing: (
      parcelId: string,
      shortage: { sku: string; quantity?: number; cause?: 'not-found' | 'damaged' },
      opId?: string,
    ): Promise<StoredAnswer> =>
      reporting.report(act(parcelId, opId), { quantity: 1, cause: 'not-found', ...shortage }),

    /** What is not in the box goes into another one. */
    split: (parcelId: string, opId?: string): Promise<StoredAnswer> => splitting.split(act(parcelId, opId)),
    splitPreview: (parcelId: string): Promise<object> => splitting.preview(parcelId),

    /** An order whose parcel waits for the warehouse. */
    async aPlannedParcel(
      units: Units,
      over: Partial<EventData<'order.confirmed'>> = {},
      facts?: Parameters<typeof reservedStock>[2],
    ) {
      const order = confirmedOrder(units, over);
      await confirmed(order);
      await reserved(reservedStock(order, {}, facts));
      const [parcel] = await parcelsOf(order.orderId);
      return { order, orderId: order.orderId, parcelId: parcel!.parcelId };
    },

    /** Scans every unit, weighs and labels: ready to close. */
    async pack(parcelId: string): Promise<string> {
      const parcel = await unitOfWork.read((tx) => shown.find(tx, parcelId));
      for (const line of parcel!.lines) {
        for (let unit = 0; unit < line.quantity; unit += 1) await scan(parcelId, line.sku);
      }
      await measuring.weigh(act(parcelId), { grams: 900 });
      const { body } = await label(parcelId);
      return (body as { trackingNumber: string }).trackingNumber;
    },
    close: (parcelId: string, waybill?: string, opId?: string) =>
      work.close(act(parcelId, opId), { waybill }),

    /** What was stated of an order, in its order. */
    factsOf: (orderId: string): Promise<Stated[]> =>
      query<Stated>('SELECT type, data FROM event WHERE key = $1 ORDER BY aggregate_version', [
        `order:${orderId}`,
      ]),

    /** How many transactions wait for a lock that another holds. */
    async waitingForLocks(): Promise<number> {
      const [row] = await query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return row!.waiting;
    },

    async end(): Promise<void> {
      await service.close();
      await database.drop();
    },
  };
};

export type Shipping = Awaited<ReturnType<typeof openShipping>>;
