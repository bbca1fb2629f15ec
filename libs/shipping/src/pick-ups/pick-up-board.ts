import type { ServicePickUps } from './pick-ups-of-services.js';

/** What one service has still to take. */
export interface PickUpCounts {
  readonly carrier: string;
  readonly service: string;
  readonly endsAt: Date | null;
  /** Not packed yet. */
  readonly waiting: number;
  /** Packed, not handed over. */
  readonly closed: number;
  /** Left today. */
  readonly handedOver: number;
  /** Missed a pick-up that is over. */
  readonly late: number;
  /** Leave with no pick-up before other units have come. */
  readonly awaitingUnits: number;
}

/** Services of a carrier whose cut-off is the same share a pick-up. */
export interface PickUp extends Omit<PickUpCounts, 'service' | 'endsAt'> {
  readonly services: readonly string[];
  /** `HH:MM` in the shop's zone; null: none is set. */
  readonly cutOff: string | null;
  /** Day of the pick-up that comes next; null: none within 60 days. */
  readonly day: string | null;
  readonly isToday: boolean;
  readonly endsAt: string | null;
}

const COUNTED = ['waiting', 'closed', 'handedOver', 'late', 'awaitingUnits'] as const;

/** The pick-ups somebody has to do with: those with parcels, the soonest first. */
export const pickUpBoard = (
  pickUps: readonly ServicePickUps[],
  counts: readonly PickUpCounts[],
  today: string,
): PickUp[] => {
  const board = new Map<string, PickUp>();
  for (const { carrier, service, cutOff, nextDay } of pickUps) {
    const own = counts.find((one) => one.carrier === carrier && one.service === service);
    if (!own || COUNTED.every((what) => own[what] === 0)) continue;
    const key = `${carrier} ${cutOff} ${nextDay}`;
    const before = board.get(key);
    board.set(key, {
      carrier,
      services: [...(before?.services ?? []), service],
      cutOff,
      day: nextDay,
      isToday: nextDay === today,
      endsAt: own.endsAt?.toISOString() ?? null,
      waiting: own.waiting + (before?.waiting ?? 0),
      closed: own.closed + (before?.closed ?? 0),
      handedOver: own.handedOver + (before?.handedOver ?? 0),
      late: own.late + (before?.late ?? 0),
      awaitingUnits: own.awaitingUnits + (before?.awaitingUnits ?? 0),
    });
  }
  return [...board.values()].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
};

const keyOf = ({ endsAt, carrier }: PickUp): string => `${endsAt ?? '9999'} ${carrier}`;
