import type { ShortageCause } from '@okuru/contracts';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { Keypad } from '../../shared/keypad/keypad.js';
import { type Parcel, type ParcelLine, unproven } from '../../shared/parcels/parcel.js';
import { untickedOf } from '../../shared/parcels/enclosures.js';
import { type Step, withoutLastScan } from '../../shared/parcels/gate.js';
import { languageNow } from '../../words/words.js';
import { nameOf } from './name-of.js';
import type { NextBox } from './use-next-box.js';

/** As the server takes them. */
const GRAMS = { min: 1, max: 100_000 };
const CAUSES = ['not-found', 'damaged'] as const;

/** The one thing to do next, at the bottom within reach of a thumb. */
export const NextThing = (props: {
  readonly parcel: Parcel;
  readonly step: Step;
  readonly busy: boolean;
  readonly countable: ParcelLine | undefined;
  readonly onCount: () => void;
  readonly onWeigh: (grams: number) => void;
  /** A weight that was stopped and may be taken with a reason. */
  readonly stoppedGrams: number | undefined;
  readonly onAccept: () => void;
  readonly onPackage: () => void;
  readonly onPut: () => void;
  readonly onLabel: () => void;
  readonly onReprint: () => void;
  /** The box of the same order that is packed next. */
  readonly nextBox: NextBox | undefined;
  readonly onNext: () => void;
  readonly onKeypad: () => void;
  readonly onUndo: () => void;
  readonly onLeave: () => void;
  readonly onMissing: (cause: ShortageCause) => void;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const { step, parcel } = props;
  return (
    <div className="next">
      <Main {...props} />
      <div className="next-row">
        {(step === 'units' || step === 'enclosures' || step === 'waybill' || step === 'not-workable') && (
          <button type="button" className="plain" onClick={props.onKeypad}>
            {ruby(t('pack.manual'))}
          </button>
        )}
        {step !== 'closed' && step !== 'not-workable' && withoutLastScan(parcel) && (
          <button type="button" className="plain" onClick={props.onUndo}>
            {ruby(t('pack.undo'))} (U)
          </button>
        )}
        {step !== 'closed' &&
          step !== 'not-workable' &&
          CAUSES.map((cause) => (
            <button key={cause} type="button" className="plain" onClick={() => props.onMissing(cause)}>
              {ruby(t(`pack.missing.${cause}`))}
            </button>
          ))}
        {step !== 'closed' && (
          <button type="button" className="plain" onClick={props.onLeave}>
            {ruby(t(step === 'not-workable' ? 'app.back' : 'pack.leave'))}
          </button>
        )}
      </div>
      {step === 'not-workable' && (
        <p role="alert" className="band band-warning">
          {parcel.status === 'voided'
            ? t('pack.voided', { waybill: parcel.trackingNumber ?? '—' })
            : t('pack.notWorkable', { status: parcel.status })}
        </p>
      )}
    </div>
  );
};

const Main = ({
  parcel,
  step,
  busy,
  countable,
  onCount,
  onWeigh,
  stoppedGrams,
  onAccept,
  onPackage,
  onPut,
  onLabel,
  onReprint,
  nextBox,
  onNext,
}: Parameters<typeof NextThing>[0]) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  switch (step) {
    case 'units':
      if (!countable) return <p className="next-words">{ruby(t('pack.scanNext'))}</p>;
      return (
        <button type="button" className="primary" onClick={onCount}>
          {ruby(t('pack.countAll', { count: unproven(countable) }))}
        </button>
      );
    case 'waits':
      return (
        <>
          <p className="next-words">{ruby(t('pack.replacementAwaited'))}</p>
          <button type="button" className="primary" onClick={onNext}>
            {ruby(t('pack.aside'))} (N)
          </button>
        </>
      );
    case 'enclosures': {
      const [next] = untickedOf(parcel);
      return (
        <button type="button" className="primary" onClick={onPut}>
          {next && ruby(t('pack.enclosed.put', { name: nameOf(next, languageNow()) }))} (E)
        </button>
      );
    }
    case 'package':
      return (
        <button type="button" className="primary" disabled={busy} onClick={onPackage}>
          {ruby(t('pack.choosePackage'))}
        </button>
      );
    case 'weight':
      return (
        <>
          <p className="next-words">{ruby(t('pack.weigh'))}</p>
          {stoppedGrams !== undefined && (
            <button type="button" className="plain" disabled={busy} onClick={onAccept}>
              {ruby(t('pack.acceptWeight', { grams: stoppedGrams }))} (A)
            </button>
          )}
          <Keypad label={t('pack.grams')} limits={GRAMS} onEnter={(text) => onWeigh(Number(text))} />
        </>
      );
    case 'label':
      return (
        <button type="button" className="primary" disabled={busy} onClick={onLabel}>
          {ruby(t('pack.label'))} (P)
        </button>
      );
    case 'other-label':
      return (
        <>
          <p className="next-words">{ruby(t('pack.otherLabel'))}</p>
          <button type="button" className="primary" disabled={busy} onClick={onReprint}>
            {ruby(t('pack.reprint'))} (P)
          </button>
        </>
      );
    case 'waybill':
      return <p className="next-words">{ruby(t('pack.scanWaybill'))}</p>;
    case 'closed':
      return (
        <div className="closed" role="status">
          <p className="closed-words">✓ {ruby(t('pack.closed'))}</p>
          <p>{ruby(t('pack.closedMore'))}</p>
          <button type="button" className="primary" onClick={onNext}>
            {nextBox ? t('boxes.nextBox', { number: nextBox.boxNumber ?? '' }) : ruby(t('pack.next'))} (N)
          </button>
        </div>
      );
    case 'not-workable':
      return null;
  }
};
