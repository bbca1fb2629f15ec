import type { ShortageCause } from '@okuru/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { signal } from '../../shared/feedback/sounds.js';
import { Over } from '../../shared/over.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { likelyMissed, mayMiss } from './may-miss.js';

/** Of a command sheet and of a keyboard; either of them once more is one unit more. */
const AGAIN = {
  'not-found': { command: 'SHORT', key: 's' },
  damaged: { command: 'DAMAGE', key: 'd' },
} as const;

/**
 * Which item is missing or damaged, and how many of it: what the walk did not find or the one scanned last, unless another is
 * scanned or chosen. `^C:NEXT` reports it.
 */
export const MissingUnits = ({
  parcel,
  cause,
  lastSku,
  onReport,
  onClose,
}: {
  readonly parcel: Parcel;
  readonly cause: ShortageCause;
  readonly lastSku: string | undefined;
  readonly onReport: (sku: string, quantity: number) => void;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const items = mayMiss(parcel, cause);
  const likely = likelyMissed(items, cause, lastSku);
  const [sku, setSku] = useState(likely?.sku);
  const [quantity, setQuantity] = useState(likely?.quantity ?? 1);
  const item = items.find((one) => one.sku === sku);
  const most = item?.most ?? 0;
  const choose = (chosen: string): void => {
    setSku(chosen);
    setQuantity(1);
  };
  const set = (units: number): void => {
    if (units >= 1 && units <= most) setQuantity(units);
    else signal('warning');
  };
  const report = (): void => {
    if (item) onReport(item.sku, quantity);
  };
  const find = (code: string): void => {
    const found = items.find((one) => one.sku === code || one.barcodes.includes(code));
    if (found) choose(found.sku);
    else signal('warning');
  };
  useScans('over', {
    onScan: (text) => {
      const scan = readAs(text, 'item');
      if (scan.kind === 'item') find(scan.barcode);
      else if (scan.kind === 'text') find(scan.text);
      else if (scan.kind !== 'command') signal('warning');
      else if (scan.command === AGAIN[cause].command) set(quantity + 1);
      else if (scan.command === 'NEXT') report();
      else onClose();
      return true;
    },
    onKey: (key) => {
      const pressed = key.toLowerCase();
      if (key === 'Escape') onClose();
      else if (pressed === AGAIN[cause].key) set(quantity + 1);
      else if (pressed === 'n') report();
      else if (/^[1-9]$/.test(key)) set(Number(key));
      else return false;
      return true;
    },
  });
  return (
    <Over label={t(`pack.missing.${cause}`)} onClose={onClose}>
      <h2>{ruby(t(`pack.missing.${cause}`))}</h2>
      {items.length === 0 && <p role="status">{ruby(t('pack.missing.nothing'))}</p>}
      <ul className="choices">
        {items.map((one) => (
          <li key={one.sku}>
            <button
              type="button"
              className="plain choice"
              aria-pressed={one.sku === sku}
              onClick={() => choose(one.sku)}
            >
              {one.sku === sku && <span aria-hidden>✓ </span>}
              {one.name} <span className="code">{one.sku}</span>
            </button>
          </li>
        ))}
      </ul>
      {item && (
        <>
          <div className="next-row">
            <button
              type="button"
              className="plain"
              aria-label={t('pack.missing.fewer')}
              onClick={() => set(quantity - 1)}
            >
              −
            </button>
            <p className="line-count missing-count" role="status">
              {ruby(t('pack.missing.units', { count: quantity }))}
            </p>
            <button
              type="button"
              className="plain"
              aria-label={t('pack.missing.more')}
              onClick={() => set(quantity + 1)}
            >
              ＋
            </button>
          </div>
          <button type="button" className="primary" onClick={report}>
            {ruby(t('pack.missing.report'))} (N)
          </button>
        </>
      )}
      <button type="button" className="plain" onClick={onClose}>
        {ruby(t('app.back'))}
      </button>
    </Over>
  );
};
