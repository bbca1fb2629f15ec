import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../furigana/use-ruby.js';
import { useScans } from '../scanner/scanner.js';
import { scannedDigits } from './sign-digits.js';

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const;

/**
 * Types what cannot be scanned, with fingers in gloves, with a keyboard, or with the digits of the station's sheet. The device's
 * own keyboard comes only for letters: it would cover half of the screen.
 */
export const Keypad = ({
  label,
  isSecret = false,
  digitsOnly = false,
  onEnter,
  onClose,
}: {
  readonly label: string;
  readonly isSecret?: boolean;
  readonly digitsOnly?: boolean;
  readonly onEnter: (text: string) => void;
  readonly onClose?: () => void;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const [text, setText] = useState('');
  /** Two scans may come before React has drawn the first. */
  const now = useRef(text);
  const [letters, setLetters] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [letters]);
  const set = (next: string): void => {
    now.current = digitsOnly ? next.replace(/\D/gu, '') : next;
    setText(now.current);
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
    set('');
    onEnter(typed);
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
          {...(digitsOnly ? { 'data-digits': '' } : {})}
          onChange={({ target: { value } }) => set(value)}
        />
      </label>
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
