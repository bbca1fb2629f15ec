import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, fact, logger, newId, type Fact, type Transaction } from '@okuru/platform';
import type { PackagingDemand } from '../choose-packaging/packaging-demand.js';
import { Decisions } from './decisions.store.js';
import type { RecordedDecision } from '../choose-packaging/recorded-decision.js';
import { ParcelsToBe, type ParcelToBe } from './parcels-to-be.store.js';
import { demandsOf, planUnits, type PlanAnswer, type PlanningTables } from './plan-units.js';
import { PlanningTablesSource } from './planning-tables.js';
import { RemotePlaces } from './remote-places.store.js';
import { statedParcel } from './stated-parcel.js';
import { ShipmentStore, type StoredShipment } from '../shipment/shipment.store.js';
import { unitsPlanned, unitsToPlan } from '../shipment/shipment.js';

/** Light baskets are packed here: other work of the process gets its turn at least this often. */
const TURN_MS_MAX = 15;
/** A transaction silent for half a minute is cut by the server; one with much to pack says something in between. */
const SILENT_MS_MAX = 5_000;

/** Orders whose baskets are packed aside before they are planned. */
const ORDERS_AHEAD = 16;
/** Baskets that one batch has before the packing thread at a time; the thread has places for four times as many. */
const BASKETS_ASIDE = 16;

/** What one order's plan leads to. */
interface Continued {
  readonly shipment: StoredShipment;
  readonly parcels: readonly ParcelToBe[];
  readonly decisions: readonly RecordedDecision[];
  readonly facts: readonly Fact[];
}

/** Continues the join of a whole batch of orders: what may be planned now is planned, written and told. */
@Injectable()
export class Planner {
  private readonly log = logger('plan-parcels');

  constructor(
    private readonly shipments: ShipmentStore,
    private readonly parcelsToBe: ParcelsToBe,
    private readonly decisions: Decisions,
    private readonly tables: PlanningTablesSource,
    private readonly remotePlaces: RemotePlaces,
    private readonly clock: Clock,
  ) {}

  /** The orders are locked; what was heard is in them. */
  async continue(tx: Transaction, shipments: readonly StoredShipment[]): Promise<void> {
    const at = this.clock.now();
    const continued = await this.planAll(tx, shipments, at);
    await this.shipments.save(
      tx,
      continued.map(({ shipment }) => shipment),
      at,
    );
    await this.parcelsToBe.insert(
      tx,
      continued.flatMap(({ parcels }) => parcels),
      at,
    );
    tx.publish(...continued.flatMap(({ facts }) => facts));
  }

  private async planAll(
    tx: Transaction,
    shipments: readonly StoredShipment[],
    at: Date,
  ): Promise<Continued[]> {
    if (shipments.every((shipment) => unitsToPlan(shipment).length === 0)) return shipments.map(unchanged);
    const tables = await this.tables.now(tx);
    const continued: Continued[] = [];
    const alive = keptAlive(tx);
    const found = await this.remotePlaces.found(shipments, tables.carriers.tariffs);
    for (let from = 0; from < found.length; from += ORDERS_AHEAD) {
      const some = found.slice(from, from + ORDERS_AHEAD);
      await this.prepare(some, tables, alive);
      for (const shipment of some) {
        continued.push(this.plan(shipment, tables));
        await alive();
      }
    }
    const decided = continued.flatMap(({ decisions }) => decisions);
    await this.decisions.keep(tx, decided, tables.packages, at);
    return continued;
  }

  /** Some at a time: the packing thread has always the next basket at hand, and others find a place between. */
  private async prepare(
    shipments: readonly StoredShipment[],
    tables: PlanningTables,
    alive: () => Promise<void>,
  ): Promise<void> {
    const demands = shipments.flatMap((shipment) => this.demandsOf(shipment, tables));
    for (let from = 0; from < demands.length; from += BASKETS_ASIDE) {
      const some = demands.slice(from, from + BASKETS_ASIDE);
      await Promise.all(some.map((demand) => this.tables.prepare(demand, tables)));
      await alive();
    }
  }

  private demandsOf(shipment: StoredShipment, { day }: PlanningTables): PackagingDemand[] {
    const { confirmed, parcelCount } = shipment;
    return confirmed ? demandsOf(unitsToPlan(shipment), confirmed, parcelCount, day) : [];
  }

  private plan(shipment: StoredShipment, tables: PlanningTables): Continued {
    const { orderId, confirmed } = shipment;
    const units = unitsToPlan(shipment);
    if (!confirmed || units.length === 0) return unchanged(shipment);
    const answer = planUnits(units, confirmed, shipment.parcelCount, tables);
    if ('refused' in answer) return this.refused(shipment, answer);
    const parcels = answer.parcels.map((plan) => ({
      ...plan,
      parcelId: newId(),
      orderId,
      reference: confirmed.reference,
    }));
    const parcelCount = shipment.parcelCount + parcels.length;
    return {
      shipment: { ...unitsPlanned(shipment), parcelCount, planningRefused: false },
      parcels,
      decisions: answer.decisions,
      facts: [fact('parcels.planned', { orderId, parcels: parcels.map(statedParcel) })],
    };
  }

  /** The units stay where they are: the next reservation or another package makes a new try. */
  private refused(
    shipment: StoredShipment,
    { refused, decision }: Extract<PlanAnswer, { refused: unknown }>,
  ): Continued {
    const { orderId } = shipment;
    if (decision && decision.faults.length > 0) {
      this.log.error(
        { orderId, faults: decision.faults.length, first: decision.faults[0] },
        'packing gave an unsafe answer; nothing was planned',
      );
    }
    const facts = shipment.planningRefused
      ? []
      : [fact('planning.failed', { orderId, reason: refused.reason, skus: [...refused.skus] })];
    return { shipment: { ...shipment, planningRefused: true }, parcels: [], decisions: [], facts };
  }
}

/** Called between two pieces of planning: gives others their turn, and the server a sign of life. */
const keptAlive = (tx: Transaction): (() => Promise<void>) => {
  let [turnBegan, lastSaid] = [performance.now(), performance.now()];
  return async () => {
    if (performance.now() - turnBegan < TURN_MS_MAX) return;
    await nextTurn();
    turnBegan = performance.now();
    if (turnBegan - lastSaid < SILENT_MS_MAX) return;
    await tx.query('SELECT');
    lastSaid = performance.now();
  };
};

const unchanged = (shipment: StoredShipment): Continued => ({
  shipment,
  parcels: [],
  decisions: [],
  facts: [],
});
