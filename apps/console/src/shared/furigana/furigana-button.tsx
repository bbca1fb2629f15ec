import { useTranslation } from 'react-i18next';
import { languageNow } from '../../words/words.js';
import { readAs } from '../scanner/command.js';
import { useScans } from '../scanner/scanner.js';
import { toggleFurigana, useFurigana } from './furigana.js';

/** ふりがな over the kanji: only for the Japanese screens. By `^L:FURIGANA`, F or a touch. */
export const FuriganaButton = () => {
  const { t } = useTranslation();
  const isOn = useFurigana();
  const isJapanese = languageNow() === 'ja';
  useScans('over', {
    onScan: (text) => {
      const scan = readAs(text);
      const isSign = isJapanese && scan.kind === 'shelf' && scan.code.toUpperCase() === 'FURIGANA';
      if (isSign) toggleFurigana();
      return isSign;
    },
    onKey: (key) => {
      const isKey = isJapanese && key.toLowerCase() === 'f';
      if (isKey) toggleFurigana();
      return isKey;
    },
  });
  if (!isJapanese) return null;
  return (
    <button type="button" className="plain" aria-pressed={isOn} onClick={toggleFurigana}>
      {isOn && <span aria-hidden>✓ </span>}
      {t('app.furigana')} (F)
    </button>
  );
};
