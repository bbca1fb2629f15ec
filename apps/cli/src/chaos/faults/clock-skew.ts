import { SERVICES } from '@okuru/contracts';
import type { FaultKind } from '../schedule/fault-kind.js';
import { seatOf } from './seat-of.js';

const FIVE_MINUTES_MS = 300_000;
const TWO_HOURS_MS = 7_200_000;
/** What may pass between the process's look at its clock and ours. */
const TOLERANCE_MS = 5_000;

export const clockSkew: FaultKind = {
  name: 'clock-skew',
  meaning: "one service's wall clock jumps by five minutes or two hours, forward or back, and back again",
  targets: () => SERVICES,
  lastsSeconds: [6, 10],
  places: (service) => [service],
  inject: async (world, target, draw) => {
    const seat = seatOf(world, target);
    const size = draw('size') < 0.5 ? FIVE_MINUTES_MS : TWO_HOURS_MS;
    const skewMs = draw('direction') < 0.5 ? size : -size;
    const says = await seat.skewClock(skewMs);
    const offBy = says - Date.now();
    const happened = Math.abs(offBy - skewMs) < TOLERANCE_MS;
    return {
      heal: async () => void (await seat.skewClock(0)),
      evidence: () => ({ count: happened ? 1 : 0, what: `clocks wrong by ${skewMs / 60_000} minutes` }),
    };
  },
};
