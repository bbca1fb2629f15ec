import type { FaultKind } from '../schedule/fault-kind.js';
import { brokerFullDisk } from './broker-full-disk.js';
import { brokerOfThree } from './broker-of-three.js';
import { brokerRestart } from './broker-restart.js';
import { clockSkew } from './clock-skew.js';
import { cut } from './cut.js';
import { databaseRestart } from './database-restart.js';
import { delay } from './delay.js';
import { freeze } from './freeze.js';
import { fullDisk } from './full-disk.js';
import { halfOpen } from './half-open.js';
import { lostAnswer } from './lost-answer.js';
import { overload } from './overload.js';
import { poison } from './poison.js';
import { redisLoss } from './redis-loss.js';
import { repeats } from './repeats.js';
import { rollingSigterm } from './rolling-sigterm.js';
import { sigkill } from './sigkill.js';
import { slowService } from './slow-service.js';
import { terminateBackends } from './terminate-backends.js';

/** Everything the rig can do to a shop. */
export const KINDS: readonly FaultKind[] = [
  sigkill,
  freeze,
  rollingSigterm,
  cut,
  delay,
  halfOpen,
  lostAnswer,
  terminateBackends,
  databaseRestart,
  brokerRestart,
  brokerOfThree,
  brokerFullDisk,
  redisLoss,
  repeats,
  poison,
  fullDisk,
  clockSkew,
  slowService,
  overload,
];

/** The kinds named, in their own order. Throws with all names when one is unknown. */
export const kindsNamed = (names: readonly string[]): readonly FaultKind[] => {
  const known = new Set(KINDS.map(({ name }) => name));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0 || names.length === 0)
    throw new Error(
      `--faults: there is no ${unknown.join(', ') || 'name'}; known are ${[...known].join(', ')}.`,
    );
  return KINDS.filter(({ name }) => names.includes(name));
};
