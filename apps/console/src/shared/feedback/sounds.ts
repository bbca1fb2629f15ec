/** Three channels at once tell what came of a scan: sound, colour with icon and word, vibration. This is sound and vibration. */
export type Signal = 'ok' | 'line' | 'done' | 'warning' | 'stop' | 'queued';

interface Tone {
  readonly hertz: number;
  readonly ms: number;
  readonly wave?: OscillatorType;
  readonly loud?: number;
}

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
  let at = context.currentTime;
  for (const { hertz, ms, wave = 'sine', loud = LOUD } of tones) {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.type = wave;
    oscillator.frequency.value = hertz;
    gain.gain.value = loud;
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + ms / 1_000);
    at += (ms + PAUSE_MS) / 1_000;
  }
};
