import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../furigana/use-ruby.js';
import { commandOf } from '../scanner/command.js';
import { useScans } from '../scanner/scanner.js';
import { useModal } from '../use-modal.js';
import { differenceOf } from './look-alike.js';
import { refusalWords } from './refusal-words.js';
import { PracticeBand } from './practice-band.js';
import { type Stop, stops, useStop } from './stop.js';

/** Over everything, until somebody acknowledges it: by the command's barcode, F9 or a touch; never by the Enter of a scanner. */
export const HardStop = () => {
  const stop = useStop();
  return stop ? <StopScreen stop={stop} /> : null;
};

const StopScreen = ({ stop }: { readonly stop: Stop }) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const own = useModal();
  // Not its button: what a scanner types should have nothing to press.
  useEffect(() => own.current?.focus(), [own]);
  useScans('stop', {
    onScan: (text) => {
      if (commandOf(text) === 'ACK') stops.acknowledge();
      else stops.insist();
      return true;
    },
    onKey: (key) => {
      if (key === 'F9') stops.acknowledge();
      return true;
    },
  });
  const reason = t(`stop.reasons.${stop.reason}`, { defaultValue: stop.because ?? stop.reason });
  return (
    <dialog
      className="stop"
      role="alertdialog"
      aria-labelledby="stop-title"
      tabIndex={-1}
      ref={own}
      onCancel={(event) => event.preventDefault()}
    >
      <div className="stop-inside">
        {stop.isPractice && <PracticeBand />}
        <p className="stop-title" id="stop-title">
          <span className="stop-icon" aria-hidden>
            ×
          </span>
          {ruby(t('stop.title'))}
        </p>
        {/* What scrolls must be reached by keys as well. */}
        <div className="stop-told" tabIndex={0}>
          <p className="stop-reason">{reason}</p>
          <Items stop={stop} />
          {stop.reason === 'server-refused' && <p className="stop-more">{refusalWords(t, stop)}</p>}
          <p className="stop-more">{ruby(t('stop.how'))}</p>
        </div>
        <button
          type="button"
          className="stop-button"
          // A press of Enter or Space comes without a pointer, and a scanner sends Enter.
          onClick={({ detail }) => {
            if (detail > 0) stops.acknowledge();
          }}
        >
          {ruby(t('stop.acknowledge'))}
        </button>
      </div>
    </dialog>
  );
};

/** What is held against what, where it is no item. */
const isOfPlaces = (reason: string): boolean => /^(wrong-(carrier|shelf)$|lot-)/.test(reason);

const Items = ({ stop: { reason, expected, scanned, text, weight, waybill } }: { readonly stop: Stop }) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  if (weight)
    return (
      <dl className="stop-items stop-difference">
        <dt>{ruby(t('stop.expectedWeight'))}</dt>
        <dd>
          <strong>{weight.expectedGrams} g</strong>
        </dd>
        <dt>{ruby(t('stop.weighed'))}</dt>
        <dd>
          <strong>{weight.grams} g</strong>
        </dd>
      </dl>
    );
  if (waybill)
    return (
      <dl className="stop-items">
        {waybill.expected !== undefined && (
          <>
            <dt>{ruby(t('stop.waybill.expected'))}</dt>
            <dd className="stop-waybill">{waybill.expected}</dd>
          </>
        )}
        <dt>{ruby(t('stop.waybill.scanned'))}</dt>
        <dd className="stop-waybill">{waybill.scanned}</dd>
      </dl>
    );
  const difference =
    expected && scanned && !isOfPlaces(reason) ? differenceOf(expected.name, scanned.name) : undefined;
  if (difference)
    return (
      <dl className="stop-items stop-difference">
        <dt>{ruby(t('stop.expected'))}</dt>
        <dd>
          <strong>{difference.expected || '—'}</strong>
          <span className="stop-name">{expected?.name}</span>
        </dd>
        <dt>{ruby(t('stop.scanned'))}</dt>
        <dd>
          <strong>{difference.scanned || '—'}</strong>
          <span className="stop-name">{scanned?.name}</span>
        </dd>
      </dl>
    );
  const isPlace = isOfPlaces(reason);
  return (
    <dl className="stop-items">
      {expected !== undefined && (
        <>
          <dt>{ruby(t(isPlace ? `stop.places.${reason}.expected` : 'stop.expected'))}</dt>
          <dd>{expected?.name ?? t('stop.nothingMore')}</dd>
        </>
      )}
      <dt>{ruby(t(isPlace ? `stop.places.${reason}.scanned` : 'stop.scanned'))}</dt>
      <dd>
        {scanned?.name ?? t('stop.unknown')} <span className="code">{text}</span>
      </dd>
    </dl>
  );
};
