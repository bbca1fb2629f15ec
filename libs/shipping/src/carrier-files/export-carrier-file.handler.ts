import { Inject, Injectable } from '@nestjs/common';
import {
  carrierFile,
  checkParcels,
  type Accepted,
  type Layout,
  type Obstacle,
  type ParcelToPrint,
  type Proposal,
} from '@okuru/carrier-files';
import { SealedShipTo } from '@okuru/contracts';
import { Clock, CONFIG, type Config, Refusal, UnitOfWork, type Transaction } from '@okuru/platform';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import { ManyParcels, type ParcelStep } from '../parcel/many-parcels.store.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import { decide, evolve, isRejection, type Parcel, type ParcelEvent } from '../parcel/parcel.js';
import { wordsOf } from '../parcel-desk/answers.js';
import type { ConfirmedOrder } from '../shipment/shipment.js';
import { ShipmentStore } from '../shipment/shipment.store.js';
import { ShipTo } from '../waybill/ship-to.js';
import { CarrierContracts, type CarrierContract } from './carrier-contract.store.js';
import { CarrierFileRows } from './carrier-file-rows.store.js';
import { collectedFor } from './collected.js';
import { parcelToPrint } from './parcel-to-print.js';

/** Which parcels go into a file, and what a person has agreed to. */
export interface FileAsked {
  readonly parcelIds: readonly string[];
  readonly shipsOn?: string | undefined;
  readonly accepted?: readonly { readonly character: string; readonly by: string }[] | undefined;
}

/** All that stands against a file, told together, each under its parcel. */
export interface CheckedFile {
  readonly rows: number;
  readonly obstacles: readonly (Omit<Obstacle, 'controlNumber'> & { readonly parcelId: string })[];
  readonly proposals: readonly (Omit<Proposal, 'controlNumber'> & { readonly parcelId: string })[];
}

interface Row {
  readonly inHand: ParcelInHand;
  readonly order: ConfirmedOrder;
  readonly controlNumber: string;
  readonly classCode: string | undefined;
}

interface Prepared {
  readonly contract: CarrierContract;
  readonly parcels: readonly ParcelToPrint[];
  readonly parcelIdOf: ReadonlyMap<string, string>;
  readonly obstacles: CheckedFile['obstacles'];
}

/**
 * Parcels as a file for the carrier's own program, which prints their waybills before they are picked. Nothing is written while one
 * obstacle or one replacement nobody accepted is left; from then on the service on the label stays.
 */
