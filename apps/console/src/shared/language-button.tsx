import { useTranslation } from 'react-i18next';
import { languageNow, speak } from '../words/words.js';

/** Changes the language and nothing else: the page stays. */
export const LanguageButton = () => {
  const { t } = useTranslation();
  const other = languageNow() === 'ja' ? 'en' : 'ja';
  return (
    <button type="button" className="header-button" lang={other} onClick={() => void speak(other)}>
      {t('header.language')}
    </button>
  );
};
