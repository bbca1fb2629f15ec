import { dirname, join, normalize } from 'node:path';

/** The last word of a file name that says it is a layer around the pure middle: `place-order.store.ts`. */
const LAYER =
  /\.(controller|handler|listener|store|entity|entities|tables|migration|module|dto|validator|worker|projection)\.ts$/;
const SERVICE = /^libs\/(order|inventory|shipping|notification)\/src\//;
/** Libraries that are pure from end to end. */
const PURE_LIBRARY = /^libs\/(contracts|packing|carriers|carrier-files|scan-engine)\/src\//;

/** Files of the services that are named for what they are instead of for a layer, and yet are none of the pure middle. */
export const NOT_PURE: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'Nest makes it and gives it its clock, tables or timers',
    [
      'libs/order/src/hold-order/end-hold-when-deadline-passed.ts',
      'libs/order/src/place-order/forget-old-keys.ts',
      'libs/order/src/place-order/intake.ts',
      'libs/order/src/place-order/shed-orders.ts',
      'libs/order/src/place-order/shop-day.ts',
      'libs/order/src/record-order/order-desk.ts',
      'libs/order/src/record-order/order-recorder.ts',
      'libs/order/src/rehearse-order/rehearsals.ts',
      'libs/inventory/src/backorder/move-stock.ts',
      'libs/inventory/src/backorder/serve-queue.ts',
      'libs/inventory/src/item-master/change-items.ts',
      'libs/inventory/src/operation/operations.ts',
      'libs/shipping/src/choose-packaging/decision-thread.ts',
      'libs/shipping/src/parcel-desk/parcel-work.ts',
      'libs/shipping/src/plan-parcels/plan-again.ts',
      'libs/shipping/src/plan-parcels/planner.ts',
      'libs/shipping/src/plan-parcels/planning-tables.ts',
      'libs/shipping/src/waybill/ship-to.ts',
      'libs/shipping/src/waybill/simulated-waybills.ts',
      'libs/shipping/src/work-parcel/carriage.ts',
      'libs/notification/src/send-letters/letter-queue.ts',
      'libs/notification/src/send-letters/letters-in-hand.ts',
    ],
  ],
  [
    'reads through the transaction or the key ring it is given',
    [
      'libs/order/src/place-order/accepted-order.ts',
      'libs/order/src/place-order/look-up.ts',
      'libs/order/src/record-order/contact-seals.ts',
      'libs/order/src/record-order/order-card.ts',
      'libs/order/src/record-order/stated-facts.ts',
      'libs/notification/src/send-letters/open-seals.ts',
    ],
  ],
  [
    'the mailer, whose adapters speak to a server or to the transaction they are given',
    [
      'libs/notification/src/send-letters/mailer.ts',
      'libs/notification/src/send-letters/mailbox-mailer.ts',
      'libs/notification/src/send-letters/smtp-mailer.ts',
    ],
  ],
  [
    'an adapter of the carrier',
    ['libs/shipping/src/waybill/carrier-line.ts', 'libs/shipping/src/waybill/carrier-waybills.ts'],
  ],
  ['runs a thread', ['libs/shipping/src/what-if/what-if-thread.ts']],
  ['decorators for the DTOs', ['libs/order/src/request/field-checks.ts']],
  [
    'awaits what somebody else settles or packs',
    [
      'libs/order/src/place-order/group-commit.ts',
      'libs/shipping/src/choose-packaging/remembered-decisions.ts',
    ],
  ],
]);

/** All that pure files may use of the platform, with the file it lives in, which is judged as pure too. */
export const PURE_PLATFORM: ReadonlyMap<string, string> = new Map([
  ['fact', 'libs/platform/src/outbox/fact.ts'],
  ['factId', 'libs/platform/src/outbox/fact.ts'],
  ['Fact', 'libs/platform/src/outbox/fact.ts'],
  ['Refusal', 'libs/platform/src/http/refusal.ts'],
  ['RefusalOptions', 'libs/platform/src/http/refusal.ts'],
  ['canonicalJson', 'libs/platform/src/once/canonical-json.ts'],
  ['requestHash', 'libs/platform/src/once/request-hash.ts'],
  ['CsvFault', 'libs/platform/src/csv-file/csv-fault.ts'],
  ['CsvLayout', 'libs/platform/src/csv-file/read-csv.ts'],
  ['CsvRow', 'libs/platform/src/csv-file/read-csv.ts'],
  ['readCsv', 'libs/platform/src/csv-file/read-csv.ts'],
  ['RowReader', 'libs/platform/src/csv-file/row-reader.ts'],
  ['decodeText', 'libs/platform/src/csv-file/decode-text.ts'],
  ['textFault', 'libs/platform/src/plain-text/plain-text.ts'],
]);

const notPure = new Set([...NOT_PURE.values()].flat());
const purePlatform = new Set(PURE_PLATFORM.values());

/** Layers whose files declare the shape of data. */
export const isDataShape = (path: string): boolean => /\.(dto|entity|entities)\.ts$/.test(path);

/** Whoever is not named for a layer and not on the list is pure. */
export const isPureFile = (path: string): boolean =>
  PURE_LIBRARY.test(path) || purePlatform.has(path) || (isUnlayered(path) && !notPure.has(path));

const isUnlayered = (path: string): boolean =>
  SERVICE.test(path) && !LAYER.test(path) && !/\/(migrations|testing)\/|\/index\.ts$/.test(path);

/** The path of the file that a relative import names. */
export const targetOf = (path: string, module: string): string =>
  normalize(join(dirname(path), module)).replace(/\.js$/, '.ts');
