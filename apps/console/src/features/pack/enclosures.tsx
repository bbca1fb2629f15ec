import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { type Enclosure, enclosuresOf, signOf } from '../../shared/parcels/enclosures.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import { languageNow } from '../../words/words.js';
import { nameOf } from './name-of.js';

/** 同梱物, after the goods: each is ticked by a scan, a key or a touch. */
export const Enclosures = ({
  parcel,
  onPut,
}: {
  readonly parcel: Parcel;
  /** undefined: nothing can be done to the parcel any more. */
  readonly onPut: ((enclosure: Enclosure) => void) | undefined;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  return enclosuresOf(parcel).map((one) => (
    <li key={one.code} className={one.tick === null ? 'line' : 'line line-done'}>
      <span className="line-count">
        {one.tick !== null && <span aria-hidden>✓ </span>}
        <span>{one.tick === null ? 0 : 1}/1</span>
      </span>
      <span className="line-name">
        {nameOf(one, languageNow())}
        <span className="code">{signOf(one.code)}</span>
      </span>
      <span className="tag">{ruby(t('pack.enclosed.title'))}</span>
      {one.tick === null && onPut && (
        <button type="button" className="plain" onClick={() => onPut(one)}>
          {ruby(t('pack.enclosed.put', { name: nameOf(one, languageNow()) }))}
        </button>
      )}
    </li>
  ));
};
