import { useQuery, useQueryClient } from '@tanstack/react-query';
import { isForPractice } from '@okuru/scan-engine';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInScreen } from '../features/sign-in/sign-in-screen.js';
import { Help } from '../shared/feedback/help.js';
import { signal } from '../shared/feedback/sounds.js';
import { HardStop } from '../shared/feedback/hard-stop.js';
import { queue, useQueue } from '../shared/queue/queue.js';
import { useScans } from '../shared/scanner/scanner.js';
import { readAs } from '../shared/scanner/command.js';
import { currentSession, type Session, signOut } from '../shared/session/session.js';
import { SessionContext } from '../shared/session/session-context.js';
import { Header } from './header.js';

const SESSION = ['session'] as const;
const ASKED_AGAIN_AFTER_MS = 60_000;

/** Around every screen: who is signed in, what is unsent, the help, and the keys that mean the same everywhere. */
export const Shell = () => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const {
    data: session,
    isPending,
    error,
  } = useQuery({
    queryKey: SESSION,
    queryFn: currentSession,
    refetchInterval: ASKED_AGAIN_AFTER_MS,
  });
  const { signedOut } = useQueue();
  const begin = useCallback(
    (begun: Session) => {
      client.setQueryData(SESSION, begun);
      void queue.signedIn();
    },
    [client],
  );
  if (isPending) return <p className="quiet page">{t('app.loading')}</p>;
  if (error) return <p className="page">{t('app.error')}</p>;
  if (!session || signedOut) return <SignInScreen onSignedIn={begin} />;
  return (
    <SessionContext value={session}>
      <SignedIn session={session} onSignedOut={() => client.setQueryData(SESSION, null)} />
    </SessionContext>
  );
};

/** Why nobody could sign out. */
type Problem = 'blockedByUnsent' | 'blockedByRefused' | 'signOutFailed';

const SignedIn = ({
  session,
  onSignedOut,
}: {
  readonly session: Session;
  readonly onSignedOut: () => void;
}) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isHelping, setHelping] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { waiting, refused } = useQueue();
  const [isPracticeCode, setPracticeCode] = useState(false);
  const isPractising = useLocation({ select: ({ pathname }) => pathname.startsWith('/practice') });
  const leave = useCallback(async () => {
    await queue.send();
    const { waiting, refused } = queue.now();
    if (waiting > 0) return setProblem('blockedByUnsent');
    if (refused.length > 0) {
      setProblem('blockedByRefused');
      return void navigate({ to: '/work/refused' });
    }
    try {
      await signOut();
    } catch {
      return setProblem('signOutFailed');
    }
    await navigate({ to: '/work' });
    onSignedOut();
  }, [navigate, onSignedOut]);
  // True no more, once the last is sent or looked at.
  const isOver =
    (problem === 'blockedByUnsent' && waiting === 0) ||
    (problem === 'blockedByRefused' && refused.length === 0);
  useEffect(() => {
    if (isOver) setProblem(undefined);
  }, [isOver]);
  useScans('sieve', {
    onScan: (text) => {
      const isStrange = !isPractising && isForPractice(readAs(text));
      setPracticeCode(isStrange);
      if (isStrange) signal('warning');
      return isStrange;
    },
    onKey: (key) => {
      if (key !== 'Escape' || !problem) return false;
      setProblem(undefined);
      return true;
    },
  });
  useScans('around', {
    onScan: (text) => {
      const scan = readAs(text);
      if (scan.kind === 'parcel')
        void navigate({ to: '/work/pack/$parcelId', params: { parcelId: scan.code.toLowerCase() } });
      else if (scan.kind !== 'command') return false;
      else if (scan.command === 'LOGOUT') void leave();
      else if (scan.command === 'HELP') setHelping(true);
      return true;
    },
    onKey: (key) => {
      if (key !== '?') return false;
      setHelping(true);
      return true;
    },
  });
  return (
    <>
      <Header session={session} onHelp={() => setHelping(true)} onLeave={() => void leave()} />
      {problem && (
        <p className="band band-warning" role="alert">
          <span aria-hidden>⚠</span>{' '}
          {t(`header.${problem}`, { count: problem === 'blockedByUnsent' ? waiting : refused.length })}
          <button type="button" className="plain" onClick={() => setProblem(undefined)}>
            {t('help.close')}
          </button>
        </p>
      )}
      {isPracticeCode && (
        <p className="band band-warning band-over" role="alert">
          <span aria-hidden>⚠</span> {t('app.practiceCode')}
        </p>
      )}
      <main className="page">
        <Outlet />
      </main>
      {isHelping && <Help onClose={() => setHelping(false)} />}
      <HardStop />
    </>
  );
};
