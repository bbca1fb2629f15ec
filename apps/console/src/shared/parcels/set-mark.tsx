import { useTranslation } from 'react-i18next';
import { languageNow } from '../../words/words.js';
import type { SetNames } from './set-names.js';

/** The set that a unit is a part of, so that nobody wonders where it is. */
export const SetMark = ({ names }: { readonly names: SetNames }) => {
  const { t } = useTranslation();
  const name = (languageNow() === 'en' && names.en) || names.ja;
  return <span className="set-mark">{t('pack.ofSet', { name })}</span>;
};
