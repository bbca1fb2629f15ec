import { Interruption } from '../../demo/interrupted.js';

/** Does work that undoes what it began when it is told to stop; Ctrl-C tells it, waits for that, and then throws `Interrupted`. */
export const interruptible = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const interruption = new Interruption();
  const stop = new AbortController();
  const running = work(stop.signal);
  try {
    return await interruption.orElse(running);
  } catch (fault) {
    stop.abort(fault);
    await running.catch(() => undefined);
    throw fault;
  } finally {
    interruption.stopListening();
  }
};
