import { Injectable } from '@nestjs/common';
import { Refusal, type ReadTransaction } from '@okuru/platform';
import { chooseCarriage, type Before } from '../choose-packaging/choose-carriage.js';
import { PackageKinds } from '../package-kinds/package-kinds.store.js';
import type { ShopPackage } from '../package-kinds/seed-packages.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import type { Carriage } from '../parcel/parcel.js';
import { goodsOf } from '../parcel-desk/goods-in-hand.js';
import { deliveryOf, withoutMissedDay } from '../plan-parcels/delivery.js';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import type { ConfirmedOrder } from '../shipment/shipment.js';
import { ShipmentStore } from '../shipment/shipment.store.js';

/** null: no carrier may, or not the one on the label. */
export type ChooseCarriage = (
  inHand: ParcelInHand,
  kind: ShopPackage,
  weightGrams: number | null,
  keepService: boolean,
) => Carriage | null;

/** Asks again who carries a parcel, when its package or its weight turned out otherwise than planned. */
@Injectable()
export class CarriageDesk {
  constructor(
    private readonly shipments: ShipmentStore,
    private readonly packageKinds: PackageKinds,
    private readonly tables: PlanningTablesSource,
  ) {}

  /** The package a person takes from the shelf now. */
  async packageInUse(tx: ReadTransaction, code: string): Promise<ShopPackage> {
    const kind = await this.packageKinds.find(tx, code);
    if (kind?.inUse) return kind;
    throw Refusal.invalid(
      'packageCode',
      `names no package of the shop (${code})`,
      'GET /v1/packages lists them',
    );
  }

  /** The package the parcel is in, whatever became of the shop's list since. */
  async packageOf(tx: ReadTransaction, code: string): Promise<ShopPackage> {
    const kind = await this.packageKinds.find(tx, code);
    if (kind) return kind;
    throw new Error(`Package ${code} is gone from the table`);
  }

  /** null: no carrier may, or not the one on the label. */
  async choose(
    tx: ReadTransaction,
    inHand: ParcelInHand,
    kind: ShopPackage,
    weightGrams: number | null,
    keepService: boolean,
  ): Promise<Carriage | null> {
    const orders = await this.shipments.confirmedOf(tx, [inHand.parcel.orderId]);
    const choose = await this.chooser(tx, orders);
    return choose(inHand, kind, weightGrams, keepService);
  }

  /** Reads at once what all choices for parcels of these orders rest on. */
  async chooser(tx: ReadTransaction, orders: ReadonlyMap<string, ConfirmedOrder>): Promise<ChooseCarriage> {
    const carriers = await this.tables.carriersRead(tx);
    const today = this.tables.today();
    return (inHand, kind, weightGrams, keepService) => {
      const { parcel, temperature } = inHand;
      const order = orders.get(parcel.orderId);
      if (!order) throw new Error(`Parcel ${parcel.parcelId} belongs to an order that was never confirmed`);
      const goods = goodsOf(inHand);
      const asked = deliveryOf(order, { temperature, lines: parcel.lines }, today);
      const delivery = withoutMissedDay(asked, inHand.expectedOn);
      return chooseCarriage(
        { kind, goods, weightGrams, delivery },
        beforeOf(inHand, keepService),
        carriers,
        this.tables.rules,
      );
    };
  }
}

const beforeOf = ({ parcel: { carriage, label } }: ParcelInHand, keepService: boolean): Before => {
  if (!carriage) return null;
  if (label) return { carriage, stays: 'always' };
  return keepService ? { carriage, stays: 'where-it-can' } : null;
};
