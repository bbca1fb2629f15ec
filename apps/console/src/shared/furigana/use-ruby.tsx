import { Fragment, type ReactNode } from 'react';
import { languageNow } from '../../words/words.js';
import { useReadings } from './furigana.js';
import { rubyOf } from './ruby-of.js';

/** Japanese words with their readings over the kanji, where this device is set so. Screen readers hear the words alone. */
export const useRuby = (): ((text: string) => ReactNode) => {
  const readings = useReadings();
  if (!readings || languageNow() !== 'ja') return (text) => text;
  // In one piece: what stands around it may lay out its children side by side.
  return (text) => (
    <span>
      {rubyOf(text, readings).map(({ text: written, kana }, at) =>
        kana === undefined ? (
          <Fragment key={at}>{written}</Fragment>
        ) : (
          <ruby key={at}>
            {written}
            <rt aria-hidden>{kana}</rt>
          </ruby>
        ),
      )}
    </span>
  );
};
