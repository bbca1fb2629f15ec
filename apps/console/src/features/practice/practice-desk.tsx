import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Band } from '../../shared/feedback/band.js';
import { signal } from '../../shared/feedback/sounds.js';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { GroundContext, WayOutContext } from '../../shared/ground/ground-context.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { useSession } from '../../shared/session/session-context.js';
import { languageNow } from '../../words/words.js';
import { Attempt } from './attempt.js';
import { Bench } from './bench.js';
import { EXERCISE, type Exercise, type ExerciseId, EXERCISES, openedBy } from './exercises.js';
import { isOfPractice } from './of-practice.js';
import { Passed } from './passed.js';
import { PracticeBand } from '../../shared/feedback/practice-band.js';
import { keepPassed } from './progress.js';
import './practice-words.js';

/** The work's own screens, each on whatever ground it stands. */
export type Screens = Readonly<Record<Exercise['screen'], (opened: string) => ReactNode>>;

/** Long enough to see what the last scan made of the screen. */
const PASSED_SHOWN_AFTER_MS = 900;

/** One exercise: a real screen on practice ground, with what is to be done above it. */
export const PracticeDesk = ({ id, screens }: { readonly id: ExerciseId; readonly screens: Screens }) => {
  const begin = () => ({
    attempt: new Attempt(id, languageNow(), () => performance.now()),
    queries: new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: false } } }),
  });
  const [now, setNow] = useState(begin);
  const [tries, setTries] = useState(1);
  const again = (): void => {
    setNow(begin());
    setTries(tries + 1);
  };
  return (
    <QueryClientProvider client={now.queries}>
      <GroundContext value={now.attempt.ground}>
        <Try key={tries} id={id} attempt={now.attempt} screens={screens} onAgain={again} />
      </GroundContext>
    </QueryClientProvider>
  );
};

const Try = ({
  id,
  attempt,
  screens,
  onAgain,
}: {
  readonly id: ExerciseId;
  readonly attempt: Attempt;
  readonly screens: Screens;
  readonly onAgain: () => void;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const navigate = useNavigate();
  const { staffId } = useSession();
  const { seconds, isSpent } = useSyncExternalStore(attempt.watch, attempt.now);
  const [isShown, setShown] = useState(false);
  const [isAtBench, setAtBench] = useState(false);
  const [isReal, setReal] = useState(false);
  const exercise = EXERCISE[id];
  const leave = (): void => void navigate({ to: '/practice' });

  useEffect(() => {
    if (seconds === undefined) return undefined;
    keepPassed(staffId, id, seconds);
    const timer = setTimeout(() => setShown(true), PASSED_SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [id, seconds, staffId]);

  useScans('sieve', {
    onScan: (text) => {
      const scan = readAs(text);
      if (scan.kind === 'parcel' && scan.code.toLowerCase() === openedBy(id)) {
        onAgain();
        return true;
      }
      const isStrange = !isOfPractice(scan);
      setReal(isStrange);
      if (isStrange) signal('warning');
      return isStrange;
    },
  });
  useScans('around', {
    onKey: (key) => {
      const pressed = key.toLowerCase();
      if (pressed === 'g' && !isShown) setAtBench(true);
      else if (pressed === 'r') onAgain();
      else if (pressed === 'q') leave();
      else return false;
      return true;
    },
  });

  if (isShown && seconds !== undefined) return <Passed id={id} seconds={seconds} onList={leave} />;
  return (
    <div className="practice">
      <PracticeBand />
      <div className="practice-task">
        <p>
          <strong>
            {EXERCISES.indexOf(id) + 1}. {ruby(t(`practice.tasks.${id}.title`))}
          </strong>
        </p>
        <p>{ruby(t(`practice.tasks.${id}.text`))}</p>
        <div className="next-row">
          <button type="button" className="plain" onClick={() => setAtBench(true)}>
            {ruby(t('practice.bench'))} (G)
          </button>
          <button type="button" className="plain" onClick={onAgain}>
            {ruby(t('practice.again'))} (R)
          </button>
          <button type="button" className="plain" onClick={leave}>
            {ruby(t('practice.leave'))} (Q)
          </button>
        </div>
      </div>
      {isReal && <Band note={{ tone: 'warning', text: t('practice.realCode') }} />}
      {isSpent && <Band note={{ tone: 'warning', text: t('practice.notYet') }} />}
      <WayOutContext value={leave}>{screens[exercise.screen](openedBy(id))}</WayOutContext>
      {isAtBench && <Bench exercise={exercise} onClose={() => setAtBench(false)} />}
    </div>
  );
};
