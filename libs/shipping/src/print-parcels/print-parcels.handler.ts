import { Inject, Injectable } from '@nestjs/common';
import type { Printed } from '@okuru/documents';
import { CONFIG, Refusal, UnitOfWork, type Config, type RequestFault } from '@okuru/platform';
import { PackageKinds } from '../package-kinds/package-kinds.store.js';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import { Printer } from '../print-sheets/printer.handler.js';
import { ShipmentStore } from '../shipment/shipment.store.js';
import { ShipTo } from '../waybill/ship-to.js';
import {
  type Addressed,
  paperOf,
  type ParcelPaper,
  type Unprintable,
  whyNotPrinted,
} from './parcel-paper.js';
import { PaperedParcels } from './papered-parcels.store.js';

/** A parcel that can be addressed, or why nothing of it is printed. */
type Found = Addressed | 'unknown' | Pick<Addressed, 'parcel'>;

/** Papers of parcels. An address is opened for this printing and kept nowhere. */
@Injectable()
export class PrintParcels {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parcels: PaperedParcels,
    private readonly shipments: ShipmentStore,
    private readonly packageKinds: PackageKinds,
    private readonly shipTo: ShipTo,
    private readonly tables: PlanningTablesSource,
    private readonly printer: Printer,
    @Inject(CONFIG) private readonly config: Pick<Config, 'timeZone'>,
  ) {}

  async one(paper: ParcelPaper, parcelId: string): Promise<Printed> {
    const [found] = await this.find([parcelId]);
    if (!found || found === 'unknown') throw Refusal.notFound('parcel');
    const no = whyNotPrinted(found.parcel, paper, isAddressed(found));
    if (no) throw new Refusal(no);
    return this.printer.print([{ name: paper, data: paperOf(paper, found as Addressed) }]);
  }

  /** All papers of the first parcel, then of the next; all of them or none. */
  async many(papers: readonly ParcelPaper[], parcelIds: readonly string[]): Promise<Printed> {
    const found = await this.find(parcelIds);
    const faults = found.flatMap((one, at) => faultsOf(one, papers, `parcelIds[${at}]`));
    if (faults.length > 0)
      throw new Refusal({
        status: 409,
        code: 'not-printable',
        title: 'Some of the parcels cannot be printed, so none is',
        errors: faults,
      });
    const jobs = (found as Addressed[]).flatMap((one) =>
      papers.map((paper) => ({ name: paper, data: paperOf(paper, one) })),
    );
    return this.printer.print(jobs, (document) => `parcelIds[${Math.floor(document / papers.length)}]`);
  }

  private async find(parcelIds: readonly string[]): Promise<Found[]> {
    const { parcels, orders, kinds } = await this.unitOfWork.read(async (tx) => {
      const found = await this.parcels.find(tx, parcelIds);
      const orderIds = [...new Set([...found.values()].map(({ orderId }) => orderId))];
      return {
        parcels: found,
        orders: await this.shipments.confirmedOf(tx, orderIds),
        kinds: await this.packageKinds.all(tx),
      };
    });
    const printed = await this.shipTo.printedOf([...orders.keys()]);
    const sender = this.printer.sender();
    const { timeZone } = this.config;
    const today = this.tables.today().shipOn;
    return parcelIds.map((parcelId): Found => {
      const parcel = parcels.get(parcelId);
      if (!parcel) return 'unknown';
      const order = orders.get(parcel.orderId);
      const shipTo = printed.get(parcel.orderId)?.shipTo;
      const kind = parcel.packageCode === null ? undefined : kinds.get(parcel.packageCode);
      return order && shipTo ? { parcel, order, shipTo, sender, today, timeZone, kind } : { parcel };
    });
  }
}

const isAddressed = (found: Exclude<Found, 'unknown'>): found is Addressed => 'shipTo' in found;

const faultsOf = (found: Found, papers: readonly ParcelPaper[], path: string): RequestFault[] => {
  if (found === 'unknown') return [{ path, message: 'names no parcel' }];
  const why = papers.flatMap((paper): Unprintable[] => {
    const no = whyNotPrinted(found.parcel, paper, isAddressed(found));
    return no ? [no] : [];
  });
  return why.slice(0, 1).map(({ code, title }) => ({ path, message: `${code}: ${title}` }));
};
