/**
 * The durable writes of one two-line order without any product around them: order, lines, outbox, shipment, notification
 * and two guarded updates of stock.
 */
export const REFERENCE_PRODUCTS = 10_000;

export const SCHEMA = `
  DROP SCHEMA IF EXISTS lim CASCADE;
  CREATE SCHEMA lim;
  CREATE TABLE lim.stock (product_id int PRIMARY KEY, on_hand int NOT NULL, reserved int NOT NULL DEFAULT 0,
    CHECK (reserved <= on_hand), CHECK (reserved >= 0)) WITH (fillfactor = 50);
  CREATE TABLE lim.orders (id bigserial PRIMARY KEY, idem_key uuid NOT NULL UNIQUE, customer_id int NOT NULL, status text NOT NULL,
    total_cents int NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE lim.order_line (id bigserial PRIMARY KEY, order_id bigint NOT NULL, product_id int NOT NULL, qty int NOT NULL,
    price_cents int NOT NULL);
  CREATE INDEX ON lim.order_line (order_id);
  CREATE TABLE lim.outbox (id bigserial PRIMARY KEY, order_id bigint NOT NULL, topic text NOT NULL, payload jsonb NOT NULL,
    created_at timestamptz DEFAULT now());
  CREATE TABLE lim.shipment (id bigserial PRIMARY KEY, order_id bigint NOT NULL UNIQUE, carrier text, status text,
    created_at timestamptz DEFAULT now());
  CREATE TABLE lim.notification (id bigserial PRIMARY KEY, order_id bigint NOT NULL, channel text, body text,
    created_at timestamptz DEFAULT now());
  CREATE SEQUENCE lim.hilo INCREMENT BY 10000;
  INSERT INTO lim.stock SELECT i, 1000000000, 0 FROM generate_series(1, ${REFERENCE_PRODUCTS}) i;
  ANALYZE lim.stock;`;
