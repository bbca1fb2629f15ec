import { afterSilence, BURST_SETTINGS, collect, type EndedRow, isRepeat, NO_ROW } from '@okuru/scan-engine';

export interface Listening {
  /** What a scanner typed, wherever the focus was. */
  scanned(text: string): void;
  /** One key that a hand pressed outside of any field: a shortcut. Named keys come as they are (`F9`, `Escape`). */
  pressed(key: string): void;
}

const NAMED_KEYS = new Set(['F9', 'Escape']);

/**
 * Hears scanners on the whole document before anything else does, since a scanner is a keyboard and types wherever the
 * focus is. A burst in a field is taken out of it again, and its Enter presses no button. Returns how to stop.
 */
export const listenForScans = (document: Document, hear: Listening): (() => void) => {
  let row = NO_ROW;
  let field: Field | undefined;
  let before = '';
  let last: EndedRow | undefined;
  let timer: number | undefined;

  const settle = (ended: EndedRow): void => {
    if (ended.by === 'hand') {
      if (!field && [...ended.text].length === 1) hear.pressed(ended.text);
      return;
    }
    if (field) putBack(field, before);
    const repeated = isRepeat(last, ended);
    last = ended;
    if (!repeated) hear.scanned(ended.text);
  };
  const look = (): void => {
    const silent = afterSilence(row, performance.now(), BURST_SETTINGS);
    ({ row } = silent);
    silent.ended.forEach(settle);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (NAMED_KEYS.has(event.key)) {
      event.preventDefault();
      hear.pressed(event.key);
      return;
    }
    const { key, code, shiftKey, isComposing, timeStamp: at } = event;
    const going = row.text !== '';
    const now = collect(row, { key, code, shiftKey, isComposing, at }, BURST_SETTINGS);
    const isEnd = key === 'Enter' || key === 'Tab';
    now.ended.forEach(settle);
    if (isEnd ? now.ended.some(({ by }) => by === 'scanner') : going && !field) {
      event.preventDefault();
      event.stopPropagation();
    }
    if (row.text === '' || now.ended.length > 0) {
      field = fieldOf(event);
      before = field?.value ?? '';
    }
    ({ row } = now);
    clearTimeout(timer);
    if (row.text !== '') timer = window.setTimeout(look, BURST_SETTINGS.silenceMs + SLACK_MS);
  };
  document.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    clearTimeout(timer);
    document.removeEventListener('keydown', onKeyDown, { capture: true });
  };
};

/** A timer may come a little early by the clock of events. */
const SLACK_MS = 10;

type Field = HTMLInputElement | HTMLTextAreaElement;

/** A field that takes digits alone leaves every other key to the screen: U takes back a unit while a weight is asked for. */
const fieldOf = ({ target, key }: KeyboardEvent): Field | undefined => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return undefined;
  return target.dataset['digits'] !== undefined && /^[^\p{N}.,\-+]$/u.test(key) ? undefined : target;
};

/** By the prototype's own setter, so that React sees a change. */
const putBack = (field: Field, value: string): void => {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
};
