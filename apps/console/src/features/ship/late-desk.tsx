import type { RefusedScan, Scan } from '@okuru/scan-engine';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '../../shared/feedback/band.js';
import { signal } from '../../shared/feedback/sounds.js';
import { CUT_OFFS_KEY, useCutOffs } from '../../shared/pick-ups/cut-offs.js';
import { undone } from '../../shared/pick-ups/pick-up.js';
import { lateSignOf, type Moved } from './late.js';
import { LateSheet } from './late-sheet.js';
import './late.css';

interface Open {
  readonly carrier: string;
  readonly came: boolean;
}

export interface LateDesk {
  /** What came of the last move, until the next scan. */
  readonly note: Note | undefined;
  readonly buttons: ReactNode;
  readonly sheet: ReactNode;
  onScan(scan: Scan | RefusedScan): boolean;
  onKey(key: string): boolean;
}

/** What missed its pick-up, beside the work at the cages: of the open cage's carrier, or of all. */
export const useLateDesk = (cage: string | undefined): LateDesk => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { heard } = useCutOffs();
  const [open, setOpen] = useState<Open>();
  const [note, setNote] = useState<Note>();
  const own = heard?.pickUps.filter(({ carrier }) => cage === undefined || carrier === cage) ?? [];
  const late = [...new Set(own.filter((one) => one.late > 0).map(({ carrier }) => carrier))].map(
    (carrier) => ({
      carrier,
      count: own.reduce((sum, one) => (one.carrier === carrier ? sum + one.late : sum), 0),
    }),
  );
  const mayCome = cage !== undefined && own.some((one) => one.isToday && undone(one) > 0);
  const begin = (asked: Open): true => {
    signal('ok');
    setNote(undefined);
    setOpen(asked);
    return true;
  };
  const first = (): boolean => {
    const [one] = late;
    if (one) return begin({ carrier: one.carrier, came: false });
    signal('warning');
    return true;
  };
  const moved = ({ moved: those, left }: Moved): void => {
    signal('done');
    setOpen(undefined);
    const words = left.length === 0 ? 'late.moved' : 'late.movedSome';
    setNote({
      tone: left.length === 0 ? 'done' : 'warning',
      text: t(words, { count: those.length, left: left.length }),
    });
    void client.invalidateQueries({ queryKey: CUT_OFFS_KEY });
    void client.invalidateQueries({ queryKey: ['to-hand-over'] });
  };
  return {
    note,
    onScan: (scan) => {
      setNote(undefined);
      const asked = scan.kind === 'shelf' ? lateSignOf(scan.code) : undefined;
      if (asked) return begin(asked);
      return scan.kind === 'command' && scan.command === 'NEXT' && first();
    },
    onKey: (key) => {
      if (key.toLowerCase() === 'n') return first();
      return key.toLowerCase() === 'c' && mayCome && begin({ carrier: cage, came: true });
    },
    buttons: (
      <div className="next-row">
        {late.map(({ carrier, count }) => (
          <button
            key={carrier}
            type="button"
            className="primary"
            onClick={() => begin({ carrier, came: false })}
          >
            <span aria-hidden>⚠ </span>
            {t('late.open', { carrier: t(`carriers.${carrier}`, { defaultValue: carrier }), count })}
          </button>
        ))}
        {mayCome && (
          <button type="button" className="plain" onClick={() => begin({ carrier: cage, came: true })}>
            {t('late.came')} (C)
          </button>
        )}
      </div>
    ),
    sheet: open && <LateSheet {...open} onMoved={moved} onClose={() => setOpen(undefined)} />,
  };
};
