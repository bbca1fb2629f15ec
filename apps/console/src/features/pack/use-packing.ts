import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '../../shared/feedback/band.js';
import { useGround } from '../../shared/ground/ground-context.js';
import { type ParcelLine, unitsAwaited, unproven } from '../../shared/parcels/parcel.js';
import { useSession } from '../../shared/session/session-context.js';
import { PackingTable, type TableState } from './packing-table.js';
import { languageNow } from '../../words/words.js';
import { noteOf } from './said.js';

/** How soon the screen looks again for units that are to come in the place of others. */
const AWAITED_LOOK_MS = 2_000;

export interface Packing extends Omit<TableState, 'said'> {
  readonly table: PackingTable;
  readonly fault: unknown;
  readonly note: Note | undefined;
  /** The line that was scanned last, where its units may be counted. */
  readonly countable: ParcelLine | undefined;
}

/** The packing table of one parcel, for as long as the screen shows it. */
export const usePacking = (parcelId: string): Packing => {
  const { t } = useTranslation();
  const { staffId } = useSession();
  const ground = useGround();
  const [table] = useState(() => new PackingTable(parcelId, staffId, ground));
  const { said, ...state } = useSyncExternalStore(table.watch, table.now);
  const { parcel, lastSku } = state;
  const { error } = useQuery({
    queryKey: ['parcel', parcelId, useId()],
    queryFn: () => table.open(),
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  useEffect(() => table.attend(), [table]);

  const awaited = parcel ? unitsAwaited(parcel) : 0;
  useEffect(() => {
    if (awaited === 0) return undefined;
    const timer = setInterval(() => void table.lookAgain().catch(() => undefined), AWAITED_LOOK_MS);
    return () => clearInterval(timer);
  }, [awaited, table]);

  const note = useMemo(() => said && noteOf(said, t, languageNow()), [said, t]);
  const countable = parcel?.lines.find(
    (line) => line.sku === lastSku && line.countable && unproven(line) > 0,
  );
  return { ...state, table, fault: error, note, countable };
};
