import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { signal } from '../../shared/feedback/sounds.js';
import { readAs } from '../../shared/scanner/command.js';
import { Over } from '../../shared/over.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { Keypad } from '../../shared/keypad/keypad.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import type { Decision } from '../../shared/parcels/decision.js';
import { offeredPackages } from './candidates.js';

/** As the server keeps them. */
const REASONS = ['does-not-fit', 'none-left', 'damaged', 'safer'] as const;

/**
 * Another package: which one, what it costs more, and why. Digits choose; with a scanner the package's code once more goes to
 * the next reason, and `^C:NEXT` takes the marked one.
 */
export const OtherPackage = ({
  parcel,
  decision,
  asked,
  onChoose,
  onClose,
}: {
  readonly parcel: Parcel;
  readonly decision: Decision | undefined;
  readonly asked: string | undefined;
  readonly onChoose: (packageCode: string, reason: string) => void;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const [code, setCode] = useState(asked);
  const [marked, setMarked] = useState(0);
  const offered = offeredPackages(decision).filter(({ packageCode }) => packageCode !== parcel.packageCode);
  const take = (index: number): void => {
    const reason = REASONS[index];
    if (code === undefined) setCode(offered[index]?.packageCode);
    else if (reason) onChoose(code, reason);
  };
  useScans('over', {
    onScan: (text) => {
      const scan = readAs(text);
      if (scan.kind !== 'command') {
        signal('warning');
        return true;
      }
      if (scan.command === 'CARTON' && scan.carton === code) setMarked((marked + 1) % REASONS.length);
      else if (scan.command === 'CARTON') {
        setCode(scan.carton);
        setMarked(0);
      } else if (scan.command === 'NEXT') take(marked);
      else onClose();
      return true;
    },
    onKey: (key) => {
      if (key === 'Escape') onClose();
      else if (/^[1-6]$/.test(key)) take(Number(key) - 1);
      return true;
    },
  });
  return (
    <Over label={t('pack.otherPackage')} onClose={onClose}>
      <h2>{code === undefined ? t('pack.choosePackage') : t('pack.whyOther', { code })}</h2>
      {code === undefined ? (
        <>
          <ol className="choices">
            {offered.map(({ packageCode, totalYen, extraYen }, at) => (
              <li key={packageCode}>
                <button type="button" className="plain choice" onClick={() => take(at)}>
                  {at + 1}. {packageCode} {ruby(t('pack.yen', { yen: totalYen }))}{' '}
                  {extraYen !== undefined && t('pack.extraYen', { yen: signed(extraYen) })}
                </button>
              </li>
            ))}
          </ol>
          {offered.length === 0 && <Keypad label={t('pack.choosePackage')} onEnter={setCode} />}
        </>
      ) : (
        <ol className="choices">
          {REASONS.map((reason, at) => (
            <li key={reason}>
              <button
                type="button"
                className={at === marked ? 'plain choice choice-marked' : 'plain choice'}
                onClick={() => take(at)}
              >
                <span aria-hidden>{at === marked ? '▶ ' : ''}</span>
                {at + 1}. {ruby(t(`pack.reasons.${reason}`))}
              </button>
            </li>
          ))}
        </ol>
      )}
      {code !== undefined && <p className="quiet">{t('pack.reasonHow', { command: `^C:CARTON-${code}` })}</p>}
      <button type="button" className="plain" onClick={onClose}>
        {ruby(t('app.back'))}
      </button>
    </Over>
  );
};

const signed = (yen: number): string => (yen > 0 ? `+${yen}` : String(yen));
