import { useSyncExternalStore } from 'react';
import type { Readings } from './ruby-of.js';

const KEY = 'okuru-furigana';

let isOn = localStorage.getItem(KEY) === 'on';
/** Undefined until they are needed for the first time. */
let readings: Readings | undefined;
const watchers = new Set<() => void>();

const tell = (): void => watchers.forEach((watcher) => watcher());
const fetchReadings = async (): Promise<void> => {
  readings ??= (await import('./readings.js')).READINGS;
  tell();
};
if (isOn) void fetchReadings();

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Of this device. */
export const useFurigana = (): boolean => useSyncExternalStore(watch, () => isOn);

/** Undefined: nobody wants them, or they are not here yet. */
export const useReadings = (): Readings | undefined =>
  useSyncExternalStore(watch, () => (isOn ? readings : undefined));

export const toggleFurigana = (): void => {
  isOn = !isOn;
  localStorage.setItem(KEY, isOn ? 'on' : 'off');
  tell();
  if (isOn) void fetchReadings();
};
