import type { ServiceName } from '@okuru/contracts';

/** The first word of a path below /v1, or the first of all, and whose it is. Held to docs/routes.md by the gateway's spec. */
const OWNED: Readonly<Record<ServiceName, readonly string[]>> = {
  // Keys, staff and sessions lie in one database that every service reads; one of them answers for it.
  order: ['orders', 'order', 'catalogue', 'api-keys', 'session', 'staff'],
  inventory: ['expiring-lots', 'inventory', 'items', 'measuring', 'stock'],
  shipping: [
    ...['badge.pdf', 'carrier-bills', 'carrier-files', 'carrier-settings', 'combinations', 'cut-offs'],
    ...[
      'command-sheet.pdf',
      'hand-overs',
      'item-corrections',
      'item-labels.pdf',
      'labels',
      'late-parcels',
      'lots',
    ],
    ...['manifest.pdf', 'practice-sheet.pdf', 'quality'],
    ...['packages', 'packing-runs', 'packing-settings', 'parcels', 'pick-batches', 'print-runs'],
    ...['shelf-labels.pdf', 'shipping', 'tariffs', 'what-if'],
  ],
  notification: ['letters', 'mailbox', 'notification'],
};

const OWNER_OF: ReadonlyMap<string, ServiceName> = new Map(
  Object.entries(OWNED).flatMap(([service, words]) =>
    words.map((word): [string, ServiceName] => [word, service as ServiceName]),
  ),
);

/** Which service answers this path; undefined: none. Figures and probes of a service are asked at the service itself. */
export const serviceOf = (path: string): ServiceName | undefined => {
  const [first, second] = path.split(/[?#]/, 1)[0]!.split('/').slice(1);
  if (first === 'mailbox') return OWNER_OF.get(first);
  return first === 'v1' ? OWNER_OF.get(second ?? '') : undefined;
};
