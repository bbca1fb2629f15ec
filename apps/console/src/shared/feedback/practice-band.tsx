import { useTranslation } from 'react-i18next';
import { useRuby } from '../furigana/use-ruby.js';

/** On every screen of practice, also on what lies over it, and on no other. */
export const PracticeBand = () => {
  const { t } = useTranslation();
  const ruby = useRuby();
  return (
    <p className="practice-band">
      <strong>
        <span aria-hidden>✎</span> {ruby(t('practice.band'))}
      </strong>{' '}
      <span className="practice-more">{ruby(t('practice.bandMore'))}</span>
    </p>
  );
};
