import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import { Band, type Note } from '../../shared/feedback/band.js';
import { signal } from '../../shared/feedback/sounds.js';
import { call, NoAnswer } from '../../shared/http.js';
import { Over } from '../../shared/over.js';
import { monthAndDay } from '../../shared/pick-ups/pick-up-board.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { lateOf, moveLate, type Late, type LateParcel, type Moved } from './late.js';

/** More rows help nobody; all are moved. */
const ROWS_MAX = 30;

/**
 * The parcels that a pick-up left behind and the very letters that moving them brings. `^C:NEXT` moves them, everything
 * else goes back.
 */
export const LateSheet = ({
  carrier,
  came,
  onMoved,
  onClose,
}: {
  readonly carrier: string;
  readonly came: boolean;
  readonly onMoved: (moved: Moved) => void;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation();
  const { data: late, error } = useQuery({
    queryKey: ['late-parcels', carrier, came],
    queryFn: () => lateOf(call, { carrier, came }),
    staleTime: 0,
    gcTime: 0,
  });
  const [note, setNote] = useState<Note>();
  const opId = useRef(v7());
  const isMoving = useRef(false);
  const move = async (): Promise<void> => {
    if (!late || late.parcels.length === 0 || isMoving.current) return signal('warning');
    isMoving.current = true;
    try {
      onMoved(await moveLate(call, { carrier, came }, late, opId.current));
    } catch (fault) {
      signal('warning');
      setNote({ tone: 'warning', text: t(fault instanceof NoAnswer ? 'late.offline' : 'app.error') });
    } finally {
      isMoving.current = false;
    }
  };
  useScans('over', {
    onScan: (text) => {
      const scan = readAs(text);
      if (scan.kind !== 'command') signal('warning');
      else if (scan.command === 'NEXT') void move();
      else onClose();
      return true;
    },
    onKey: (key) => {
      const pressed = key.toLowerCase();
      if (pressed === 'n') void move();
      else if (key === 'Escape' || pressed === 'h') onClose();
      return true;
    },
  });
  const title = t(came ? 'late.cameTitle' : 'late.title', {
    carrier: t(`carriers.${carrier}`, { defaultValue: carrier }),
  });
  return (
    <Over label={title} onClose={onClose}>
      <h2>{title}</h2>
      {note && <Band note={note} />}
      {error && <p role="alert">{t(error instanceof NoAnswer ? 'late.offline' : 'app.error')}</p>}
      {!late && !error && <p role="status">{t('late.loading')}</p>}
      {late?.parcels.length === 0 && <p role="status">{t('late.none')}</p>}
      {late && late.parcels.length > 0 && (
        <>
          <ul className="rows">
            {late.parcels.slice(0, ROWS_MAX).map((parcel) => (
              <Row key={parcel.parcelId} parcel={parcel} />
            ))}
          </ul>
          {late.parcels.length > ROWS_MAX && (
            <p className="quiet">{t('late.more', { count: late.parcels.length - ROWS_MAX })}</p>
          )}
          <Letters late={late} />
          <p className="quiet">{t('late.how')}</p>
        </>
      )}
      <div className="next">
        {late && late.parcels.length > 0 && (
          <button type="button" className="primary" onClick={() => void move()}>
            {t('late.move', { count: late.parcels.length })}
          </button>
        )}
        <div className="next-row">
          <button type="button" className="plain" onClick={onClose}>
            {t('app.back')}
          </button>
        </div>
      </div>
    </Over>
  );
};

const Row = ({ parcel }: { readonly parcel: LateParcel }) => {
  const { t } = useTranslation();
  const { promisedOn, expectedOn, missesPromisedDay } = parcel;
  const promise = missesPromisedDay ? 'late.missed' : 'late.kept';
  return (
    <li className="row">
      <strong>{parcel.reference}</strong>
      <span>{t(`late.status.${parcel.status}`)}</span>
      <span>{t('late.leaves', { day: monthAndDay(parcel.leavesOn) })}</span>
      <span>
        {expectedOn === null ? t('late.arrivalUnknown') : t('late.arrives', { day: monthAndDay(expectedOn) })}
      </span>
      <span className="tag">
        <span aria-hidden>{missesPromisedDay ? '⚠ ' : '✓ '}</span>
        {promisedOn === null ? t('late.noPromise') : t(promise, { day: monthAndDay(promisedOn) })}
      </span>
    </li>
  );
};

/** One letter for each language, as its first buyer gets it. */
const Letters = ({ late: { letters, previews } }: { readonly late: Late }) => {
  const { t } = useTranslation();
  if (letters === 0) return <p className="next-words">{t('late.noLetters')}</p>;
  return (
    <>
      <p className="next-words">{t('late.letters', { count: letters })}</p>
      {previews.map(({ language, letters: count, subject, text }) => (
        <article key={language} className="letter" lang={language}>
          <h3 lang={undefined}>{t(`late.inLanguage.${language}`, { count })}</h3>
          <p className="letter-subject">{subject}</p>
          <pre className="letter-text">{text}</pre>
        </article>
      ))}
    </>
  );
};
