import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { Band, type Note } from '../../shared/feedback/band.js';
import { signal } from '../../shared/feedback/sounds.js';
import { NoAnswer, Problem } from '../../shared/http.js';
import type { ListedBatch } from '../../shared/picking/batch.js';
import { openBatches } from '../../shared/picking/batches.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { useSession } from '../../shared/session/session-context.js';
import { Beginning } from './begin.js';
import '../../words/learn-pick-words.js';

const ASKED_AGAIN_AFTER_MS = 15_000;

/** Begins a walk, or goes on with the one that this person has begun. */
export const PickHome = () => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { staffId } = useSession();
  const [note, setNote] = useState<Note>();
  const [busy, setBusy] = useState(false);
  const isBusy = useRef(false);
  const beginning = useRef(new Beginning());
  const { data, error } = useQuery({
    queryKey: ['to-pick'],
    queryFn: openBatches,
    refetchInterval: ASKED_AGAIN_AFTER_MS,
    refetchOnMount: 'always',
  });
  const batches = data?.batches ?? [];
  const isOwn = ({ startedBy }: ListedBatch): boolean => startedBy === `staff:${staffId}`;
  const own = batches.find(isOwn);

  const open = (batchId: string): void => void navigate({ to: '/work/pick/$batchId', params: { batchId } });
  const leave = (): void => void navigate({ to: '/work' });
  const warn = (text: string): void => {
    signal('warning');
    setNote({ tone: 'warning', text });
  };
  const begin = async (): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setBusy(true);
    try {
      const { batchId } = await beginning.current.begin();
      signal('ok');
      void client.invalidateQueries({ queryKey: ['to-pick'] });
      open(batchId);
    } catch (fault) {
      if (fault instanceof NoAnswer) warn(t('pick.noAnswer'));
      else if (!(fault instanceof Problem)) throw fault;
      else
        warn(
          fault.code === 'nothing-to-pick' ? t('pick.none') : t('pack.refusedBy', { words: fault.message }),
        );
    } finally {
      isBusy.current = false;
      setBusy(false);
    }
  };
  const goOn = (): void => (own ? open(own.batchId) : void begin());

  useScans('screen', {
    onScan: (text) => {
      const scan = readAs(text);
      if (scan.kind === 'parcel') return false;
      if (scan.kind !== 'command') {
        warn(t('pack.elsewhere'));
        return true;
      }
      if (scan.command === 'NEXT') goOn();
      else if (scan.command === 'HOLD') leave();
      else return false;
      return true;
    },
    onKey: (key) => {
      if (key.toLowerCase() === 'n') goOn();
      else if (key.toLowerCase() === 'h' || key === 'Escape') leave();
      else return false;
      return true;
    },
  });

  return (
    <section>
      <h1>{ruby(t('pick.title'))}</h1>
      <Band note={note} />
      {error && <p role="alert">{ruby(t('app.error'))}</p>}
      <p className="next-words">{ruby(t('pick.waiting', { count: data?.waiting ?? 0 }))}</p>
      {batches.length > 0 && (
        <>
          <h2>{ruby(t('pick.openTitle'))}</h2>
          <ul className="rows">
            {batches.map((batch) => (
              <li key={batch.batchId}>
                <Link className="row row-link" to="/work/pick/$batchId" params={{ batchId: batch.batchId }}>
                  <strong>
                    {ruby(
                      t('pick.listed', {
                        parcels: batch.parcels,
                        picked: batch.picked + batch.short,
                        units: batch.units,
                      }),
                    )}
                  </strong>
                  <span>{new Date(batch.startedAt).toLocaleTimeString()}</span>
                  {isOwn(batch) && <span className="tag">{ruby(t('pick.yours'))}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="next">
        <button type="button" className="primary" disabled={busy} onClick={goOn}>
          {ruby(t(own ? 'pick.goOn' : 'pick.begin'))} (N)
        </button>
        <div className="next-row">
          <button type="button" className="plain" onClick={leave}>
            {ruby(t('app.back'))}
          </button>
        </div>
      </div>
    </section>
  );
};
