import { Controller } from '@nestjs/common';
import { Clock, fact, factId, Hears, type Fact, type Heard, type Transaction } from '@okuru/platform';
import { Planner } from '../plan-parcels/planner.js';
import { amendShipment, type AmendmentAnswer } from '../shipment/shipment.js';
import { ShipmentStore, type StoredShipment } from '../shipment/shipment.store.js';
import type { VoidedParcel } from '../void-parcels/answer-cancellation.js';
import { ParcelsOfOrders, type ParcelOfOrder } from '../void-parcels/parcels-of-orders.store.js';
import { answerAmendment } from './answer-amendment.js';

type Asked = Heard<'order.amendment-requested'>;

/** One amendment and what was decided of it now. */
interface Decided {
  readonly asked: Asked;
  readonly answer: AmendmentAnswer;
  readonly voided: readonly VoidedParcel[];
}

/**
 * Somebody wants the order delivered otherwise. It is decided under the locks of a cancellation, and every amendment is
 * answered once: heard again, it gets the answer it had. An order nobody spoke of yet keeps the amendment for later.
 */
@Controller()
export class AmendParcels {
  constructor(
    private readonly shipments: ShipmentStore,
    private readonly parcels: ParcelsOfOrders,
    private readonly planner: Planner,
    private readonly clock: Clock,
  ) {}

  @Hears('shipping', 'order.amendment-requested', { batch: true })
  async requested(events: Asked[], tx: Transaction): Promise<void> {
    const orderIds = events.map(({ data }) => data.orderId);
    const shipments = await this.shipments.lock(tx, orderIds);
    const parcels = await this.parcels.lock(tx, orderIds);
    const at = this.clock.now();
    const last = lastOfEach(events);
    const fresh = last.filter(
      ({ data }) => data.amendment > (answeredOf(shipments, data.orderId)?.amendment ?? 0),
    );
    const decided = fresh.map((asked) => decide(asked, shipments, parcels, at));
    for (const { asked, answer } of decided) {
      const { orderId } = asked.data;
      shipments.set(orderId, { ...shipments.get(orderId)!, answered: answer });
    }
    tx.publish(...last.flatMap((asked) => answerFact(asked, answeredOf(shipments, asked.data.orderId))));
    await this.amend(tx, shipments, decided, at);
  }

  /** What was in the void parcels is planned at once, for the new delivery. */
  private async amend(
    tx: Transaction,
    shipments: ReadonlyMap<string, StoredShipment>,
    decided: readonly Decided[],
    at: Date,
  ): Promise<void> {
    const voided = decided.flatMap((one) => one.voided);
    await this.parcels.save(tx, voided);
    const units = await this.parcels.units(
      tx,
      voided.map(({ parcelId }) => parcelId),
    );
    const shipmentOf = ({ asked: { data } }: Decided) => shipments.get(data.orderId)!;
    const isAccepted = ({ answer }: Decided) => answer.refused === null;
    await this.shipments.save(tx, decided.filter((one) => !isAccepted(one)).map(shipmentOf), at);
    const amended = decided
      .filter(isAccepted)
      .map((one) => amendShipment(shipmentOf(one), one.asked.data, units.get(one.asked.data.orderId) ?? []));
    await this.planner.continue(tx, amended);
  }
}

/** Amendments of one order are asked one after the other, so of several in one batch all but the last were answered. */
const lastOfEach = (events: readonly Asked[]): Asked[] => {
  const last = new Map<string, Asked>();
  for (const event of events) {
    const { orderId, amendment } = event.data;
    if (amendment >= (last.get(orderId)?.data.amendment ?? 0)) last.set(orderId, event);
  }
  return [...last.values()];
};

const answeredOf = (
  shipments: ReadonlyMap<string, StoredShipment>,
  orderId: string,
): AmendmentAnswer | null => shipments.get(orderId)!.answered;

const decide = (
  asked: Asked,
  shipments: ReadonlyMap<string, StoredShipment>,
  parcels: ReadonlyMap<string, readonly ParcelOfOrder[]>,
  at: Date,
): Decided => {
  const { orderId, amendment } = asked.data;
  const found = answerAmendment(
    shipments.get(orderId)!,
    parcels.get(orderId) ?? [],
    asked.data,
    at.toISOString(),
  );
  if ('refused' in found)
    return { asked, answer: { amendment, refused: found.refused, parcelIds: [] }, voided: [] };
  const parcelIds = found.voided.map(({ parcelId }) => parcelId);
  return { asked, answer: { amendment, refused: null, parcelIds }, voided: found.voided };
};

/** Its id is made of the request's: a request heard again is answered with the same fact. One older than the last was answered before. */
const answerFact = (
  { id, data: { orderId, amendment } }: Asked,
  answered: AmendmentAnswer | null,
): Fact[] => {
  if (answered?.amendment !== amendment) return [];
  const answerId = factId('amendment answered', id);
  return [
    answered.refused === null
      ? fact('amendment.accepted', { orderId, amendment, parcelIds: [...answered.parcelIds] }, answerId)
      : fact('amendment.refused', { orderId, amendment, reason: answered.refused }, answerId),
  ];
};
