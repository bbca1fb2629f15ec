import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `restocked` are units that came back from a buyer. */
export type MovementKind = 'received' | 'adjusted' | 'shipped' | 'restocked';

/** One change of what lies in the warehouse, with its cause. The sum of all changes of a sku is what is on hand. */
@Entity({ name: 'movement' })
export class Movement {
  @PrimaryColumn({ type: 'bigint' })
  id!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  sku!: string;

  @Column({ type: 'text' })
  warehouse!: string;

  @Column({ type: 'text' })
  kind!: MovementKind;

  /** Units more (above zero) or fewer on hand. */
  @Column({ type: 'integer' })
  change!: number;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** The API key and its operation that caused it. */
  @Column({ name: 'key_id', type: 'text', nullable: true })
  keyId!: string | null;

  @Column({ name: 'op_id', type: 'text', nullable: true })
  opId!: string | null;

  @Column({ name: 'parcel_id', type: 'uuid', nullable: true })
  parcelId!: string | null;

  @Column({ name: 'order_id', type: 'uuid', nullable: true })
  orderId!: string | null;

  @Column({ name: 'line_id', type: 'text', nullable: true })
  lineId!: string | null;

  /** Of goods that are kept by lot. */
  @Column({ type: 'text', nullable: true })
  lot!: string | null;
}
