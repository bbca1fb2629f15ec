import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { Over } from '../../shared/over.js';
import { useScanner, useScans } from '../../shared/scanner/scanner.js';
import { languageNow } from '../../words/words.js';
import type { Exercise } from './exercises.js';

/** What lies at hand. A touch or a digit takes it, as if its code had been read. */
export const Bench = ({
  exercise: { bench, grams },
  onClose,
}: {
  readonly exercise: Exercise;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const { type } = useScanner();
  const things = [
    ...bench.map(({ code, names }) => ({ code, name: names[languageNow()] })),
    ...(grams === undefined ? [] : [{ code: `${grams}g`, name: t('practice.scales', { grams }) }]),
  ];
  const take = (code: string | undefined): void => {
    if (code === undefined) return;
    onClose();
    type(code);
  };
  useScans('over', {
    // What is scanned is meant for the screen below.
    onScan: () => {
      onClose();
      return false;
    },
    onKey: (key) => {
      if (key === 'Escape') onClose();
      else if (/^[1-9]$/.test(key)) take(things[Number(key) - 1]?.code);
      return true;
    },
  });
  return (
    <Over label={t('practice.bench')} onClose={onClose}>
      <h2>{ruby(t('practice.bench'))}</h2>
      <ol className="choices">
        {things.map(({ code, name }, at) => (
          <li key={code}>
            <button type="button" className="plain choice" onClick={() => take(code)}>
              {at + 1}. {ruby(name)}
            </button>
          </li>
        ))}
      </ol>
      <button type="button" className="plain" onClick={onClose}>
        {ruby(t('app.back'))}
      </button>
    </Over>
  );
};