@Injectable()
export class ExportCarrierFile {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly parcels: ManyParcels,
    private readonly rows: CarrierFileRows,
    private readonly contracts: CarrierContracts,
    private readonly carriers: CarriersNow,
    private readonly shipments: ShipmentStore,
    private readonly shipTo: ShipTo,
    private readonly clock: Clock,
  ) {}

  async check(layout: Layout, asked: FileAsked): Promise<CheckedFile> {
    const prepared = await this.prepare(layout, asked);
    const checked = checkParcels(layout, prepared.parcels, prepared.contract, acceptedOf(asked));
    return told(checked, prepared, asked);
  }

  /** The same parcels give the same bytes, however often they are asked for. */
  async export(layout: Layout, asked: FileAsked): Promise<Buffer> {
    const prepared = await this.prepare(layout, asked);
    const written = carrierFile(layout, prepared.parcels, prepared.contract, acceptedOf(asked));
    if (prepared.obstacles.length > 0 || !('file' in written))
      throw notExported(told('file' in written ? NOTHING : written, prepared, asked));
    await this.unitOfWork.run((tx) => this.askLabels(tx, layout, asked));
    return written.file;
  }

  private async prepare(layout: Layout, asked: FileAsked): Promise<Prepared> {
    const { contract, rows, faults } = await this.unitOfWork.run(async (tx) => {
      const contract = await this.contracts.newest(tx, layout.program);
      if (!contract)
        throw Refusal.conflict(
          'contract-missing',
          `Put the contract first: PUT /v1/carrier-files/${layout.program}/contract.`,
        );
      return { contract, ...(await this.rowsOf(tx, layout, asked)) };
    });
    const printed = await this.shipTo.printedOf(rows.map(({ inHand }) => inHand.parcel.orderId));
    const shipsOn = asked.shipsOn ?? this.dayOf(this.clock.now());
    const obstacles = [...faults];
    const parcels = rows.flatMap(({ inHand, order, controlNumber, classCode }) => {
      const { parcel, temperature, items } = inHand;
      const { shipTo, delivery } = printed.get(parcel.orderId)!;
      const cashOnDelivery = collectedFor(order, parcel.lines);
      if (!shipTo)
        obstacles.push(of(parcel.parcelId, 'the address is not kept any more', 'leave the parcel out'));
      if (cashOnDelivery === 'unknown')
        obstacles.push(of(parcel.parcelId, 'the tax to collect is not known', 'print its waybill by hand'));
      if (!shipTo || cashOnDelivery === 'unknown') return [];
      const known = {
        ...{ controlNumber, classCode, temperature, cashOnDelivery, delivery: delivery ?? {} },
        expectedOn: inHand.expectedOn,
        ...{
          service: parcel.carriage!.service,
          items: [...items.values()],
          shipTo: SealedShipTo.parse(shipTo),
        },
      };
      return [parcelToPrint(known, contract, shipsOn)];
    });
    const parcelIdOf = new Map(rows.map((row) => [row.controlNumber, row.inHand.parcel.parcelId]));
    return { contract, parcels, parcelIdOf, obstacles };
  }

  /** The parcels that may stand in the file, each under its number, and why the others may not. */
  private async rowsOf(
    tx: Transaction,
    layout: Layout,
    asked: FileAsked,
  ): Promise<{ rows: Row[]; faults: CheckedFile['obstacles'] }> {
    const { wishes, faults } = await this.wishesFor(tx, layout, asked);
    const issues = wishes.map(({ after }) => ({ parcelId: after.parcelId, issue: after.label!.issue }));
    const numbers = await this.rows.enter(tx, layout.program, issues);
    const parcelIds = issues.map(({ parcelId }) => parcelId);
    const classes = await this.rows.classes(tx, parcelIds);
    const orders = await this.shipments.confirmedOf(
      tx,
      wishes.map(({ after }) => after.orderId),
    );
    const rows = wishes.map(({ inHand, after: { parcelId, orderId } }) => ({
      inHand,
      order: orders.get(orderId)!,
      controlNumber: numbers.get(parcelId)!,
      classCode: classes.get(parcelId),
    }));
    return { rows, faults };
  }

  /** What the parcel says to its label being asked for now. */
  private async wishesFor(
    tx: Transaction,
    { carrier }: Layout,
    { parcelIds }: FileAsked,
  ): Promise<{ wishes: Wish[]; faults: CheckedFile['obstacles'] }> {
    const opened = await this.parcels.open(tx, parcelIds);
    const labelModeOf = await this.carriers.labelModes(tx);
    const at = this.clock.now().toISOString();
    const wishes: Wish[] = [];
    const faults: CheckedFile['obstacles'][number][] = [];
    for (const parcelId of parcelIds) {
      const inHand = opened.get(parcelId.toLowerCase());
      const no = inHand ? whyNot(inHand.parcel, carrier) : of(parcelId, 'is not there', 'leave it out');
      if (no || !inHand) {
        faults.push(no ?? of(parcelId, 'is not there', 'leave it out'));
        continue;
      }
      const mode = labelModeOf(inHand.parcel.carriage);
      const events = decide(inHand.parcel, { type: 'ask-label', mode, at });
      if (isRejection(events))
        faults.push(of(parcelId, wordsOf(events), 'leave it out, or take that step first'));
      else wishes.push({ inHand, events, after: events.reduce<Parcel>(evolve, inHand.parcel) });
    }
    return { wishes, faults };
  }

  /** The shop's day. */
  private dayOf(at: Date): string {
    const { timeZone } = this.config;
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
  }

  /** What changed since the check refuses the whole file. */
  private async askLabels(tx: Transaction, layout: Layout, asked: FileAsked): Promise<void> {
    const { wishes, faults } = await this.wishesFor(tx, layout, asked);
    if (faults.length > 0)
      throw notExported({ rows: asked.parcelIds.length, obstacles: faults, proposals: [] });
    const steps = wishes.map(({ inHand, events }): ParcelStep => ({ before: inHand.parcel, events }));
    await this.parcels.save(tx, steps, this.clock.now());
  }
}

interface Wish {
  readonly inHand: ParcelInHand;
  readonly events: readonly ParcelEvent[];
  readonly after: Parcel;
}

const NOTHING = { obstacles: [], proposals: [] };

const of = (parcelId: string, obstacle: string, mend: string) => ({
  parcelId,
  column: 'parcel',
  obstacle,
  mend,
});

const whyNot = ({ parcelId, carriage, label }: Parcel, carrier: string) => {
  if (carriage && carriage.carrier !== carrier)
    return of(parcelId, `goes by ${carriage.carrier}`, `write it into the file of ${carriage.carrier}`);
  return label?.trackingNumber
    ? of(parcelId, 'has its waybill already', 'reprint it where the label is lost')
    : undefined;
};

const acceptedOf = ({ accepted = [] }: FileAsked): Accepted =>
  new Map(accepted.map(({ character, by }) => [character, by]));

const told = (
  { obstacles, proposals }: { obstacles: readonly Obstacle[]; proposals: readonly Proposal[] },
  prepared: Prepared,
  { parcelIds }: FileAsked,
): CheckedFile => {
  const ofParcel = <T extends { controlNumber: string }>({ controlNumber, ...rest }: T) => ({
    parcelId: prepared.parcelIdOf.get(controlNumber) ?? controlNumber,
    ...rest,
  });
  return {
    rows: parcelIds.length,
    obstacles: [...prepared.obstacles, ...obstacles.map(ofParcel)],
    proposals: proposals.map(ofParcel),
  };
};

const notExported = ({ obstacles, proposals }: CheckedFile): Refusal =>
  new Refusal({
    status: 409,
    code: 'not-exported',
    title: 'The file cannot be written yet',
    detail: `${obstacles.length} obstacles and ${proposals.length} characters are left; mend or accept each, and nothing was written.`,
    more: { obstacles, proposals },
  });
