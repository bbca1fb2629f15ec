import type { DeliveryDemand, ParcelToShip } from '@okuru/carriers';
import type { PackageKind, SizeMm } from '@okuru/packing';
import type { GoodsTraits } from './pack-item.js';
import type { PackagingDemand } from './packaging-demand.js';

/** A closed package and what lies in it. */
export interface ClosedParcel {
  readonly kind: PackageKind;
  readonly outer: SizeMm;
  readonly grossWeightGrams: number;
  /** sku → units. */
  readonly units: Readonly<Record<string, number>>;
}

/** The parcel as a carrier sees it, and what the goods in it ask beside the buyer's demand. */
export interface ParcelToCarry {
  readonly parcel: ParcelToShip;
  readonly goods: Required<Pick<DeliveryDemand, 'valueYen' | 'battery' | 'liquid'>> &
    Pick<DeliveryDemand, 'codAmountYen'>;
}

/** What the carriers are asked with: the goods, sized or not, and the promise. */
export interface CarriageDemand extends Pick<PackagingDemand, 'unitValuesYen' | 'delivery'> {
  readonly items: readonly GoodsTraits[];
}

/** What the carriers' rules need to know of every parcel of one demand. */
export const parcelToCarry = (demand: CarriageDemand): ((closed: ClosedParcel) => ParcelToCarry) => {
  const items = new Map(demand.items.map((item) => [item.sku, item]));
  // Goods without a value still weigh a yen, so that no parcel collects nothing.
  const weightOf = (sku: string): number => Math.max(1, demand.unitValuesYen[sku] ?? 0);
  const goodsWeight = demand.items.reduce((sum, { sku, quantity }) => sum + quantity * weightOf(sku), 0);
  const { codAmountYen } = demand.delivery;
  return ({ kind, outer, grossWeightGrams, units }) => {
    let valueYen = 0;
    let weight = 0;
    const traits = { battery: false, liquid: false, keepUpright: false };
    for (const sku in units) {
      valueYen += units[sku]! * (demand.unitValuesYen[sku] ?? 0);
      weight += units[sku]! * weightOf(sku);
      const item = items.get(sku);
      if (item) addTraits(traits, item);
    }
    const { battery, liquid, keepUpright } = traits;
    return {
      parcel: {
        outer,
        grossWeightGrams,
        ...(keepUpright ? { keepUpright } : {}),
        ...(kind.kind === 'carrier-box' ? { carrierBox: { carrier: kind.carrier, code: kind.code } } : {}),
      },
      goods: {
        ...{ valueYen, battery, liquid },
        // Each parcel collects its share of what the buyer pays.
        ...(codAmountYen === undefined
          ? {}
          : { codAmountYen: Math.ceil((codAmountYen * weight) / goodsWeight) }),
      },
    };
  };
};

const addTraits = (
  traits: { battery: boolean; liquid: boolean; keepUpright: boolean },
  { battery, liquid, keepUpright }: GoodsTraits,
): void => {
  traits.battery ||= battery === true;
  traits.liquid ||= liquid === true;
  traits.keepUpright ||= keepUpright === true || liquid === true;
};
