import { planUnits, type PlanningTables } from '../plan-parcels/plan-units.js';
import type { ParcelDecision } from '../choose-packaging/recorded-decision.js';
import type { ConfirmedOrder, ReservedLine } from '../shipment/shipment.js';
import type { OpenGroup } from './open-groups.store.js';

/** What sending the orders of a group together would save. Yen are those of the choice: package, filler, carriage, handling, expected loss. */
export interface Combination {
  readonly orders: readonly { readonly orderId: string; readonly reference: string }[];
  readonly parcelIds: readonly string[];
  readonly yenApart: number;
  readonly yenTogether: number;
  readonly savingYen: number;
  readonly together: readonly {
    readonly packageCode: string;
    readonly carrier: string;
    readonly service: string;
    readonly totalYen: number;
  }[];
}

/** All units of the group, and the order they would be: what was promised is the same for all of them. */
export const asOneOrder = ({
  orders,
  parcels,
}: OpenGroup): { readonly order: ConfirmedOrder; readonly units: readonly ReservedLine[] } | undefined => {
  const [order] = orders;
  if (!order || parcels.some(({ totalYen }) => totalYen === null)) return undefined;
  // Line ids are unique within an order only.
  const units = parcels.flatMap(({ orderId, lines }) =>
    lines.map((line) => ({ ...line, lineId: `${orderId} ${line.lineId}` })),
  );
  return { order, units };
};

/** undefined: together they cost no less, or a person has to pick a package. */
export const combinationOf = (group: OpenGroup, tables: PlanningTables): Combination | undefined => {
  const one = asOneOrder(group);
  const answer = one && planUnits(one.units, one.order, 0, tables);
  if (!answer || 'refused' in answer) return undefined;
  const together = answer.parcels.flatMap(({ decision }) =>
    'outcome' in decision ? [partOf(decision)] : [],
  );
  const yenApart = group.parcels.reduce((sum, { totalYen }) => sum + (totalYen ?? 0), 0);
  const yenTogether = together.reduce((sum, { totalYen }) => sum + totalYen, 0);
  if (together.length < answer.parcels.length || yenTogether >= yenApart) return undefined;
  const orders = new Map(group.parcels.map(({ orderId, reference }) => [orderId, { orderId, reference }]));
  return {
    orders: [...orders.values()],
    parcelIds: group.parcels.map(({ parcelId }) => parcelId),
    ...{ yenApart, yenTogether, savingYen: yenApart - yenTogether, together },
  };
};

const partOf = ({ outcome }: ParcelDecision): Combination['together'][number] => {
  const [{ packageCode, carrier, service, totalYen }] = outcome.chosen;
  return { packageCode, carrier, service, totalYen };
};
