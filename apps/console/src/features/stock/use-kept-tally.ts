import { useEffect, useRef } from 'react';
import { deviceStore } from '../../shared/queue/indexed-db.js';
import { useSession } from '../../shared/session/session-context.js';
import type { Mode, Tally } from './tally.js';

/** What a reload would lose. */
export interface KeptTally {
  readonly tally: Tally;
  /** Asked for, and nobody answered: under the same opId it is done once. */
  readonly asked: Asked | undefined;
}
export interface Asked {
  readonly body: string;
  readonly opId: string;
}

/** The units of one person at one screen, on the device until they are sent or put away. */
export const useKeptTally = (mode: Mode, found: (kept: KeptTally) => void) => {
  const { staffId } = useSession();
  const key = `tally:${mode}:${staffId}`;
  const told = useRef(found);
  useEffect(() => {
    let isGone = false;
    void deviceStore.kept<KeptTally>(key).then(
      (kept) => {
        if (kept && !isGone) told.current(kept);
      },
      () => undefined, // a device that keeps nothing has nothing to tell
    );
    return () => {
      isGone = true;
    };
  }, [key]);
  return {
    keep: (kept: KeptTally): Promise<void> => deviceStore.keep(key, kept).catch(() => undefined),
    forget: (): Promise<void> => deviceStore.forget(key).catch(() => undefined),
  };
};
