/** A pick-up as `GET /v1/cut-offs` shows it. */
export interface PickUp {
  readonly carrier: string;
  readonly services: readonly string[];
  /** `HH:MM`; null: none is set, and it ends with the day. */
  readonly cutOff: string | null;
  /** Day of the pick-up; null: none is in sight. */
  readonly day: string | null;
  readonly isToday: boolean;
  readonly endsAt: string | null;
  readonly waiting: number;
  readonly closed: number;
  readonly handedOver: number;
  readonly late: number;
  readonly awaitingUnits: number;
}

export interface CutOffs {
  /** The shop's clock, which a test moves. */
  readonly now: string;
  readonly pickUps: readonly PickUp[];
  readonly undecided: number;
}

/** With when this device asked, by its own clock: between two answers it counts on from there. */
export interface HeardCutOffs extends CutOffs {
  readonly askedAtMs: number;
}

/** Still to be packed or handed over. */
export const undone = ({ waiting, closed }: PickUp): number => waiting + closed;

const HURRY_MINUTES = 60;
const URGENT_MINUTES = 20;

/** Whole minutes until the carrier comes; null: no time is set. */
export const minutesLeft = (
  { endsAt, cutOff }: PickUp,
  { now, askedAtMs }: HeardCutOffs,
  deviceMs: number,
): number | null => {
  if (endsAt === null || cutOff === null) return null;
  const left = Date.parse(endsAt) - Date.parse(now) - (deviceMs - askedAtMs);
  return Math.max(0, Math.ceil(left / 60_000));
};

/** `2:10`. */
export const hoursAndMinutes = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

export type Urgency = 'calm' | 'hurry' | 'urgent' | 'late' | 'done';

/** What missed a pick-up comes before everything; who has nothing left to do need not hurry. */
export const urgencyOf = (pickUp: PickUp, left: number | null): Urgency => {
  if (pickUp.late > 0) return 'late';
  if (undone(pickUp) === 0) return 'done';
  if (left === null || left > HURRY_MINUTES || !pickUp.isToday) return 'calm';
  return left > URGENT_MINUTES ? 'hurry' : 'urgent';
};
