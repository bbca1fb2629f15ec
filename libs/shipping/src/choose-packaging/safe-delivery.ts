import type { DeliveryDemand } from '@okuru/carriers';
import type { ChoiceRules } from './packaging-demand.js';

export interface GoodsAtRisk {
  readonly valueYen: number;
  readonly fragile: boolean;
}

/** Why these goods must be handed to a person though the buyer did not pay for it; null when they need not. */
export const whyHandOver = (
  goods: GoodsAtRisk,
  { mode }: DeliveryDemand,
  rules: ChoiceRules,
): 'value' | 'fragile' | null => {
  // A service named by the buyer is what was paid for, and a hand-over is one already.
  if (mode === 'hand-over' || mode === 'named-service') return null;
  if (goods.valueYen >= rules.handOverFromYen) return 'value';
  return goods.fragile ? 'fragile' : null;
};

/** The demand, raised to a hand-over where the goods need one; never below what was paid for. */
export const safeDelivery = (
  goods: GoodsAtRisk,
  delivery: DeliveryDemand,
  rules: ChoiceRules,
): DeliveryDemand => (whyHandOver(goods, delivery, rules) ? { ...delivery, mode: 'hand-over' } : delivery);
