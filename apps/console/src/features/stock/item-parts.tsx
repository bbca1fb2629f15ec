import { useTranslation } from 'react-i18next';
import { useQueue } from '../../shared/queue/queue.js';
import type { Found, StockItem } from './stock-api.js';
import { nameOf } from './use-finding.js';

export const ItemHead = ({ item }: { readonly item: StockItem }) => {
  const { t } = useTranslation();
  return (
    <p className="stock-item">
      <strong>{nameOf(item)}</strong>
      <span className="code">{item.sku}</span>
      <span className="line-shelf">
        {item.shelf ? t('pack.shelf', { shelf: item.shelf }) : t('stock.noShelf')}
      </span>
    </p>
  );
};

/** What bears the words that somebody typed. */
export const Choices = ({
  choices,
  onPick,
}: {
  readonly choices: readonly Found[];
  readonly onPick: (found: Found) => void;
}) =>
  choices.length === 0 ? null : (
    <ol className="choices">
      {choices.map((found, at) => (
        <li key={found.item.sku}>
          <button type="button" className="plain choice" onClick={() => onPick(found)}>
            {at < KEYS && `${at + 1}. `}
            {nameOf(found.item)} <span className="code">{found.item.sku}</span>
          </button>
        </li>
      ))}
    </ol>
  );

const KEYS = 9;

/** The choice that a digit key means. */
export const choiceOf = (choices: readonly Found[], key: string): Found | undefined =>
  /^[1-9]$/.test(key) ? choices[Number(key) - 1] : undefined;

/** Nothing of the stock is kept on the device: two people would count the same shelf against different books. */
export const NeedsServer = () => {
  const { t } = useTranslation();
  const { online } = useQueue();
  return online ? null : (
    <p className="band band-warning" role="alert">
      <span aria-hidden>⚠</span> {t('stock.offline')}
    </p>
  );
};

export const itemLabelPath = (sku: string, copies = 1): string =>
  `/v1/item-labels.pdf?sku=${encodeURIComponent(sku)}&copies=${copies}`;
export const shelfLabelPath = (shelf: string): string =>
  `/v1/shelf-labels.pdf?shelf=${encodeURIComponent(shelf)}`;
