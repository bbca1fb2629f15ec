import { Inject, Injectable } from '@nestjs/common';
import type { PackageKind } from '@okuru/packing';
import {
  Clock,
  CONFIG,
  type Config,
  type CsvFault,
  newId,
  refuseFaultyFile,
  UnitOfWork,
  type Transaction,
} from '@okuru/platform';
import { PackageKinds } from '../package-kinds/package-kinds.store.js';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import { BILL_LAYOUTS, type BillLayoutName } from './bill-layouts.js';
import type { BilledRow } from './billed-row.js';
import { BilledParcels } from './billed-parcels.store.js';
import { CarrierBillStore, type BilledDays } from './carrier-bill.store.js';
import { judgeBill, type KnownParcel } from './judge-bill.js';
import { knownParcel } from './known-parcel.js';
import { readBillFile } from './read-bill-file.js';

/** A bill somebody hands in. */
export interface BillToImport {
  readonly carrier: string;
  readonly billNumber: string;
  readonly layout: BillLayoutName;
  readonly file: Uint8Array;
  /** When not given, the first and last day of the rows. */
  readonly days: Partial<BilledDays>;
}

export interface BillImported {
  readonly billId: string;
  /** Rows taken now. */
  readonly added: number;
  /** Rows that this bill had already. */
  readonly known: number;
}

/** Takes a whole bill or, when any row is faulty, nothing of it; the same bill again changes nothing. */
@Injectable()
export class ImportBill {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly bills: CarrierBillStore,
    private readonly parcels: BilledParcels,
    private readonly packageKinds: PackageKinds,
    private readonly tables: PlanningTablesSource,
    private readonly clock: Clock,
  ) {}

  async import(bill: BillToImport): Promise<BillImported> {
    const { rows, faults } = readBillFile(
      bill.file,
      BILL_LAYOUTS[bill.layout],
      this.classCodes(bill.carrier),
    );
    faults.push(...outside(rows, bill));
    if (faults.length > 0) throw refuseFaultyFile(faults);
    return this.unitOfWork.run((tx) => this.take(tx, bill, rows));
  }

  private async take(tx: Transaction, bill: BillToImport, rows: readonly BilledRow[]): Promise<BillImported> {
    await this.bills.lock(tx, bill.carrier);
    const numbers = [...new Set(rows.map(({ trackingNumber }) => trackingNumber))];
    const parcels = await this.known(tx, bill.carrier, numbers);
    const items = new Map(
      [...parcels.values()].flatMap(({ single }) => (single ? [[single.sku, single]] : [])),
    );
    const before = await this.bills.before(tx, bill, numbers, [...items.values()]);
    const judged = judgeBill(rows, parcels, before, this.tables.carriers);
    const known = rows.length - judged.length;
    const there = judged.length === 0 ? await this.bills.find(tx, bill.carrier, bill.billNumber) : undefined;
    if (there !== undefined) return { billId: there, added: 0, known };
    const named = { billId: newId(), carrier: bill.carrier, billNumber: bill.billNumber };
    const billId = await this.bills.keep(tx, named, daysOf(rows, bill.days), judged, this.clock.now());
    return { billId, added: judged.length, known };
  }

  private async known(
    tx: Transaction,
    carrier: string,
    numbers: readonly string[],
  ): Promise<Map<string, KnownParcel>> {
    const sent = await this.parcels.find(tx, carrier, numbers, this.config.timeZone);
    const kinds = new Map<string | null, PackageKind | undefined>();
    for (const { packageCode } of sent) {
      if (packageCode !== null && !kinds.has(packageCode))
        kinds.set(packageCode, await this.packageKinds.find(tx, packageCode));
    }
    return new Map(
      sent.map((parcel) => [
        parcel.trackingNumber,
        knownParcel(parcel, kinds.get(parcel.packageCode), this.tables.carriers, this.tables.rules),
      ]),
    );
  }

  private classCodes(carrier: string): string[] {
    const services = this.tables.carriers.services.filter((service) => service.carrier === carrier);
    return [...new Set(services.flatMap(({ classes }) => classes.map(({ code }) => code)))];
  }
}

const daysOf = (rows: readonly BilledRow[], { firstDay, lastDay }: Partial<BilledDays>): BilledDays => {
  const days = rows.map(({ billedOn }) => billedOn).sort();
  return { firstDay: firstDay ?? days[0]!, lastDay: lastDay ?? days.at(-1)! };
};

const outside = (rows: readonly BilledRow[], { days, layout }: BillToImport): CsvFault[] =>
  rows
    .filter(({ billedOn }) => billedOn < (days.firstDay ?? billedOn) || billedOn > (days.lastDay ?? billedOn))
    .map(({ row, billedOn }) => ({
      row,
      column: BILL_LAYOUTS[layout].columns.billedOn,
      message: `${billedOn} is outside the days of the bill`,
      mend: 'Check the day, or the days that were given for the bill.',
    }));
