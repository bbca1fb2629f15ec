import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An action of a key holder that was carried out, with the answer it got. */
@Entity({ name: 'operation' })
export class Operation {
  @PrimaryColumn({ name: 'key_id', type: 'text' })
  keyId!: string;

  @PrimaryColumn({ name: 'op_id', type: 'text' })
  opId!: string;

  @Column({ name: 'body_hash', type: 'text' })
  bodyHash!: string;

  @Column({ type: 'json', nullable: true })
  answer!: object | null;

  @Column({ type: 'timestamptz' })
  at!: Date;
}
