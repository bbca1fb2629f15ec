import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { commandOf } from '../../shared/scanner/command.js';
import { Over } from '../../shared/over.js';
import { useScans } from '../../shared/scanner/scanner.js';

/** Later, or not at all: `^C:NEXT` puts the walk aside, `^C:SHORT` ends it; what is not picked goes to the next batch. */
export const LeaveWalk = ({
  left,
  onLater,
  onEnd,
  onClose,
}: {
  readonly left: number;
  readonly onLater: () => void;
  readonly onEnd: () => void;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  useScans('over', {
    onScan: (text) => {
      const command = commandOf(text);
      if (command === 'NEXT') onLater();
      else if (command === 'SHORT') onEnd();
      else onClose();
      return true;
    },
    onKey: (key) => {
      if (key.toLowerCase() === 'n') onLater();
      else if (key.toLowerCase() === 'e') onEnd();
      else if (key === 'Escape') onClose();
      return true;
    },
  });
  return (
    <Over label={t('pick.hold')} onClose={onClose}>
      <h2>{ruby(t('pick.hold'))}</h2>
      <ul className="choices">
        <li>
          <button type="button" className="plain choice" onClick={onLater}>
            {ruby(t('pick.later'))} (N, ^C:NEXT)
          </button>
        </li>
        <li>
          <button type="button" className="plain choice" onClick={onEnd}>
            {ruby(t('pick.endEarly', { count: left }))} (E, ^C:SHORT)
          </button>
        </li>
      </ul>
      <button type="button" className="plain" onClick={onClose}>
        {ruby(t('app.back'))}
      </button>
    </Over>
  );
};
