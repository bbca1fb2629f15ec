import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../furigana/use-ruby.js';
import { useScans } from '../scanner/scanner.js';
import { signal } from '../feedback/sounds.js';
import { scannedDigits } from './sign-digits.js';
import { type Limits, NOT_OF_A_NUMBER, wholeNumberOf } from './whole-number.js';

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const;

/**
 * Types what cannot be scanned, with fingers in gloves, with a keyboard, or with the digits of the station's sheet. The device's
 * own keyboard comes only for letters: it would cover half of the screen.
 */
export const Keypad = ({
  label,
  isSecret = false,
  limits,
  onEnter,
  onClose,
}: {
  readonly label: string;
  readonly isSecret?: boolean;
  /** Only a whole number within them is entered. */
  readonly limits?: Limits;
  readonly onEnter: (text: string) => void;
  readonly onClose?: () => void;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const [text, setText] = useState('');
  /** Two scans may come before React has drawn the first. */
  const now = useRef(text);
  const [letters, setLetters] = useState(false);
  const [isFaulty, setFaulty] = useState(false);
  const fault = useId();
  const digitsOnly = limits !== undefined;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [letters]);
  const set = (next: string): void => {
    // Letters are keys of the screen, and a scan begins with a sign; what belongs to a number stays as it was typed.
    now.current = digitsOnly ? next.replace(NOT_OF_A_NUMBER, '') : next;
    setText(now.current);
    setFaulty(false);
  };
  useScans('over', {
    onScan: (read) => scannedDigits(read, now.current, { set, enter: () => enter() }),
    onKey: (key) => {
      if (key !== 'Escape' || !onClose) return false;
      onClose();
      return true;
    },
  });
  const enter = (): void => {
    const typed = now.current.trim();
    if (typed === '') return;
    const number = limits && wholeNumberOf(typed, limits);
    if (limits && number === undefined) {
      signal('warning');
      return setFaulty(true);
    }
    set('');
    onEnter(number === undefined ? typed : String(number));
  };
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
          type={isSecret ? 'password' : 'text'}
          inputMode={letters ? 'text' : 'none'}
          autoComplete="off"
          autoCapitalize="off"
          maxLength={128}
          {...(digitsOnly ? { 'data-digits': '', 'aria-invalid': isFaulty, 'aria-describedby': fault } : {})}
          onChange={({ target: { value } }) => set(value)}
        />
      </label>
      {limits && (
        <p id={fault} className="keypad-fault" role="alert">
          {isFaulty && <>⚠ {ruby(t('keypad.limits', { ...limits }))}</>}
        </p>
      )}
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
        {!digitsOnly && (
          <button type="button" className="plain" onClick={() => setLetters(!letters)}>
            {ruby(t(letters ? 'keypad.digits' : 'keypad.letters'))}
          </button>
        )}
        {onClose && (
          <button type="button" className="plain" onClick={onClose}>
            {ruby(t('keypad.close'))}
          </button>
        )}
        <button type="submit" className="primary">
          {ruby(t('keypad.ok'))}
        </button>
      </div>
    </form>
  );
};
