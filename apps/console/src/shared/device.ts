import { v7 } from 'uuid';

const KEY = 'okuru-device';

/** The browser's own name for the device, made once. */
export const deviceId = (): string => {
  const known = localStorage.getItem(KEY);
  if (known) return known;
  const made = v7();
  localStorage.setItem(KEY, made);
  return made;
};
