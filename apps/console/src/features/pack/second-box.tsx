import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { signal } from '../../shared/feedback/sounds.js';
import { Problem } from '../../shared/http.js';
import { Over } from '../../shared/over.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { printSlip } from './print-slip.js';
import { halvesOf, type Split } from './split.js';

/**
 * A second box: what stays, what goes, and what it costs more. `^C:NEXT` divides; afterwards `^C:PRINT` prints the code of
 * the new box, and `^C:NEXT` goes on with this one.
 */
export const SecondBox = ({
  parcel,
  busy,
  divided,
  onPreview,
  onSplit,
  onClose,
}: {
  readonly parcel: Parcel;
  readonly busy: boolean;
  /** What came of it; undefined: it is not done yet. */
  readonly divided: Split | undefined;
  readonly onPreview: () => Promise<Split>;
  readonly onSplit: () => void;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ['split', parcel.parcelId, parcel.lines],
    queryFn: onPreview,
    enabled: divided === undefined,
    retry: false,
    gcTime: 0,
  });
  const next = divided?.parcels.find(({ parcelId }) => parcelId !== undefined)?.parcelId;
  const goOn = (): void => {
    if (divided) onClose();
    else if (data && !busy) onSplit();
    else signal('warning');
  };
  const print = (): void => {
    if (next) printSlip(next);
    else signal('warning');
  };
  useScans('over', {
    onScan: (text) => {
      const scan = readAs(text);
      if (scan.kind !== 'command') signal('warning');
      else if (scan.command === 'NEXT') goOn();
      else if (scan.command === 'PRINT') print();
      else if (scan.command === 'BOX') signal('warning');
      else onClose();
      return true;
    },
    onKey: (key) => {
      const pressed = key.toLowerCase();
      if (key === 'Escape') onClose();
      else if (pressed === 'n') goOn();
      else if (pressed === 'p') print();
      else return false;
      return true;
    },
  });
  return (
    <Over label={t('boxes.title')} onClose={onClose}>
      <h2>{t('boxes.title')}</h2>
      {divided ? (
        <>
          <p className="next-words" role="status">
            {t('boxes.done', { count: divided.parcels.length })}
          </p>
          <Yen split={divided} />
          {next && (
            <button type="button" className="plain choice" onClick={print}>
              {t('boxes.print')} (P)
            </button>
          )}
        </>
      ) : (
        <>
          <Halves parcel={parcel} />
          {data && <Yen split={data} />}
          {error && <p role="alert">{wordsOf(error, t)}</p>}
          {!data && !error && <p role="status">{t('boxes.asks')}</p>}
        </>
      )}
      <button type="button" className="primary" disabled={!divided && (!data || busy)} onClick={goOn}>
        {t(divided ? 'boxes.goOn' : 'boxes.divide')} (N)
      </button>
      {!divided && (
        <button type="button" className="plain" onClick={onClose}>
          {t('app.back')}
        </button>
      )}
    </Over>
  );
};

const Halves = ({ parcel }: { readonly parcel: Parcel }) => {
  const { t } = useTranslation();
  const halves = halvesOf(parcel);
  return (
    <div className="halves">
      {(['stays', 'goes', 'waits'] as const).map(
        (half) =>
          (halves[half].length > 0 || half !== 'waits') && (
            <section key={half} aria-label={t(`boxes.${half}`)}>
              <h3>{t(`boxes.${half}`)}</h3>
              <ul>
                {halves[half].map(({ sku, name, units }) => (
                  <li key={sku} className="line">
                    <span className="line-count">{units}</span>
                    <span className="line-name">
                      {name}
                      <span className="code">{sku}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </div>
  );
};

/** The packages of both, what they cost more, and a label that is void from now on. */
const Yen = ({ split }: { readonly split: Split }) => {
  const { t } = useTranslation();
  const codes = [split.stays, ...split.parcels].map(
    ({ packageCode }) => packageCode ?? t('pack.packageNone'),
  );
  return (
    <>
      <p className="boxes-codes">{codes.join(' ＋ ')}</p>
      {split.extraYen !== null && (
        <p>
          {t('pack.extraYen', { yen: split.extraYen > 0 ? `+${split.extraYen}` : String(split.extraYen) })}
        </p>
      )}
      {split.voidWaybill !== null && <p role="alert">{t('boxes.void', { waybill: split.voidWaybill })}</p>}
    </>
  );
};

const wordsOf = (error: Error, t: ReturnType<typeof useTranslation>['t']): string =>
  error instanceof Problem
    ? t(`pack.refusals.${error.code}`, { defaultValue: t('pack.refusedBy', { words: error.message }) })
    : t('pack.noAnswer');
