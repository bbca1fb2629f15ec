import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Band } from '../../shared/feedback/band.js';
import { openPdf, PdfLink } from '../../shared/pdf.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { stationOf } from '../../shared/station.js';
import { languageNow } from '../../words/words.js';
import { Choices, choiceOf, ItemHead, itemLabelPath, NeedsServer, shelfLabelPath } from './item-parts.js';
import { SearchField } from './search-field.js';
import { stockScanOf } from './stock-scan.js';
import type { Found } from './stock-api.js';
import { ExpiringLots, KeptByLot, LotsOfItem } from './lots-of-item.js';
import { nameOf, useFinding } from './use-finding.js';
import './stock.css';
import '../../words/learn-office-words.js';

/** Every screen of the stock with the key that opens it. */
const SCREENS = [
  { key: 'r', to: '/stock/receive', name: 'receive' },
  { key: 'c', to: '/stock/count', name: 'count' },
  { key: 'a', to: '/stock/adjust', name: 'adjust' },
  { key: 'm', to: '/stock/measure', name: 'measure' },
] as const;

/** 在庫: what there is of an item. Scanning looks, and changes nothing. */
export const StockScreen = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [found, setFound] = useState<Found>();
  const field = useRef<HTMLInputElement>(null);
  const { note, warn, tell, failed, choices, find, pick } = useFinding(setFound, () => setFound(undefined));
  useScans('screen', {
    onScan: (text, by) => {
      const scan = stockScanOf(text);
      if (scan.kind === 'command') {
        if (scan.command === 'HOLD') void navigate({ to: '/work' });
        else if (scan.command === 'PRINT' && found) openPdf(itemLabelPath(found.item.sku));
        else return false;
        return true;
      }
      if (scan.kind === 'shelf') {
        const station = stationOf(scan.code);
        if (!station) return warn(t('stock.elsewhere'));
        void navigate({ to: station });
        return true;
      }
      if (scan.kind === 'parcel') return false;
      if (scan.kind === 'refused') return warn(scan.words[languageNow()]);
      if (scan.kind === 'case') return warn(t('pack.caseCode'));
      if (scan.kind === 'elsewhere') return warn(t('stock.elsewhere'));
      find(scan.code, by);
      return true;
    },
    onKey: (key) => {
      const choice = choiceOf(choices, key);
      const screen = SCREENS.find((one) => one.key === key.toLowerCase());
      if (choice) pick(choice);
      else if (screen) void navigate({ to: screen.to });
      else if (key.toLowerCase() === 't') field.current?.focus();
      else if (key === 'Escape' || key.toLowerCase() === 'h') void navigate({ to: '/work' });
      else return false;
      return true;
    },
  });
  return (
    <section>
      <h1>{t('stock.title')}</h1>
      <NeedsServer />
      <Band note={note} />
      <SearchField field={field} onFind={(text) => find(text, 'manual')} />
      <Choices choices={choices} onPick={pick} />
      {found ? (
        <Sheet found={found}>
          {found.item.lotControlled && <LotsOfItem sku={found.item.sku} />}
          {found.stock.onHand === 0 && (
            <KeptByLot
              item={found.item}
              onFault={failed}
              onKept={() => {
                find(found.item.sku, 'manual');
                tell(t('lots.kept', { name: nameOf(found.item) }));
              }}
            />
          )}
        </Sheet>
      ) : (
        <p className="next-words">{t('stock.scan')}</p>
      )}
      <nav className="stock-screens" aria-label={t('stock.screens')}>
        {SCREENS.map(({ key, to, name }) => (
          <Link key={to} to={to} className="tile">
            {t(`stock.${name}.title`)}
            <span className="stock-key">{key.toUpperCase()}</span>
          </Link>
        ))}
      </nav>
      <ExpiringLots onPick={(sku) => find(sku, 'manual')} />
    </section>
  );
};

const Sheet = ({
  found: { item, stock },
  children,
}: {
  readonly found: Found;
  readonly children: ReactNode;
}) => {
  const { t } = useTranslation();
  return (
    <article className="package stock-sheet" aria-label={item.sku}>
      <ItemHead item={item} />
      <dl className="stock-facts">
        {(['onHand', 'reserved', 'free', 'waiting'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`stock.figures.${name}`)}</dt>
            <dd>{stock[name]}</dd>
          </div>
        ))}
      </dl>
      <p>
        {t('stock.size')}:{' '}
        {item.size
          ? `${item.size.lengthMm} × ${item.size.widthMm} × ${item.size.heightMm} mm`
          : t('stock.unknown')}
        {' / '}
        {item.weightGrams === null ? t('stock.unknown') : `${item.weightGrams} g`}
      </p>
      <p>
        {t('stock.barcodes')}: <span className="code">{item.barcodes.join(' ') || t('stock.noBarcode')}</span>
      </p>
      {children}
      <div className="next-row">
        <PdfLink path={itemLabelPath(item.sku)} words={t('stock.itemLabel')} />
        {item.shelf && <PdfLink path={shelfLabelPath(item.shelf)} words={t('stock.shelfLabel')} />}
      </div>
    </article>
  );
};
