import type { Signal } from './told.js';

export type { Signal } from './told.js';

interface Tone {
  readonly hertz: number;
  readonly ms: number;
  readonly wave?: OscillatorType;
  readonly loud?: number;
}

/** Three channels at once tell what came of a scan: sound, colour with icon and word, vibration. This is sound and vibration. */
const SIGNALS: Readonly<Record<Signal, { readonly tones: readonly Tone[]; readonly shake: number[] }>> = {
  ok: { tones: [{ hertz: 1320, ms: 60 }], shake: [30] },
  line: {
    tones: [
      { hertz: 1320, ms: 70 },
      { hertz: 1760, ms: 70 },
    ],
    shake: [30, 30, 30],
  },
  done: {
    tones: [
      { hertz: 1047, ms: 90 },
      { hertz: 1319, ms: 90 },
      { hertz: 1568, ms: 90 },
    ],
    shake: [80],
  },
  warning: {
    tones: [
      { hertz: 660, ms: 120 },
      { hertz: 660, ms: 120 },
    ],
    shake: [120],
  },
  stop: {
    tones: [
      { hertz: 220, ms: 400, wave: 'square', loud: 0.5 },
      { hertz: 220, ms: 400, wave: 'square', loud: 0.5 },
    ],
    shake: [400, 100, 400],
  },
  queued: { tones: [{ hertz: 880, ms: 40, loud: 0.1 }], shake: [] },
};
const LOUD = 0.3;
/** A station beside a conveyor, and one beside an office. */
export const VOLUMES = { low: 0.3, middle: 1, high: 2 } as const;
export type Volume = keyof typeof VOLUMES;

export interface SoundSettings {
  readonly volume: Volume;
  /** Only the hard stop is heard. */
  readonly isQuiet: boolean;
}

const KEY = 'okuru-sounds';
const USUAL: SoundSettings = { volume: 'middle', isQuiet: false };

/** Of this device. What cannot be read is the usual: a stop is never lost to it. */
export const soundSettings = (): SoundSettings => {
  try {
    const { volume, isQuiet } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<SoundSettings>;
    return {
      volume: volume !== undefined && Object.hasOwn(VOLUMES, volume) ? volume : USUAL.volume,
      isQuiet: isQuiet === true,
    };
  } catch {
    return USUAL;
  }
};

export const setSounds = (settings: SoundSettings): void =>
  localStorage.setItem(KEY, JSON.stringify(settings));

/** How loud a tone is under these settings. The stop keeps its own: nobody turns it down. */
export const loudnessOf = (what: Signal, loud: number, { volume, isQuiet }: SoundSettings): number => {
  if (what === 'stop') return loud;
  return isQuiet ? 0 : Math.min(1, loud * VOLUMES[volume]);
};
const PAUSE_MS = 20;

let context: AudioContext | undefined;

/** Silent where the browser has not been touched yet, or has no sound. */
export const signal = (what: Signal): void => {
  const { tones, shake } = SIGNALS[what];
  if (shake.length > 0 && 'vibrate' in navigator && navigator.userActivation.hasBeenActive)
    navigator.vibrate(shake);
  if (!('AudioContext' in globalThis)) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  const settings = soundSettings();
  let at = context.currentTime;
  for (const { hertz, ms, wave = 'sine', loud = LOUD } of tones) {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.type = wave;
    oscillator.frequency.value = hertz;
    gain.gain.value = loudnessOf(what, loud, settings);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + ms / 1_000);
    at += (ms + PAUSE_MS) / 1_000;
  }
};
