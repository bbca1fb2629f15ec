import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Band } from '../../shared/feedback/band.js';
import { signal } from '../../shared/feedback/sounds.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { readWeight } from '../../shared/scanner/read-weight.js';
import { stationOf } from '../../shared/station.js';
import { languageNow } from '../../words/words.js';
import { Choices, choiceOf, ItemHead, NeedsServer } from './item-parts.js';
import { NumberPad } from './number-pad.js';
import { SearchField } from './search-field.js';
import { stockScanOf } from './stock-scan.js';
import { type Found, putMeasures, type StockItem, unmeasured } from './stock-api.js';
import { nameOf, useFinding } from './use-finding.js';
import './stock.css';
import '../../words/learn-office-words.js';

const STEPS = ['lengthMm', 'widthMm', 'heightMm', 'weightGrams'] as const;
type Step = (typeof STEPS)[number];
type Known = Readonly<Record<Step, number | null>>;
/** As the server takes them. */
const SIDE_MM_MAX = 10_000;
const GRAMS_MAX = 1_000_000;
const TO_MEASURE = ['to-measure'] as const;

const knownOf = ({ size, weightGrams }: StockItem): Known => ({
  lengthMm: size?.lengthMm ?? null,
  widthMm: size?.widthMm ?? null,
  heightMm: size?.heightMm ?? null,
  weightGrams,
});

/** 採寸: sides and weight one after the other; what a scale types is the weight, whatever is asked for. */
export const MeasureScreen = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: waiting = [] } = useQuery({ queryKey: TO_MEASURE, queryFn: unmeasured });
  const [item, setItem] = useState<StockItem>();
  const [known, setKnown] = useState<Known>();
  const [step, setStep] = useState<Step>('lengthMm');
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const begin = ({ item: begun }: Found): void => {
    setItem(begun);
    setKnown(knownOf(begun));
    setStep('lengthMm');
  };
  const { note, setNote, warn, tell, failed, choices, find, pick } = useFinding(begin);

  const enter = (number: number, of: Step = step): void => {
    signal('ok');
    setNote(undefined);
    setKnown((before) => before && { ...before, [of]: number });
    if (of === step) setStep(STEPS[Math.min(STEPS.length - 1, STEPS.indexOf(step) + 1)]!);
  };
  const back = (): void => {
    setStep(STEPS[Math.max(0, STEPS.indexOf(step) - 1)]!);
  };
  const save = async (): Promise<void> => {
    if (!item || !known || isBusy) return;
    const { lengthMm, widthMm, heightMm, weightGrams } = known;
    if (lengthMm === null || widthMm === null || heightMm === null || weightGrams === null)
      return void warn(t('stock.measure.allFour'));
    setBusy(true);
    try {
      await putMeasures(item.sku, { lengthMm, widthMm, heightMm, weightGrams });
      signal('done');
      tell(t('stock.measure.done', { name: nameOf(item) }));
      setItem(undefined);
      setKnown(undefined);
      await client.invalidateQueries({ queryKey: TO_MEASURE });
    } catch (fault) {
      failed(fault);
    } finally {
      setBusy(false);
    }
  };
  const leave = (): true => {
    void navigate({ to: '/stock' });
    return true;
  };
  useScans('screen', {
    onScan: (text, by) => {
      const grams = item ? readWeight(text) : undefined;
      if (grams !== undefined) {
        enter(grams, 'weightGrams');
        return true;
      }
      const scan = stockScanOf(text);
      if (scan.kind === 'command') {
        if (scan.command === 'NEXT') void save();
        else if (scan.command === 'UNDO') back();
        else if (scan.command === 'HOLD') leave();
        else return false;
        return true;
      }
      if (scan.kind === 'shelf') {
        const station = stationOf(scan.code);
        if (!station) return warn(t('stock.elsewhere'));
        void navigate({ to: station });
        return true;
      }
      if (scan.kind === 'refused') return warn(scan.words[languageNow()]);
      if (scan.kind === 'case') return warn(t('pack.caseCode'));
      if (scan.kind === 'elsewhere' || scan.kind === 'parcel') return warn(t('stock.elsewhere'));
      if (item) return warn(t('stock.finishFirst'));
      find(scan.code, by);
      return true;
    },
    onKey: (key) => {
      const choice = choiceOf(choices, key);
      if (choice) pick(choice);
      else if (key.toLowerCase() === 't') field.current?.focus();
      else if (key === 'Escape' || key.toLowerCase() === 'h') leave();
      else return false;
      return true;
    },
  });
  return (
    <section>
      <h1>{t('stock.measure.title')}</h1>
      <NeedsServer />
      <Band note={note} />
      {!item && (
        <>
          <p className="next-words">{t('stock.measure.scan')}</p>
          <SearchField field={field} onFind={(text) => find(text, 'manual')} />
          <Choices choices={choices} onPick={pick} />
          <h2>{t('stock.measure.list', { count: waiting.length })}</h2>
          <ul className="rows">
            {waiting.map((one) => (
              <li key={one.sku}>
                <button type="button" className="plain row stock-row" onClick={() => find(one.sku, 'manual')}>
                  <strong>{one.name}</strong>
                  <span className="code">{one.sku}</span>
                  {one.shelf && <span>{t('pack.shelf', { shelf: one.shelf })}</span>}
                  <span>{one.missing.map((what) => t(`stock.measure.missing.${what}`)).join(' / ')}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {item && known && (
        <>
          <article className="package" aria-label={item.sku}>
            <ItemHead item={item} />
            <div className="stock-steps">
              {STEPS.map((name) => (
                <button
                  key={name}
                  type="button"
                  className="plain"
                  aria-pressed={step === name}
                  onClick={() => setStep(name)}
                >
                  {t(`stock.measure.steps.${name}`)}: {known[name] ?? '—'}
                </button>
              ))}
            </div>
          </article>
          <NumberPad
            label={t(`stock.measure.steps.${step}`)}
            min={1}
            max={step === 'weightGrams' ? GRAMS_MAX : SIDE_MM_MAX}
            onEnter={(number) => enter(number)}
          />
          <div className="next">
            <button
              type="button"
              className="primary"
              disabled={isBusy || Object.values(known).includes(null)}
              onClick={() => void save()}
            >
              {t('stock.measure.commit')}
            </button>
          </div>
        </>
      )}
      <div className="next-row">
        {item && (
          <button type="button" className="plain" onClick={() => setItem(undefined)}>
            {t('stock.drop')}
          </button>
        )}
        <button type="button" className="plain" onClick={leave}>
          {t('stock.back')}
        </button>
      </div>
    </section>
  );
};
