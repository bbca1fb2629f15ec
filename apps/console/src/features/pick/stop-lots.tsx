import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import type { StopLots as Lots } from '../../shared/picking/lots.js';

/** Which lots to take of the stop's item, the soonest to expire first, and which lie there and stay. */
export const StopLots = ({ lots: { toTake, others } }: { readonly lots: Lots }) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const barred = others.flatMap(({ why, ...lot }) => (why ? [{ ...lot, why }] : []));
  return (
    <>
      {toTake.length === 0 ? (
        <p className="pick-difference" role="status">
          ⚠ {ruby(t('lots.none'))}
        </p>
      ) : (
        <ul className="pick-totes" aria-label={t('lots.take')}>
          {toTake.map(({ lot, expiresOn, units }) => (
            <li key={lot} className="tag">
              {ruby(t('lots.one', { lot, expiresOn, count: units }))}
            </li>
          ))}
        </ul>
      )}
      {barred.length > 0 && (
        <p className="quiet">
          {ruby(t('lots.notGiven'))}:{' '}
          {barred.map(({ lot, expiresOn, why }) => (
            <span key={lot}>
              {lot} ({expiresOn} {ruby(t(`lots.${why}`))}){' '}
            </span>
          ))}
        </p>
      )}
    </>
  );
};
