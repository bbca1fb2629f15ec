/** A fault written past the services, which must break the law it is planted against; `$1` is the order. */
export interface PlantedFault {
  readonly breaks: string;
  /**
   * Which order it is done to: one that was sent, one that was cancelled with its parcel packed, one sent
   * elsewhere, or one sent with another unit in the place of a missing one.
   */
  readonly to: 'sent' | 'cancelled' | 'amended' | 'short';
  readonly sql: string;
}

const fault = (breaks: string, to: PlantedFault['to'], sql: string): PlantedFault => ({ breaks, to, sql });

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  fault(
    'an order ends shipped or cancelled',
    'sent',
    `UPDATE okuru_order.orders SET status = 'awaiting-packing' WHERE order_id = $1`,
  ),
  fault(
    'every unit ordered is shipped or cancelled, none waits, none is counted twice',
    'cancelled',
    'UPDATE okuru_order.order_line SET cancelled = 0 WHERE order_id = $1',
  ),
  fault(
    'an order is shipped when a parcel left and cancelled when none did',
    'sent',
    `UPDATE okuru_order.orders SET status = 'cancelled' WHERE order_id = $1`,
  ),
  fault(
    'order counts as shipped what left in parcels',
    'sent',
    'UPDATE okuru_order.order_line SET shipped = 0, cancelled = 1 WHERE order_id = $1',
  ),
  fault(
    'order knows each parcel as shipping does',
    'cancelled',
    `UPDATE okuru_order.order_parcel SET status = 'packed' WHERE order_id = $1`,
  ),
  fault(
    'the history tells each fact of the order once',
    'sent',
    `DELETE FROM okuru_order.order_history WHERE order_id = $1 AND what = 'parcel.packed'`,
  ),
  fault(
    'an ended order holds nothing and waits for nothing',
    'cancelled',
    'UPDATE okuru_inventory.reservation SET held = 1, released = 0 WHERE order_id = $1',
  ),
  fault(
    'nothing of a sku is promised once its orders have ended',
    'cancelled',
    `UPDATE okuru_inventory.stock SET free = 0, reserved = 1
     WHERE sku = (SELECT sku FROM okuru_order.order_line WHERE order_id = $1)`,
  ),
  fault(
    'what came in is on the shelf, left in a parcel, or was missing there',
    'sent',
    `UPDATE okuru_inventory.stock SET on_hand = 1, free = 1
     WHERE sku = (SELECT sku FROM okuru_order.order_line WHERE order_id = $1)`,
  ),
  fault(
    'the ledger explains what is on hand',
    'sent',
    `DELETE FROM okuru_inventory.movement WHERE order_id = $1`,
  ),
  fault(
    'what parcels lacked was written off once, and both books know what is still to come',
    'short',
    'UPDATE okuru_inventory.missing_units SET replaced = 0 WHERE order_id = $1',
  ),
  fault(
    'the ledger ships each line of a parcel that left, once, and no other',
    'sent',
    `UPDATE okuru_inventory.movement SET line_id = 'other' WHERE order_id = $1`,
  ),
  fault(
    'what left was proven unit by unit and carries its one waybill',
    'sent',
    `UPDATE okuru_shipping.parcel_line SET scanned = 0
     WHERE parcel_id IN (SELECT parcel_id FROM okuru_shipping.parcel WHERE order_id = $1)`,
  ),
  fault(
    'a voided parcel never left, in no fact either',
    'cancelled',
    `UPDATE okuru_shipping.event SET data = jsonb_set(data, '{parcelIds}', '[]')
     WHERE key = 'order:' || $1 AND type = 'parcels.voided'`,
  ),
  fault(
    'no parcel leaves of an order that is cancelled',
    'cancelled',
    `UPDATE okuru_shipping.event SET type = 'parcel.dispatched' WHERE key = 'order:' || $1 AND type = 'parcel.packed'`,
  ),
  fault(
    'whoever asks to cancel gets one answer: no exactly when a parcel had left',
    'cancelled',
    `UPDATE okuru_shipping.event SET type = 'cancellation.refused'
     WHERE key = 'order:' || $1 AND type = 'parcels.voided'`,
  ),
  fault(
    'order knows how the cancelling ended',
    'cancelled',
    `UPDATE okuru_order.orders SET cancellation = 'refused' WHERE order_id = $1`,
  ),
  fault(
    'whoever asks to amend gets one answer',
    'amended',
    `UPDATE okuru_shipping.event SET type = 'parcel.packed' WHERE key = 'order:' || $1 AND type = 'amendment.accepted'`,
  ),
  fault(
    'what left went to the address of the last accepted amendment',
    'amended',
    `UPDATE okuru_shipping.event SET data = jsonb_set(data, '{addressId}', '"elsewhere"')
     WHERE key = 'order:' || $1 AND type = 'parcel.dispatched'`,
  ),
  fault(
    'order knows how the last amendment ended, and is what was accepted',
    'amended',
    `UPDATE okuru_order.orders SET address_id = 'elsewhere' WHERE order_id = $1`,
  ),
  fault(
    'the buyer gets exactly one letter about each fact that asks for one',
    'sent',
    `INSERT INTO okuru_notification.mailbox_mail (message_id, fact_id, sender, recipient_name, recipient_address,
       subject, text, html)
     SELECT message_id, fact_id, sender, recipient_name, recipient_address, subject, text, html
     FROM okuru_notification.mailbox_mail JOIN okuru_notification.letter USING (message_id, fact_id) WHERE order_id = $1`,
  ),
  fault(
    'order shows each letter that was sent',
    'sent',
    `DELETE FROM okuru_order.order_letter WHERE order_id = $1 AND kind = 'dispatched'`,
  ),
  fault(
    'every fact was heard by everybody it is for',
    'sent',
    `DELETE FROM okuru_notification.inbox WHERE event_id IN (
       SELECT id FROM okuru_shipping.event WHERE key = 'order:' || $1 AND type = 'parcel.dispatched')`,
  ),
  fault(
    'no event was set aside',
    'sent',
    `INSERT INTO okuru_order.dead_letter (consumer, topic, partition, "offset", key, record_key, event_id, type, headers,
       value, value_cut, state, reason, fault, tries)
     SELECT 'okuru.order', 'okuru.shipping', 0, 0, key, ''::bytea, id, type, '{}', ''::bytea, false, 'dead',
       'handler-failed', 'planted', 3
     FROM okuru_shipping.event WHERE key = 'order:' || $1 AND type = 'parcel.packed'`,
  ),
  fault(
    'nothing that was stated waits to be sent',
    'sent',
    `INSERT INTO okuru_shipping.outbox (event_id, topic)
     SELECT id, 'nowhere' FROM okuru_shipping.event WHERE key = 'order:' || $1`,
  ),
];
