import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { differenceOf } from '../../shared/feedback/look-alike.js';
import { learnLotWords } from '../../shared/lots/lot-words.js';
import { SetMark } from '../../shared/parcels/set-mark.js';
import type { Batch, Stop } from '../../shared/picking/batch.js';
import { leftAt, leftIn, openAt } from '../../shared/picking/walk.js';
import { StopLots } from './stop-lots.js';

/** Its words come where goods are kept by lot. */
const Lots = lazy(async () => {
  await learnLotWords();
  return { default: StopLots };
});

/** One stop of the walk: the shelf, the item, what tells it from those that look like it, and how many. */
export const StopCard = ({ batch, stop }: { readonly batch: Batch; readonly stop: Stop }) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const differences = stop.lookAlikes.flatMap((alike) => {
    const difference = differenceOf(stop.name, alike.name);
    return difference ? [{ sku: alike.sku, ...difference }] : [];
  });
  return (
    <div className="stop-card">
      <p className="pick-shelf">{stop.shelf ?? t('pick.noShelfWords')}</p>
      <p className="pick-name">
        {stop.name} <span className="code">{stop.sku}</span>
      </p>
      {differences.length > 0 && (
        <p className="pick-difference">
          ⚠ {ruby(t('pick.difference'))}: <strong>{differences[0]?.expected || stop.sku}</strong>
          {differences.map(({ sku, scanned }) => (
            <span key={sku}> ≠ {scanned || sku}</span>
          ))}
        </p>
      )}
      <p className="pick-here">{ruby(t('pick.here', { count: leftAt(batch, stop) }))}</p>
      <ul className="pick-totes" aria-label={t('pick.totes')}>
        {openAt(batch, stop).map((one) => (
          <li key={one.slot} className="tag">
            {ruby(t('pick.tote', { slot: one.slot, count: leftIn(one) }))}
            {one.sets?.map((names, at) => (
              <SetMark key={`${names.ja} ${at}`} names={names} />
            ))}
          </li>
        ))}
      </ul>
      {stop.lots && (
        <Suspense fallback={null}>
          <Lots lots={stop.lots} />
        </Suspense>
      )}
    </div>
  );
};
