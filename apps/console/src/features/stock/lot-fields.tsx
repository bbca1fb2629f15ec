import { type KeyboardEvent, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { learnLotWords } from '../../shared/lots/lot-words.js';
import type { LotInHand } from './lots.js';

interface Given {
  readonly lot: LotInHand;
  readonly isLocked: boolean;
  readonly onChange: (lot: LotInHand) => void;
}

const Fields = ({ lot, isLocked, onChange }: Given) => {
  const { t } = useTranslation();
  return (
    <fieldset className="stock-search" disabled={isLocked}>
      <legend>{t('lots.name')}</legend>
      <label className="keypad-label">
        {t('lots.lot')}
        <input
          className="keypad-input"
          value={lot.lot}
          autoComplete="off"
          autoCapitalize="off"
          maxLength={20}
          onKeyDown={leaveOnEnter}
          onChange={({ target }) => onChange({ ...lot, lot: target.value.trim() })}
        />
      </label>
      <label className="keypad-label">
        {t('lots.expiresOn')}
        <input
          className="keypad-input"
          value={lot.expiresOn}
          autoComplete="off"
          inputMode="numeric"
          maxLength={10}
          onKeyDown={leaveOnEnter}
          onChange={({ target }) => onChange({ ...lot, expiresOn: target.value.trim() })}
        />
      </label>
    </fieldset>
  );
};

/** So that a key is a shortcut again. */
const leaveOnEnter = ({ key, currentTarget }: KeyboardEvent<HTMLInputElement>): void => {
  if (key === 'Enter') currentTarget.blur();
};

/** Its words come where goods are kept by lot. */
const Told = lazy(async () => {
  await learnLotWords();
  return { default: Fields };
});

/** Which lot the units are of: its GS1 code fills it in, fingers and keys as well. */
export const LotFields = (given: Given) => (
  <Suspense fallback={null}>
    <Told {...given} />
  </Suspense>
);
