import { CountStockController } from './count-stock/count-stock.controller.js';
import { CountStock } from './count-stock/count-stock.handler.js';
import { FindItemsController } from './find-items/find-items.controller.js';
import { FoundItems } from './find-items/found-items.store.js';
import { OPERATIONS_KEPT_MS, PlatformModule } from '@okuru/platform';
import { Module } from '@nestjs/common';
import { AdjustStockController } from './adjust-stock/adjust-stock.controller.js';
import { AdjustStock } from './adjust-stock/adjust-stock.handler.js';
import { ImportStock } from './adjust-stock/import-stock.handler.js';
import { QueueStore } from './backorder/queue.store.js';
import { ServeQueue } from './backorder/serve-queue.js';
import { AgreeCount } from './count-stock/agree-count.handler.js';
import { CountTasksController } from './count-stock/count-tasks.controller.js';
import { CountTasks } from './count-stock/count-tasks.store.js';
import { entities, migrations } from './inventory.tables.js';
import { IssueStock } from './issue-stock/issue-stock.handler.js';
import { ChangeItems } from './item-master/change-items.js';
import { ImportItems } from './item-master/import-items.handler.js';
import { ItemController } from './item-master/item.controller.js';
import { ItemStore } from './item-master/item.store.js';
import { PutItem } from './item-master/put-item.handler.js';
import { LearnWeights } from './measuring/learn-weights.handler.js';
import { MeasuringController } from './measuring/measuring.controller.js';
import { Unmeasured } from './measuring/unmeasured.store.js';
import { LotLedger } from './lots/lot-ledger.store.js';
import { ExpiringLotsController } from './lots/expiring-lots.controller.js';
import { NamedLots } from './lots/named-lots.store.js';
import { Lots } from './lots/lots.store.js';
import { MissingUnits } from './missing-units/missing-units.store.js';
import { Operations } from './operation/operations.js';
import { ReceiveStockController } from './receive-stock/receive-stock.controller.js';
import { ReceiveStock } from './receive-stock/receive-stock.handler.js';
import { ReleaseStock } from './release-stock/release-stock.handler.js';
import { RehearseStock } from './rehearse-stock/rehearse-stock.handler.js';
import { ReplaceMissing } from './replace-missing/replace-missing.handler.js';
import { DemandStore } from './reservation/demand.store.js';
import { ReservationStore } from './reservation/reservation.store.js';
import { ReserveStock } from './reserve-stock/reserve-stock.handler.js';
import { ShowStockController } from './show-stock/show-stock.controller.js';
import { MoveStock } from './backorder/move-stock.js';
import { MovementStore } from './stock-ledger/movement.store.js';
import { StockStore } from './stock-ledger/stock.store.js';

const hears = [
  ReserveStock, // order.placed
  ReleaseStock, // parcels.voided
  IssueStock, // parcel.dispatched
  ReplaceMissing, // parcel.shortage-reported
  RehearseStock, // rehearsal.asked
  LearnWeights, // item.weighed
];

@Module({
  imports: [
    PlatformModule.forService('inventory', {
      entities,
      migrations,
      retention: { operationsMs: OPERATIONS_KEPT_MS },
    }),
  ],
  controllers: [
    ...hears,
    ItemController,
    ReceiveStockController,
    AdjustStockController,
    CountTasksController,
    ShowStockController,
    MeasuringController,
    CountStockController,
    FindItemsController,
    ExpiringLotsController,
  ],
  providers: [
    ItemStore,
    ChangeItems,
    ImportItems,
    PutItem,
    StockStore,
    MovementStore,
    Lots,
    LotLedger,
    NamedLots,
    MoveStock,
    DemandStore,
    ReservationStore,
    QueueStore,
    ServeQueue,
    MissingUnits,
    CountTasks,
    AgreeCount,
    Operations,
    ReceiveStock,
    AdjustStock,
    ImportStock,
    Unmeasured,
    CountStock,
    FoundItems,
  ],
})
export class InventoryModule {}
