import { useTranslation } from 'react-i18next';
import { isOpen, type Parcel } from '../../shared/parcels/parcel.js';

/** What belongs in the parcel and how far it is; what is missing comes first. */
export const Lines = ({ parcel: { lines } }: { readonly parcel: Parcel }) => {
  const { t } = useTranslation();
  const first = lines.find(isOpen);
  return (
    <ul className="lines">
      {lines.map((line, at) => (
        <li
          key={`${line.lineId} ${at}`}
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
          </span>
          {line.shelf && <span className="line-shelf">{t('pack.shelf', { shelf: line.shelf })}</span>}
        </li>
      ))}
    </ul>
  );
};
