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
        {t('app.name')}
      </Link>
      <Connection />
      <span className="header-who">
        {session.name}
        <span className="header-role">{t(`roles.${session.role}`)}</span>
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
      <span>{t(online ? 'header.connected' : 'header.offline')}</span>
      {waiting > 0 && <strong className="state-waiting">{t('header.waiting', { count: waiting })}</strong>}
      {refused.length > 0 && (
        <Link to="/work/refused" className="state-refused">
          {t('header.refused', { count: refused.length })}
        </Link>
      )}
    </span>
  );
};
