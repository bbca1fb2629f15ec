import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { commandOf } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { useSession } from '../../shared/session/session-context.js';
import type { ExerciseId } from './exercises.js';
import { PracticeBand } from '../../shared/feedback/practice-band.js';
import { nextOf, progressOf } from './progress.js';

/** In the place of the screen once its exercise is passed. */
export const Passed = ({
  id,
  seconds,
  onList,
}: {
  readonly id: ExerciseId;
  readonly seconds: number;
  readonly onList: () => void;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const navigate = useNavigate();
  const { staffId } = useSession();
  const next = nextOf(progressOf(staffId), id);
  const goOn = (): void => {
    if (next) void navigate({ to: '/practice/$exercise', params: { exercise: next } });
    else onList();
  };
  useScans('screen', {
    onScan: (text) => {
      const command = commandOf(text);
      if (command === 'NEXT') goOn();
      else if (command === 'HOLD') onList();
      else return false;
      return true;
    },
    onKey: (key) => {
      if (key.toLowerCase() === 'n') goOn();
      else if (key === 'Escape' || key.toLowerCase() === 'h') onList();
      else return false;
      return true;
    },
  });
  return (
    <>
      <PracticeBand />
      <div className="closed" role="status">
        <p className="closed-words">✓ {ruby(t('practice.passed'))}</p>
        <p>
          {ruby(t(`practice.tasks.${id}.title`))} — {ruby(t('practice.passedIn', { seconds }))}
        </p>
        <p className="next-words">{ruby(t(`practice.tasks.${id}.told`))}</p>
      </div>
      <div className="next">
        <button type="button" className="primary" onClick={goOn}>
          {ruby(t(next ? 'practice.next' : 'practice.toList'))} (N)
        </button>
        {next && (
          <div className="next-row">
            <button type="button" className="plain" onClick={onList}>
              {ruby(t('practice.toList'))}
            </button>
          </div>
        )}
      </div>
    </>
  );
};
