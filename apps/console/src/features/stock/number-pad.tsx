import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wholeNumberOf } from '../../shared/keypad/whole-number.js';
import { scannedDigits } from '../../shared/keypad/sign-digits.js';
import { signal } from '../../shared/feedback/sounds.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { UNITS_MAX } from './tally.js';

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const;
const LENGTH_MAX = 12;

/** A whole number by fingers, by keys, or by the digits of the station's sheet (`^L:NUM-7`, `^C:UNDO`, `^C:NEXT`). */
export const NumberPad = ({
  label,
  first = '',
  min,
  max = UNITS_MAX,
  onEnter,
  onClose,
}: {
  readonly label: string;
  /** The digit that opened it. */
  readonly first?: string;
  readonly min: 0 | 1;
  readonly max?: number;
  readonly onEnter: (number: number) => void;
  readonly onClose?: () => void;
}) => {
  const { t } = useTranslation();
  const [text, setText] = useState(first);
  const [isFaulty, setFaulty] = useState(false);
  const fault = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [label]);
  /** Two scans may come before React has drawn the first. */
  const now = useRef(text);
  const set = (next: string): void => {
    now.current = next;
    setText(next);
    setFaulty(false);
  };
  const enter = (): void => {
    const number = wholeNumberOf(now.current, { min, max });
    if (number === undefined) {
      signal('warning');
      return setFaulty(true);
    }
    set('');
    onEnter(number);
  };
  useScans('over', {
    onScan: (read) => scannedDigits(read, now.current, { set, enter }),
    onKey: (key) => {
      if (key !== 'Escape' || !onClose) return false;
      onClose();
      return true;
    },
  });
  return (
    <form
      className="keypad"
      onSubmit={(event) => {
        event.preventDefault();
        enter();
      }}
    >
      <label className="keypad-label">
        {label}
        <input
          ref={input}
          className="keypad-input"
          value={text}
          inputMode="none"
          autoComplete="off"
          maxLength={LENGTH_MAX}
          aria-invalid={isFaulty}
          aria-describedby={fault}
          onChange={({ target }) => set(target.value)}
        />
      </label>
      <p id={fault} className="keypad-fault" role="alert">
        {isFaulty && `⚠ ${t('keypad.limits', { min, max })}`}
      </p>
      <div className="keypad-keys">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" onClick={() => set(now.current + digit)}>
            {digit}
          </button>
        ))}
        <button type="button" aria-label={t('keypad.clear')} onClick={() => set(now.current.slice(0, -1))}>
          ⌫
        </button>
      </div>
      <div className="keypad-row">
        {onClose && (
          <button type="button" className="plain" onClick={onClose}>
            {t('keypad.close')}
          </button>
        )}
        <button type="submit" className="primary">
          {t('keypad.ok')}
        </button>
      </div>
    </form>
  );
};
