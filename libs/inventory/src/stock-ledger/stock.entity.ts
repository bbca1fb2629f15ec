import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What lies in the warehouse of one sku. The table's own constraints keep `onHand = free + reserved`. */
@Entity({ name: 'stock' })
export class Stock {
  @PrimaryColumn({ type: 'text' })
  sku!: string;

  @PrimaryColumn({ type: 'text' })
  warehouse!: string;

  /** Units on the shelves, promised or not. */
  @Column({ name: 'on_hand', type: 'integer' })
  onHand!: number;

  /** Units promised to nobody, safety stock included. */
  @Column({ type: 'integer' })
  free!: number;

  /** Units promised to orders. */
  @Column({ type: 'integer' })
  reserved!: number;

  /** Units orders wait for. While there are any, nothing above the safety stock is free. */
  @Column({ type: 'integer' })
  waiting!: number;

  /** Units never promised. */
  @Column({ type: 'integer' })
  safety!: number;

  /** Its units are kept by lot. */
  @Column({ name: 'by_lot', type: 'boolean' })
  byLot!: boolean;
}
