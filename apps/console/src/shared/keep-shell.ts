const listeners = new Set<() => void>();
let waiting: ServiceWorker | undefined;

/** Keeps the files of the screens on the device, where the browser allows it (TLS, or the machine itself). */
export const keepShell = (): void => {
  if (!('serviceWorker' in navigator)) return;
  const begunBy = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (begunBy) location.reload();
  });
  void navigator.serviceWorker
    // Without a slash at the end: the first page has none either. The server allows the worker more than its own folder.
    .register('/console/sw.js', { scope: '/console' })
    .then((registration) => {
      const look = (): void => {
        waiting = registration.active ? (registration.waiting ?? undefined) : undefined;
        listeners.forEach((tell) => tell());
      };
      look();
      registration.addEventListener('updatefound', () =>
        registration.installing?.addEventListener('statechange', look),
      );
    })
    .catch(() => undefined); // without it the screens work as long as there is a network
};

export const newVersion = {
  watch: (tell: () => void): (() => void) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  },
  now: (): boolean => waiting !== undefined,
  /** Only where no parcel is in hand. */
  take: (): void => waiting?.postMessage('no-parcel-in-hand'),
};
