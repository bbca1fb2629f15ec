import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Refusal, Roles, UnitOfWork, type ReadTransaction } from '@okuru/platform';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import type { LabelModeOf } from '../carrier-tables/carrier-settings.js';
import { checklistsNow } from '../parcel/checklists.store.js';
import type { EnclosureLine } from '../parcel/enclosures.js';
import { PackageKinds, type KnownPackage } from '../package-kinds/package-kinds.store.js';
import { weightOf } from '../weight-check/weight-check.js';
import { ListParcelsDto } from './list-parcels.dto.js';
import { ShownParcels, type ShownParcel } from './shown-parcels.store.js';

const PAGE_DEFAULT = 50;

/** What is to be packed, and why it is packed so. */
@Controller('v1/parcels')
export class ShowParcelsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parcels: ShownParcels,
    private readonly carriers: CarriersNow,
    private readonly packageKinds: PackageKinds,
  ) {}

  /** A page, oldest first; `next` is the `after` of the following page, null on the last. */
  @Get()
  @Roles('warehouse', 'ops')
  async list(@Query() { status, limit = PAGE_DEFAULT, after }: ListParcelsDto) {
    const parcels = await this.unitOfWork.read(async (tx) => {
      const found = await this.parcels.list(tx, status, limit, after);
      const tables = await this.tables(tx, found);
      return found.map((parcel) => withTables(parcel, tables));
    });
    return { parcels, next: parcels.length < limit ? null : (parcels.at(-1)?.parcelId ?? null) };
  }

  @Get(':parcelId')
  @Roles('warehouse', 'ops')
  async show(@Param('parcelId', ParseUUIDPipe) parcelId: string) {
    const parcel = await this.unitOfWork.read(async (tx) => {
      const found = await this.parcels.find(tx, parcelId);
      return found && withTables(found, await this.tables(tx, [found]));
    });
    if (!parcel) throw Refusal.notFound('parcel');
    return parcel;
  }

  private async tables(tx: ReadTransaction, parcels: readonly ShownParcel[]): Promise<Tables> {
    const notBegun = parcels.filter(({ status }) => status === 'planned');
    return {
      modeOf: await this.carriers.labelModes(tx),
      packages: await this.packageKinds.all(tx),
      checklists: await checklistsNow(
        tx,
        notBegun.map(({ lines, ...parcel }) => ({ ...parcel, skus: lines.map(({ sku }) => sku) })),
      ),
    };
  }
}

/** What the shop's tables say of a parcel now: when its waybill is printed, what goes in with the goods, what it should weigh. */
const withTables = <P extends ShownParcel>(parcel: P, { modeOf, packages, checklists }: Tables) => {
  const { carrier, service, packageCode, lines } = parcel;
  const enclosures = checklists.get(parcel.parcelId) ?? parcel.enclosures ?? [];
  const emptyWeightGrams = packageCode === null ? undefined : packages.get(packageCode)?.emptyWeightGrams;
  return {
    ...parcel,
    labelMode: modeOf(carrier !== null && service !== null ? { carrier, service } : null),
    enclosures,
    expectedWeightGrams: weightOf(emptyWeightGrams, [
      ...lines.map(({ quantity, weightGrams }) => ({ quantity, item: { weightGrams } })),
      ...enclosures.map(({ weightGrams }) => ({ quantity: 1, item: { weightGrams } })),
    ]),
  };
};

interface Tables {
  readonly modeOf: LabelModeOf;
  readonly packages: ReadonlyMap<string, KnownPackage>;
  /** Of parcels that are not begun. */
  readonly checklists: ReadonlyMap<string, readonly EnclosureLine[]>;
}
