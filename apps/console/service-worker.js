/**
 * Keeps the files of one build, so that the screens open in a dead corner of the warehouse. Data are never kept here: what
 * was scanned waits in IndexedDB. A new build waits until the screen says that no parcel is in hand.
 */
const SHELL = 'okuru-__VERSION__';
const FILES = ['__FILES__'];
const PAGE = '/console/index.html';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES)));
});

self.addEventListener('activate', (event) => {
  const old = (names) => names.filter((name) => name.startsWith('okuru-') && name !== SHELL);
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(old(names).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'no-parcel-in-hand') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || !pathname.startsWith('/console')) return;
  const kept = request.mode === 'navigate' ? PAGE : FILES.includes(pathname) ? pathname : undefined;
  if (kept === undefined) return;
  event.respondWith(
    caches
      .open(SHELL)
      .then((cache) => cache.match(kept))
      .then((found) => found ?? fetch(request)),
  );
});
