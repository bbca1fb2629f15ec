import { useTranslation } from 'react-i18next';
import { languageNow } from '../../words/words.js';

/** What a set (セット商品) is called. */
export interface SetNames {
  readonly ja: string;
  readonly en: string;
}

/** The set that a unit is a part of, so that nobody wonders where it is. */
export const SetMark = ({ names }: { readonly names: SetNames }) => {
  const { t } = useTranslation();
  const name = (languageNow() === 'en' && names.en) || names.ja;
  return <span className="set-mark">{t('pack.ofSet', { name })}</span>;
};
