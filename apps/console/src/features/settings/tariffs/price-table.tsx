import { useTranslation } from 'react-i18next';
import { priceGrid, type Prices } from './price-grid.js';

/** A tariff as the carrier prints it: zones down, sizes across. */
export const PriceTable = ({ prices, label }: { readonly prices: Prices; readonly label: string }) => {
  const { t } = useTranslation();
  const { classes, rows } = priceGrid(prices);
  return (
    <div className="price-table" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('settings.tariffs.zone')}</th>
            {classes.map((code) => (
              <th key={code} scope="col">
                {code}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ zone, yen }) => (
            <tr key={zone}>
              <th scope="row">{zone}</th>
              {yen.map((each, at) => (
                <td key={classes[at]}>{each === undefined ? '—' : each.toLocaleString('ja-JP')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
