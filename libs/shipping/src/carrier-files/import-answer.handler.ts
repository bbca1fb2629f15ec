import { Injectable } from '@nestjs/common';
import { readAnswer, type GivenWaybill, type Layout } from '@okuru/carrier-files';
import { Clock, refuseFaultyFile, UnitOfWork, type Transaction } from '@okuru/platform';
import { ManyParcels, type ParcelStep } from '../parcel/many-parcels.store.js';
import { decide, isRejection, type Parcel } from '../parcel/parcel.js';
import { wordsOf } from '../parcel-desk/answers.js';
import { CarrierFileRows, type IssueOfParcel } from './carrier-file-rows.store.js';

/** A waybill that nobody may use, or that could not be given to its parcel. */
export interface NotGiven extends GivenWaybill {
  readonly parcelId: string | null;
  readonly why: string;
}

/** What came of a carrier's answer. */
export interface AnswerTaken {
  /** Waybills that parcels have now. */
  readonly recorded: number;
  /** Waybills that they had from this file before. */
  readonly known: number;
  /** 使用禁止: of parcels that were cancelled while the program printed. They are known as void everywhere. */
  readonly voided: readonly NotGiven[];
  readonly refused: readonly NotGiven[];
  /** Rows of the program's own, without a number of ours. */
  readonly passedOver: number;
}

interface Given extends GivenWaybill, IssueOfParcel {}

/** Takes the answer file of a carrier's program: which waybill each parcel got. The same file again changes nothing. */
@Injectable()
export class ImportAnswer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parcels: ManyParcels,
    private readonly rows: CarrierFileRows,
    private readonly clock: Clock,
  ) {}

  async import(layout: Layout, file: Uint8Array): Promise<AnswerTaken> {
    const read = readAnswer(layout, file);
    if ('faults' in read) throw refuseFaultyFile(read.faults.map((fault) => ({ ...fault, column: 'file' })));
    const taken = await this.unitOfWork.run((tx) => this.record(tx, layout, read.waybills));
    return { ...taken, passedOver: read.passedOver };
  }

  private async record(
    tx: Transaction,
    { program }: Layout,
    waybills: readonly GivenWaybill[],
  ): Promise<Omit<AnswerTaken, 'passedOver'>> {
    const ours = await this.rows.of(
      tx,
      program,
      waybills.map(({ controlNumber }) => controlNumber),
    );
    const given = waybills.flatMap((waybill): Given[] => {
      const issue = ours.get(waybill.controlNumber);
      return issue ? [{ ...waybill, ...issue }] : [];
    });
    const refused: NotGiven[] = waybills
      .filter(({ controlNumber }) => !ours.has(controlNumber))
      .map((waybill) => ({ ...waybill, parcelId: null, why: 'No parcel was exported under this number' }));
    const voided: NotGiven[] = [];
    const steps: ParcelStep[] = [];
    let known = 0;
    const opened = await this.opened(tx, given);
    const taken = await this.rows.taken(
      tx,
      given.map(({ trackingNumber }) => trackingNumber),
    );
    for (const { controlNumber, trackingNumber, parcelId, issue } of given) {
      const before = opened.get(parcelId)!;
      const no = { controlNumber, trackingNumber, parcelId };
      if (before.label?.trackingNumber === trackingNumber) known += 1;
      else if (taken.has(trackingNumber))
        refused.push({ ...no, why: 'Another parcel has this waybill, or it is void' });
      else {
        const events = decide(before, { type: 'record-waybill', trackingNumber, issue });
        if (isRejection(events)) refused.push({ ...no, why: wordsOf(events) });
        else steps.push({ before, events });
      }
      if (before.status === 'voided') voided.push({ ...no, why: 'The parcel was voided: 使用禁止' });
    }
    await this.parcels.save(tx, steps, this.clock.now());
    return { recorded: steps.length, known, voided, refused };
  }

  /** Locked until the transaction ends. */
  private async opened(tx: Transaction, given: readonly Given[]): Promise<Map<string, Parcel>> {
    const opened = await this.parcels.open(
      tx,
      given.map(({ parcelId }) => parcelId),
    );
    return new Map([...opened].map(([parcelId, { parcel }]) => [parcelId, parcel]));
  }
}
