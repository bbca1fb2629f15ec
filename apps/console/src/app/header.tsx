import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQueue } from '../shared/queue/queue.js';
import type { Session } from '../shared/session/session.js';
import { LanguageButton } from '../shared/language-button.js';

/** Always there: the way home, the connection, who works here. */
export const Header = ({
  session,
  onHelp,
  onLeave,
}: {
  readonly session: Session;
  readonly onHelp: () => void;
  readonly onLeave: () => void;
}) => {
  const { t } = useTranslation();
  return (
    <header className="header">
      <Link to="/work" className="header-home">
        Okuru<span className="header-more">{t('app.name').slice('Okuru'.length)}</span>
      </Link>
      <Connection />
      <span className="header-who" title={`${session.name} ${t(`roles.${session.role}`)}`}>
        <span className="header-name">{session.name}</span>
        <span className="header-role header-more">{t(`roles.${session.role}`)}</span>
      </span>
      <LanguageButton />
      <button type="button" className="header-button" aria-label={t('header.help')} onClick={onHelp}>
        ？
      </button>
      <button type="button" className="header-button" onClick={onLeave}>
        {t('header.signOut')}
      </button>
    </header>
  );
};

const Connection = () => {
  const { t } = useTranslation();
  const { waiting, refused, online } = useQueue();
  return (
    <span className="header-state" role="status">
      <State words={t(online ? 'header.connected' : 'header.offline')} />
      {waiting > 0 && (
        <strong className="state-waiting">
          <State words={t('header.waiting', { count: waiting })} count={waiting} />
        </strong>
      )}
      {refused.length > 0 && (
        <Link to="/work/refused" className="state-refused">
          <State words={t('header.refused', { count: refused.length })} count={refused.length} />
        </Link>
      )}
    </span>
  );
};

/** On a handheld the sign and the number; whoever hears the page hears the words. */
const State = ({ words, count = '' }: { readonly words: string; readonly count?: number | '' }) => (
  <>
    <span className="header-more" title={words}>
      {words}
    </span>
    <span className="header-short" aria-hidden title={words}>
      {words.split(' ')[0]} {count}
    </span>
  </>
);
