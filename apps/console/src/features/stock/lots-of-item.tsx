import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { learnLotWords } from '../../shared/lots/lot-words.js';
import { expiringLots, lotsOf, putLotControlled, type StockItem } from './stock-api.js';

const WITHIN_DAYS = 30;

const Lots = ({ sku }: { readonly sku: string }) => {
  const { t } = useTranslation();
  const { data: lots } = useQuery({ queryKey: ['lots', sku], queryFn: () => lotsOf(sku), gcTime: 0 });
  if (!lots) return null;
  return (
    <section aria-label={t('lots.title')}>
      <h2>{t('lots.title')}</h2>
      {lots.length === 0 && <p className="quiet">{t('lots.noLots')}</p>}
      <ul className="rows">
        {lots.map(({ lot, expiresOn, onHand }) => (
          <li key={lot}>{t('lots.one', { lot, expiresOn, count: onHand })}</li>
        ))}
      </ul>
    </section>
  );
};

/** What has expired, and what will soon; nothing where nothing does. */
const Expiring = ({ onPick }: { readonly onPick: (sku: string) => void }) => {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['expiring-lots'],
    queryFn: () => expiringLots(WITHIN_DAYS),
    gcTime: 0,
  });
  if (!data || data.length === 0) return null;
  return (
    <section aria-label={t('lots.sooner', { days: WITHIN_DAYS })}>
      <h2>{t('lots.sooner', { days: WITHIN_DAYS })}</h2>
      <ul className="rows">
        {data.map(({ sku, name, lot, expiresOn, onHand, daysLeft }) => (
          <li key={`${sku} ${lot}`}>
            <button type="button" className="plain row stock-row" onClick={() => onPick(sku)}>
              <strong>{name}</strong>
              <span className="code">{sku}</span>
              <span>{t('lots.one', { lot, expiresOn, count: onHand })}</span>
              <span>{daysLeft < 0 ? `⚠ ${t('lots.expired')}` : t('lots.daysLeft', { count: daysLeft })}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Whether the item is kept by lot: asked only while nothing of it is on hand. */
const Keeping = ({
  item,
  onFault,
  onKept,
}: {
  readonly item: StockItem;
  readonly onFault: (fault: unknown) => void;
  readonly onKept: () => void;
}) => {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const keep = async (byLot: boolean): Promise<void> => {
    setBusy(true);
    try {
      await putLotControlled(item.sku, byLot);
      onKept();
    } catch (fault) {
      onFault(fault);
    } finally {
      setBusy(false);
    }
  };
  return (
    <label>
      <input
        type="checkbox"
        checked={item.lotControlled ?? false}
        disabled={isBusy}
        onChange={({ target }) => void keep(target.checked)}
      />{' '}
      {t('lots.controlled')}
    </label>
  );
};

/** The words of lots come with the first of these. */
const worded = <Props extends object>(Part: (props: Props) => React.ReactNode) => {
  const Told = lazy(async () => {
    await learnLotWords();
    return { default: Part };
  });
  return (props: Props) => (
    <Suspense fallback={null}>
      <Told {...props} />
    </Suspense>
  );
};

export const LotsOfItem = worded(Lots);
export const ExpiringLots = worded(Expiring);
export const KeptByLot = worded(Keeping);
