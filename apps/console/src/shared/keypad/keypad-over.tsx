import { useTranslation } from 'react-i18next';
import { Over } from '../over.js';
import { useScanner } from '../scanner/scanner.js';
import { Keypad } from './keypad.js';

/** Types a code that cannot be scanned; from then on it is one that was read. */
export const KeypadOver = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const { type } = useScanner();
  return (
    <Over label={t('keypad.title')} onClose={onClose}>
      <Keypad
        label={t('pack.code')}
        onClose={onClose}
        onEnter={(text) => {
          onClose();
          type(text);
        }}
      />
    </Over>
  );
};
