import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { digitOf } from './tally.js';

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const;
const DIGITS_MAX = 7;

/** A whole number by fingers, by keys, or by the digits of the station's sheet (`^L:NUM-7`, `^C:UNDO`, `^C:NEXT`). */
export const NumberPad = ({
  label,
  first = '',
  min,
  onEnter,
  onClose,
}: {
  readonly label: string;
  /** The digit that opened it. */
  readonly first?: string;
  readonly min: 0 | 1;
  readonly onEnter: (number: number) => void;
  readonly onClose?: () => void;
}) => {
  const { t } = useTranslation();
  const [text, setText] = useState(first);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [label]);
  const add = (digits: string): void =>
    setText((before) => (before + digits).replaceAll(/\D/g, '').slice(0, DIGITS_MAX));
  const back = (): void => setText((before) => before.slice(0, -1));
  const enter = (): void => {
    if (text === '' || Number(text) < min) return;
    setText('');
    onEnter(Number(text));
  };
  useScans('over', {
    onScan: (read) => {
      const scan = readAs(read);
      const digit = scan.kind === 'shelf' ? digitOf(scan.code) : undefined;
      if (digit !== undefined) add(digit);
      else if (scan.kind !== 'command' || text === '') return false;
      else if (scan.command === 'NEXT') enter();
      else if (scan.command === 'UNDO') back();
      else return false;
      return true;
    },
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
          onChange={({ target }) => setText(target.value.replaceAll(/\D/g, '').slice(0, DIGITS_MAX))}
        />
      </label>
      <div className="keypad-keys">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" onClick={() => add(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" aria-label={t('keypad.clear')} onClick={back}>
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
