import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../furigana/use-ruby.js';
import { useScans } from '../scanner/scanner.js';

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const;

/**
 * Types what cannot be scanned, with fingers in gloves or with a keyboard. The device's own keyboard comes only for letters:
 * it would cover half of the screen.
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
  const [letters, setLetters] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [letters]);
  useScans('over', {
    onKey: (key) => {
      if (key !== 'Escape' || !onClose) return false;
      onClose();
      return true;
    },
  });
  const enter = (): void => {
    if (text.trim() === '') return;
    setText('');
    onEnter(text.trim());
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
          onChange={({ target: { value } }) => setText(digitsOnly ? value.replace(/\D/gu, '') : value)}
        />
      </label>
      <div className="keypad-keys">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" onClick={() => setText((before) => before + digit)}>
            {digit}
          </button>
        ))}
        <button
          type="button"
          aria-label={t('keypad.clear')}
          onClick={() => setText((before) => before.slice(0, -1))}
        >
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
