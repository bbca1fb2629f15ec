import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { isOpen, type Parcel, unproven } from '../../shared/parcels/parcel.js';
import { SetMark } from '../../shared/parcels/set-mark.js';
import { languageNow } from '../../words/words.js';

/** What belongs in the parcel and how far it is; what is missing comes first, what goes in with the goods last. */
export const Lines = ({ parcel, children }: { readonly parcel: Parcel; readonly children: ReactNode }) => {
  const { lines } = parcel;
  const { t } = useTranslation();
  const ruby = useRuby();
  const first = lines.find((line) => unproven(line) > 0);
  const next = useRef<HTMLLIElement>(null);
  const place = first && lines.indexOf(first);
  useEffect(() => void next.current?.scrollIntoView({ block: 'nearest' }), [place]);
  return (
    <ul className="lines">
      {lines.map((line, at) => (
        <li
          key={`${line.lineId} ${at}`}
          ref={line === first ? next : null}
          className={isOpen(line) ? (line === first ? 'line line-next' : 'line') : 'line line-done'}
        >
          <span className="line-count">
            {!isOpen(line) && <span aria-hidden>✓ </span>}
            <span>
              {line.scanned}/{line.quantity}
            </span>
          </span>
          <span className="line-name">
            {line.name}
            <span className="code">{line.sku}</span>
            {line.set && <SetMark names={line.set.names} />}
          </span>
          {unproven(line) > 0 && (line.pickedShort ?? 0) > 0 && (
            <span className="tag">
              <span aria-hidden>⚠</span> {t('pack.pickedShort', { count: line.pickedShort })}
            </span>
          )}
          {line.waitsFor > 0 && (
            <span className="tag">
              {line.waitsSince === null
                ? t('pack.waits', { count: line.waitsFor })
                : t('pack.waitsSince', { count: line.waitsFor, since: timeOf(line.waitsSince) })}
            </span>
          )}
          {line.shelf && <span className="line-shelf">{ruby(t('pack.shelf', { shelf: line.shelf }))}</span>}
        </li>
      ))}
      {children}
    </ul>
  );
};

const timeOf = (instant: string): string =>
  new Date(instant).toLocaleString(languageNow(), { dateStyle: 'short', timeStyle: 'short' });
