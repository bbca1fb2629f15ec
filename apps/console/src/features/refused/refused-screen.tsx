import { useTranslation } from 'react-i18next';
import { queue, useQueue } from '../../shared/queue/queue.js';

/** What the server did not take, one by one. Nothing goes away that nobody has looked at. */
export const RefusedScreen = () => {
  const { t } = useTranslation();
  const { refused } = useQueue();
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
              {new Date(operation.at).toLocaleTimeString()} {operation.because}
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
