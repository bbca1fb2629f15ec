import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FuriganaButton } from '../../shared/furigana/furigana-button.js';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { Band } from '../../shared/feedback/band.js';
import { signal } from '../../shared/feedback/sounds.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { useSession } from '../../shared/session/session-context.js';
import { type ExerciseId, exerciseOf, EXERCISES } from './exercises.js';
import { isOfPractice } from './of-practice.js';
import { PracticeBand } from '../../shared/feedback/practice-band.js';
import { forgetProgress, nextOf, progressOf, secondsTaken } from './progress.js';
import './practice-words.js';

const SECONDS_A_MINUTE = 60;

/** The ten exercises, and how far this person is. */
export const PracticeHome = () => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const navigate = useNavigate();
  const { staffId } = useSession();
  const [progress, setProgress] = useState(() => progressOf(staffId));
  const [isReal, setReal] = useState(false);
  const next = nextOf(progress);
  const taken = secondsTaken(progress);
  const open = (exercise: ExerciseId): void =>
    void navigate({ to: '/practice/$exercise', params: { exercise } });
  const leave = (): void => void navigate({ to: '/work' });
  const anew = (): void => {
    forgetProgress(staffId);
    setProgress({});
  };
  const goOn = (): void => (next ? open(next) : anew());
  useScans('screen', {
    onScan: (text) => {
      const scan = readAs(text);
      const exercise = scan.kind === 'parcel' ? exerciseOf(scan.code) : undefined;
      setReal(!isOfPractice(scan));
      if (exercise) open(exercise);
      else if (scan.kind === 'command' && scan.command === 'NEXT') goOn();
      else if (scan.kind === 'command' && scan.command === 'HOLD') leave();
      else if (scan.kind === 'command' && (scan.command === 'LOGOUT' || scan.command === 'HELP'))
        return false;
      else signal('warning');
      return true;
    },
    onKey: (key) => {
      const nth = key === '0' ? EXERCISES.length : Number(key);
      const exercise = /^\d$/.test(key) ? EXERCISES[nth - 1] : undefined;
      if (exercise) open(exercise);
      else if (key.toLowerCase() === 'n') goOn();
      else if (key.toLowerCase() === 'h' || key === 'Escape') leave();
      else return false;
      return true;
    },
  });
  return (
    <section>
      <PracticeBand />
      <h1>{ruby(t('practice.title'))}</h1>
      {isReal && <Band note={{ tone: 'warning', text: t('practice.realCode') }} />}
      {taken === undefined ? (
        <p>{ruby(t('practice.hint'))}</p>
      ) : (
        <div className="closed practice-finish" role="status">
          <p className="closed-words">✓ {ruby(t('practice.finished'))}</p>
          <p className="next-words">
            {ruby(
              t('practice.finishedIn', {
                minutes: Math.floor(taken / SECONDS_A_MINUTE),
                seconds: taken % SECONDS_A_MINUTE,
              }),
            )}
          </p>
          <p>{ruby(t('practice.finishedMore'))}</p>
        </div>
      )}
      <p className="quiet">{ruby(t('practice.sheetHint'))}</p>
      <div className="next-row">
        <a className="plain practice-sheet" href="/v1/practice-sheet.pdf" target="_blank" rel="noreferrer">
          {ruby(t('practice.sheet'))}
        </a>
        <FuriganaButton />
      </div>
      <ol className="rows practice-list">
        {EXERCISES.map((id, at) => (
          <li key={id}>
            <Link className="row row-link" to="/practice/$exercise" params={{ exercise: id }}>
              <strong>
                {at + 1}. {ruby(t(`practice.tasks.${id}.title`))}
              </strong>
              {progress[id] !== undefined && (
                <span className="tag">
                  ✓ {ruby(t('practice.done'))} {ruby(t('practice.passedIn', { seconds: progress[id] }))}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ol>
      <div className="next">
        <button type="button" className="primary" onClick={goOn}>
          {ruby(
            t(
              next === undefined
                ? 'practice.startAnew'
                : next === 'simple'
                  ? 'practice.begin'
                  : 'practice.goOn',
            ),
          )}{' '}
          (N)
        </button>
        <div className="next-row">
          <button type="button" className="plain" onClick={leave}>
            {ruby(t('app.back'))}
          </button>
        </div>
      </div>
    </section>
  );
};
