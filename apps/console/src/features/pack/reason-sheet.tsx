import type { Command } from '@okuru/scan-engine';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { signal } from '../../shared/feedback/sounds.js';
import { Over } from '../../shared/over.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';

export interface Reason {
  readonly code: string;
  readonly words: string;
}

/**
 * Asks why, from a closed list. Digits and fingers choose; with a scanner the command that opened the list goes to the
 * next reason, and `^C:NEXT` takes the marked one.
 */
export const ReasonSheet = ({
  title,
  reasons,
  opener,
  onChoose,
  onClose,
}: {
  readonly title: string;
  readonly reasons: readonly Reason[];
  readonly opener: Command;
  readonly onChoose: (code: string) => void;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const [marked, setMarked] = useState(0);
  const take = (index: number): void => {
    const reason = reasons[index];
    if (reason) onChoose(reason.code);
  };
  useScans('over', {
    onScan: (text) => {
      const scan = readAs(text);
      if (scan.kind !== 'command') signal('warning');
      else if (scan.command === 'NEXT') take(marked);
      else if (scan.command === opener) {
        signal('ok');
        setMarked((marked + 1) % reasons.length);
      } else onClose();
      return true;
    },
    onKey: (key) => {
      if (key === 'Escape') onClose();
      else if (/^[1-9]$/.test(key)) take(Number(key) - 1);
      return true;
    },
  });
  return (
    <Over label={title} onClose={onClose}>
      <h2>{title}</h2>
      <ol className="choices">
        {reasons.map(({ code, words }, at) => (
          <li key={code}>
            <button
              type="button"
              className={at === marked ? 'plain choice choice-marked' : 'plain choice'}
              onClick={() => take(at)}
            >
              <span aria-hidden>{at === marked ? '▶ ' : ''}</span>
              {at + 1}. {words}
            </button>
          </li>
        ))}
      </ol>
      <p className="quiet">{ruby(t('pack.reasonHow', { command: `^C:${opener}` }))}</p>
      <button type="button" className="plain" onClick={onClose}>
        {ruby(t('app.back'))}
      </button>
    </Over>
  );
};
