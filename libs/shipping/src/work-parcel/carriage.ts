import { Injectable } from '@nestjs/common';
import { Refusal, type ReadTransaction } from '@okuru/platform';
import { chooseCarriage, expectedWeightGrams, type Before } from '../choose-packaging/choose-carriage.js';
import { PackageKinds } from '../package-kinds/package-kinds.store.js';
import type { ShopPackage } from '../package-kinds/seed-packages.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import type { Carriage } from '../parcel/parcel.js';
import { deliveryOf } from '../plan-parcels/delivery.js';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import { ShipmentStore } from '../shipment/shipment.store.js';

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
    const { parcel } = inHand;
    const order = await this.shipments.confirmed(tx, parcel.orderId);
    if (!order) throw new Error(`Parcel ${parcel.parcelId} belongs to an order that was never confirmed`);
    const { carriers } = await this.tables.now(tx);
    const goods = goodsOf(inHand);
    const { lines } = parcel;
    const delivery = deliveryOf(order, { temperature: inHand.temperature, lines }, this.tables.today());
    return chooseCarriage(
      { kind, goods, weightGrams, delivery },
      beforeOf(inHand, keepService),
      carriers,
      this.tables.rules,
    );
  }
}

export const isTooHeavy = (inHand: ParcelInHand, kind: ShopPackage): boolean =>
  expectedWeightGrams(kind, goodsOf(inHand)) > kind.grossWeightGramsMax;

const goodsOf = ({ parcel, items }: ParcelInHand) =>
  parcel.lines.flatMap(({ sku, quantity }) => {
    const item = items.get(sku);
    return item ? [{ quantity, item }] : [];
  });

const beforeOf = ({ parcel: { carriage, label } }: ParcelInHand, keepService: boolean): Before => {
  if (!carriage) return null;
  if (label) return { carriage, stays: 'always' };
  return keepService ? { carriage, stays: 'where-it-can' } : null;
};
