import { Module } from '@nestjs/common';
import { PlatformModule } from '@okuru/platform';
import { AmendOrderController } from './amend-order/amend-order.controller.js';
import { AmendOrder } from './amend-order/amend-order.handler.js';
import { CancelOrderController } from './cancel-order/cancel-order.controller.js';
import { FollowOrder } from './follow-order/follow-order.handler.js';
import { FollowOrderListener } from './follow-order/follow-order.listener.js';
import { EndHoldWhenDeadlinePassed } from './hold-order/end-hold-when-deadline-passed.js';
import { HoldOrderController } from './hold-order/hold-order.controller.js';
import { ItemReplicaController } from './item-replica/item-replica.controller.js';
import { migrations } from './migrations/index.js';
import { PayOrderController } from './pay-order/pay-order.controller.js';
import { PayOrder } from './pay-order/pay-order.handler.js';
import { ForgetOldKeys } from './place-order/forget-old-keys.js';
import { Intake } from './place-order/intake.js';
import { OutboxRoom } from './place-order/outbox-room.store.js';
import { PlaceOrderController } from './place-order/place-order.controller.js';
import { PlaceOrder } from './place-order/place-order.handler.js';
import { PlaceOrdersController } from './place-order/place-orders.controller.js';
import { PlaceOrders } from './place-order/place-orders.handler.js';
import { RehearseOrder } from './place-order/rehearse-order.handler.js';
import { ShedOrders } from './place-order/shed-orders.js';
import { ShopDay } from './place-order/shop-day.js';
import { orderEntities } from './record-order/order.entities.js';
import { OrderDesk } from './record-order/order-desk.js';
import { OrderRecorder } from './record-order/order-recorder.js';
import { RehearsalListener } from './rehearse-order/rehearsal.listener.js';
import { Rehearsals } from './rehearse-order/rehearsals.js';
import { ShowOrderController } from './show-order/show-order.controller.js';
import { ShowOrder } from './show-order/show-order.handler.js';

/** Accepts orders, holds and confirms them, follows them through the house, and cancels them. */
@Module({
  imports: [PlatformModule.forService('order', { entities: orderEntities, migrations })],
  controllers: [
    PlaceOrderController,
    PlaceOrdersController,
    HoldOrderController,
    PayOrderController,
    CancelOrderController,
    AmendOrderController,
    ShowOrderController,
    FollowOrderListener,
    ItemReplicaController,
    RehearsalListener,
  ],
  providers: [
    PlaceOrder,
    PlaceOrders,
    RehearseOrder,
    Rehearsals,
    Intake,
    OutboxRoom,
    ShedOrders,
    ShopDay,
    ForgetOldKeys,
    EndHoldWhenDeadlinePassed,
    PayOrder,
    AmendOrder,
    FollowOrder,
    ShowOrder,
    OrderDesk,
    OrderRecorder,
  ],
})
export class OrderModule {}
