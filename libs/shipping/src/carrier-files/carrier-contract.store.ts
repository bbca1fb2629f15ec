import { Injectable } from '@nestjs/common';
import type { Contract, Party } from '@okuru/carrier-files';
import type { ReadTransaction, Transaction } from '@okuru/platform';

/** What the shop agreed with a carrier whose program prints its waybills, and what stands on all of them. */
export interface CarrierContract extends Contract {
  readonly sender: Party;
  /** 品名: what stands on the waybill instead of the names of the goods. */
  readonly goodsWords: string;
}

const NEWEST = 'SELECT document FROM carrier_contract WHERE program = $1 ORDER BY version DESC LIMIT 1';
const INSERT =
  'INSERT INTO carrier_contract (program, document, put_at) VALUES ($1, $2::jsonb, $3::timestamptz)';

/** One contract per carrier's program; every change is a new row, the newest counts. */
@Injectable()
export class CarrierContracts {
  async newest(tx: ReadTransaction, program: string): Promise<CarrierContract | undefined> {
    const [row] = await tx.query<{ document: CarrierContract }>(NEWEST, [program]);
    return row?.document;
  }

  async put(tx: Transaction, program: string, contract: CarrierContract, at: Date): Promise<void> {
    await tx.query(INSERT, [program, JSON.stringify(contract), at.toISOString()]);
  }
}
