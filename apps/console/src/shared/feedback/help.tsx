import { useTranslation } from 'react-i18next';
import { Over } from '../over.js';
import { commandOf } from '../scanner/command.js';
import { useScans } from '../scanner/scanner.js';

const ROWS = [
  'f9',
  'next',
  'undo',
  'accept',
  'print',
  'carton',
  'box',
  'enclosure',
  'photo',
  'picture',
  'keypad',
  'pick',
  'short',
  'damage',
  'hold',
  'search',
  'labels',
  'ship',
  'stock',
  'units',
  'digits',
  'refused',
  'logout',
  'scale',
  'practice',
  'help',
] as const;

/** Every key and command code, over the screen; whatever is scanned but its own command goes on to the screen below. */
export const Help = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation();
  useScans('over', {
    onScan: (text) => {
      onClose();
      return commandOf(text) === 'HELP';
    },
    onKey: () => {
      onClose();
      return true;
    },
  });
  return (
    <Over label={t('help.title')} onClose={onClose}>
      <h2>{t('help.title')}</h2>
      <button type="button" className="primary" onClick={onClose}>
        {t('help.close')}
      </button>
      <ul className="help-rows">
        {ROWS.map((row) => (
          <li key={row}>{t(`help.rows.${row}`)}</li>
        ))}
      </ul>
    </Over>
  );
};
