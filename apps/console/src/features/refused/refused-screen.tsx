import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { refusalWords } from '../../shared/feedback/refusal-words.js';
import { queue, useQueue } from '../../shared/queue/queue.js';
import { commandOf } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import '../../words/learn-ship-words.js';

/**
 * What the server did not take, one by one. Nothing goes away that nobody has looked at. `^C:ACK` and `^C:NEXT` are for the
 * first of them.
 */
export const RefusedScreen = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { refused } = useQueue();
  const [first] = refused;
  const settle = (choice: 'again' | 'away'): true => {
    if (first) void queue.settle(first, choice);
    return true;
  };
  const leave = (): true => {
    void navigate({ to: '/work' });
    return true;
  };
  useScans('screen', {
    onScan: (text) => {
      const command = commandOf(text);
      if (command === 'ACK') return settle('away');
      if (command === 'NEXT') return settle('again');
      return command === 'HOLD' ? leave() : false;
    },
    onKey: (key) => {
      const pressed = key.toLowerCase();
      if (pressed === 'a') return settle('away');
      if (pressed === 'n') return settle('again');
      return pressed === 'h' || key === 'Escape' ? leave() : false;
    },
  });
  return (
    <section>
      <h1>{t('queue.title')}</h1>
      <p className="quiet">{t(refused.length === 0 ? 'queue.none' : 'queue.explain')}</p>
      <ul className="rows">
        {refused.map((operation) => (
          <li key={operation.seq} className="row">
            <span>
              <span className="code">{operation.raw}</span> {t(`queue.by.${operation.by}`)}
              <br />
              {new Date(operation.at).toLocaleTimeString()} {refusalWords(t, operation)}
            </span>
            <button type="button" className="plain" onClick={() => void queue.settle(operation, 'again')}>
              {t('queue.again')}
            </button>
            <button type="button" className="plain" onClick={() => void queue.settle(operation, 'away')}>
              {t('queue.away')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
