import type { EventData, RehearsalPlan, RehearsedParcel } from '@okuru/contracts';
import { planUnits, type ParcelPlan, type PlanAnswer } from '../plan-parcels/plan-units.js';
import type { ShopTables } from '../plan-parcels/planning-tables.js';
import type { ReservedLine } from '../shipment/shipment.js';
import { pricePartsOf } from './price-parts.js';
import { rehearsedOrder, rehearsedUnits } from './rehearsed-units.js';

/** The parcels a rehearsed order would get: planned as real ones are, from the same tables, and made nowhere. */
export const rehearsePlan = (stocked: EventData<'rehearsal.stocked'>, tables: ShopTables): RehearsalPlan => {
  const units = rehearsedUnits(stocked);
  const order = rehearsedOrder(stocked, tables.carriers);
  const plan = (lines: readonly ReservedLine[], parcelsBefore: number): PlanAnswer =>
    lines.length === 0 ? { parcels: [], decisions: [] } : planUnits(lines, order, parcelsBefore, tables);
  const now = plan(units.now, 0);
  const later = plan(units.later, 'parcels' in now ? now.parcels.length : 0);
  const answers = [now, later];
  const unknown =
    units.unknown.length > 0 ? [{ reason: 'unknown-item' as const, skus: [...units.unknown] }] : [];
  return {
    parcels: answers.flatMap((answer) =>
      'parcels' in answer ? answer.parcels.map((one) => parcelOf(one, answer === later, tables)) : [],
    ),
    refusals: [
      ...unknown,
      ...answers.flatMap((answer) =>
        'refused' in answer ? [{ reason: answer.refused.reason, skus: [...answer.refused.skus] }] : [],
      ),
    ],
    tables: tablesOf(answers, tables),
  };
};

const parcelOf = (plan: ParcelPlan, waitsForStock: boolean, tables: ShopTables): RehearsedParcel => ({
  lines: plan.lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })),
  temperature: plan.temperature,
  waitsForStock,
  package: plan.packageCode === null ? null : packageOf(plan.packageCode, tables),
  carrier: plan.carriage?.carrier ?? null,
  service: plan.carriage?.service ?? null,
  ...pricePartsOf(plan),
  toMeasure: 'leftToAPerson' in plan.decision ? [...plan.decision.skus] : [],
});

const packageOf = (code: string, { packages }: ShopTables) => ({
  code,
  nameJa: packages.kinds.find((kind) => kind.code === code)?.nameJa ?? code,
});

/** Each version once: of what the decisions were computed from, and at least packages and rules. */
const tablesOf = (
  answers: readonly PlanAnswer[],
  { packages, rules }: ShopTables,
): RehearsalPlan['tables'] => {
  const decisions = answers.flatMap((answer) =>
    'parcels' in answer ? answer.decisions : answer.decision === null ? [] : [answer.decision],
  );
  const named = [
    { table: 'packages', version: packages.version },
    { table: 'rules', version: rules.version },
    ...decisions.flatMap(({ versions: { services, tariffs, calendar } }) => [
      ...services.map((version) => ({ table: 'service', version })),
      ...tariffs.map((version) => ({ table: 'tariff', version })),
      ...(calendar === null ? [] : [{ table: 'calendar', version: calendar }]),
    ]),
  ];
  return [...new Map(named.map((one) => [`${one.table} ${one.version}`, one])).values()];
};
