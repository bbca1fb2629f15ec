type Listener = (topic: string) => void;

/** Per log (a schema in a database), who in this process wants to know of appends made in this process. */
const listeners = new Map<string, Set<Listener>>();

/** Tells readers in this process at once; readers elsewhere find out by polling. NOTIFY would slow every commit. */
export const tellAppended = (logId: string, topic: string): void => {
  for (const listener of listeners.get(logId) ?? []) listener(topic);
};

/** Answers how to stop listening. */
export const onAppended = (logId: string, listener: Listener): (() => void) => {
  const ofLog = listeners.get(logId) ?? new Set();
  listeners.set(logId, ofLog.add(listener));
  return () => {
    ofLog.delete(listener);
    if (ofLog.size === 0) listeners.delete(logId);
  };
};
