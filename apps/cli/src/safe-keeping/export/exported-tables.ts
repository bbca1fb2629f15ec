import type { ServiceName } from '@okuru/contracts';

/** What leaves with a shop, each with what a row of it is. */
export const EXPORTED: Readonly<Record<ServiceName, Readonly<Record<string, string>>>> = {
  order: {
    orders: 'an order with its buyer (sealed), money, delivery wishes and state',
    order_line:
      'a line of an order with its price and how many units are reserved, packed, shipped, cancelled, returned',
    order_parcel: 'a parcel of an order, as the order heard of it',
    order_letter: 'a letter sent about an order',
    order_history: 'an entry of what happened to an order; entries are chained by their hash',
    event: 'a fact that the order service stated, as docs/events.md describes it',
    dead_letter: 'a fact that the order service could not act on',
  },
  inventory: {
    item: 'a good with its names, size, weight and how it is to be packed',
    item_barcode: 'a barcode of a good',
    stock: 'units of a good in a warehouse: on hand, free, reserved, waited for',
    lot: 'units of a lot of a good, and the last day on which they may be used',
    order_demand: 'an order that asked for units, or was voided before it did',
    reservation: 'units held, waiting, issued or released for a line of an order',
    movement: 'a change of units on hand with its reason: received, shipped, adjusted, restocked',
    missing_units: 'units reported missing or damaged, and how many others came in their place',
    count_task: 'a good that is to be counted since units of it were not found',
    event: 'a fact that the inventory service stated, as docs/events.md describes it',
    dead_letter: 'a fact that the inventory service could not act on',
  },
  shipping: {
    shipment: 'what is to be sent for an order',
    parcel: 'a parcel with its package, weight, carrier, service, waybill and state',
    parcel_line: 'units of a good in a parcel, with how many a scan has proven',
    shortage: 'units that a parcel lacked since they were missing or damaged',
    parcel_split: 'a parcel whose box did not take all of it, and what its further parcels cost more',
    mis_shipment: 'a parcel that left with a wrong item or label, as the buyer found',
    late_move: 'a parcel that missed its pick-up, the day it leaves on instead and the day that was promised',
    blocked_scan: 'a wrong scan that was stopped',
    pick_batch: 'a walk through the shelves for up to twelve parcels',
    pick_slot: 'a tote of such a walk and the parcel whose goods it got',
    pick_unit: 'units of a good for a tote: picked, and looked for in vain',
    pick_lot: 'units of a lot that such a walk was to take, and how many it took',
    parcel_lot: 'units of a lot in a parcel, and by what that is known',
    pick_move: 'a pick or a shortage on a walk, and whether it was taken back',
    package_kind: 'a kind of package with its size, weight, cost and stock',
    package_change: 'a package that was chosen by hand instead of the planned one',
    packaging_decision: 'why a parcel was given its package and carrier',
    tariff: "a carrier's prices from a day on",
    carrier_settings: 'discounts and surcharges agreed with carriers from a day on',
    carrier_contract:
      "what the shop agreed with a carrier whose program prints its waybills, and its sender's address",
    carrier_file_row: "which waybill of which parcel stands in a carrier's file, and under which number",
    packing_settings:
      'from a day on: how far a parcel may be from its weight, whether photos are taken, what goes in beside the goods',
    weight_accepted: 'a weight that was off and taken all the same, and why',
    carrier_bill: "a carrier's bill",
    carrier_bill_row: 'a row of such a bill, held against what was planned',
    simulated_waybill: 'a waybill number that Okuru gave where no carrier did',
    simulated_reprint: 'such a number of a label that was printed again',
    void_waybill: 'the number of a label that was printed again and must not be used',
    event: 'a fact that the shipping service stated, as docs/events.md describes it',
    dead_letter: 'a fact that the shipping service could not act on',
  },
  notification: {
    correspondent: 'whom letters about an order go to (sealed)',
    letter: 'a letter: what about, and whether it was sent',
    event: 'a fact that the notification service stated, as docs/events.md describes it',
    dead_letter: 'a fact that the notification service could not act on',
  },
};

/** Hold people in the open, so they leave only where seals are opened too. */
export const EXPORTED_OPEN: Readonly<Partial<Record<ServiceName, Readonly<Record<string, string>>>>> = {
  shipping: {
    parcel_photo: 'a photo of an open box, which may show the slip in it, and when it is deleted',
  },
  notification: {
    mailbox_mail: 'a letter as it went to the mailbox of a shop without a mail server, in the open',
  },
};

/** Of use to Okuru alone: its queues and memories, and copies of what another table holds. */
const PLUMBING = [
  'event_head',
  'outbox',
  'relay_lease',
  'inbox',
  'passed_over',
  'consumer_fence',
  'parked_key',
  'timer',
  'migration',
];
export const NOT_EXPORTED: Readonly<Record<ServiceName, readonly string[]>> = {
  order: [...PLUMBING, 'item_replica', 'catalogue_heard', 'catalogue_item_heard', 'idempotency', 'rehearsal'],
  inventory: [...PLUMBING, 'catalogue', 'operation'],
  shipping: [...PLUMBING, 'item', 'item_lots', 'operation', 'package_table_used', 'what_if'],
  notification: [...PLUMBING, 'item_name'],
};
