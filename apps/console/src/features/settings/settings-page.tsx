import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../shared/http.js';
import { useQueue } from '../../shared/queue/queue.js';
import { commandOf } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import '../../words/learn-office-words.js';
import './settings.css';

const isNotForRole = (fault: Error): boolean => fault instanceof Problem && fault.status === 403;

/** Around every page of settings of the shop, which only the server keeps. */
export const SettingsPage = ({
  title,
  isLoading,
  error,
  children,
}: {
  readonly title: string;
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly children: ReactNode;
}) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { online } = useQueue();
  useScans('screen', {
    onScan: (text) => {
      if (commandOf(text) !== 'HOLD') return false;
      void navigate({ to: '/settings' });
      return true;
    },
    onKey: (key) => {
      if (key !== 'Escape') return false;
      void navigate({ to: '/settings' });
      return true;
    },
  });
  return (
    <section>
      <h1>{title}</h1>
      {!online && (
        <p className="band band-warning" role="alert">
          <span aria-hidden>⚠</span> {t('settings.noAnswer')}
        </p>
      )}
      {error && <p role="alert">{t(isNotForRole(error) ? 'settings.notForRole' : 'app.error')}</p>}
      {isLoading && !error && <p className="quiet">{t('app.loading')}</p>}
      {children}
      <div className="next-row">
        <Link className="plain pdf" to="/settings">
          {t('settings.back')}
        </Link>
      </div>
    </section>
  );
};
