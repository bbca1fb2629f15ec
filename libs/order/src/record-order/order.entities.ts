import type { LineSet, Sealed } from '@okuru/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CancelReason, HoldReason, Payment } from '../order/order-events.js';
import type { Amendment, Cancellation, Order, ParcelStatus } from '../order/order-state.js';
import type { OrderStage, OrderStatus } from '../order/status.js';

/** The tables as the reading side sees them; the busy writes are set-based statements in the stores. */
@Entity('orders')
export class OrderEntity {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @Column('text') channel!: string;
  @Column('text') reference!: string;
  @Column('timestamptz', { name: 'placed_at' }) placedAt!: Date;
  @Column('timestamptz', { name: 'confirmed_at' }) confirmedAt!: Date | null;
  @Column('text') status!: OrderStatus;
  /** The database derives it from the status, and has an index of it. */
  @Column('text', { select: false }) stage!: OrderStage;
  @Column('text', { array: true }) holds!: HoldReason[];
  @Column('timestamptz') deadline!: Date | null;
  @Column('integer') total!: number;
  @Column('text', { name: 'payment_method' }) paymentMethod!: Payment['method'];
  @Column('text', { name: 'payment_status' }) paymentStatus!: Payment['status'];
  @Column('integer', { name: 'payment_amount' }) paymentAmount!: number;
  @Column('timestamptz', { name: 'payment_received_at' }) paymentReceivedAt!: Date | null;
  @Column('text') cancellation!: Cancellation['state'];
  @Column('text', { name: 'cancel_reason' }) cancelReason!: CancelReason | null;
  @Column('jsonb') amendment!: Amendment | null;
  @Column('text', { name: 'planning_fault' }) planningFault!: string | null;
  @Column('integer', { name: 'near_misses' }) nearMisses!: number;
  @Column('jsonb', { select: false }) contact!: Sealed;
  @Column('jsonb', { name: 'ship_to', select: false }) shipTo!: Sealed;
}

@Entity('order_line')
export class OrderLineEntity {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @PrimaryColumn('text', { name: 'line_id' }) lineId!: string;
  @Column('smallint') position!: number;
  @Column('text') sku!: string;
  @Column('integer') ordered!: number;
  @Column('integer') reserved!: number;
  @Column('integer') packed!: number;
  @Column('integer') shipped!: number;
  @Column('integer') cancelled!: number;
  @Column('integer') returned!: number;
  @Column('integer', { name: 'unit_price' }) unitPrice!: number;
  /** The set that was ordered, on a line of a part. */
  @Column('jsonb', { name: 'of_set' }) ofSet!: LineSet | null;
}

@Entity('order_parcel')
export class OrderParcelEntity {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @PrimaryColumn('uuid', { name: 'parcel_id' }) parcelId!: string;
  @Column('text') status!: ParcelStatus;
  @Column('jsonb') lines!: Order['parcels'][number]['lines'];
  @Column('text') carrier!: string | null;
  @Column('text') service!: string | null;
  @Column('text', { name: 'tracking_number' }) trackingNumber!: string | null;
}

@Entity('order_letter')
export class OrderLetterEntity {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @PrimaryColumn('text', { name: 'message_id' }) messageId!: string;
  @Column('text') kind!: string;
  @Column('timestamptz', { name: 'sent_at' }) sentAt!: Date;
}

@Entity('order_history')
export class OrderHistoryEntity {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @PrimaryColumn('integer') entry!: number;
  @Column('timestamptz') at!: Date;
  @Column('text') what!: string;
  @Column('text') source!: string;
  @Column('uuid', { name: 'event_id' }) eventId!: string | null;
  @Column('integer', { name: 'aggregate_version' }) aggregateVersion!: number | null;
  @Column('jsonb') detail!: object;
  @Column('char', { length: 64 }) hash!: string;
}

export const orderEntities = [
  OrderEntity,
  OrderLineEntity,
  OrderParcelEntity,
  OrderLetterEntity,
  OrderHistoryEntity,
];
