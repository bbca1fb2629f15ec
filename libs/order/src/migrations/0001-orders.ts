import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Orders, their lines with counters, and what was heard of them. */
export class Orders1795000000001 implements SchemaChange {
  readonly name = 'Orders1795000000001';
  readonly goingBackLoses = 'every order with its history';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE orders (
        order_id uuid PRIMARY KEY,
        channel text NOT NULL CHECK (length(channel) BETWEEN 1 AND 32),
        reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 64),
        buyer_id char(64) NOT NULL,
        placed_at timestamptz NOT NULL,
        language text NOT NULL CHECK (language IN ('ja', 'en')),
        short_stock text NOT NULL CHECK (short_stock IN ('ship-complete', 'ship-available', 'cancel-short')),
        total integer NOT NULL CHECK (total >= 0),
        money jsonb NOT NULL,
        delivery jsonb NOT NULL,
        prefecture smallint NOT NULL CHECK (prefecture BETWEEN 1 AND 47),
        contact jsonb NOT NULL,
        ship_to jsonb NOT NULL,
        attribution jsonb,
        marketing_opt_in boolean NOT NULL,
        terms_version text,
        payment_method text NOT NULL,
        payment_status text NOT NULL,
        payment_amount integer NOT NULL CHECK (payment_amount >= 0),
        payment_received_at timestamptz,
        status text NOT NULL,
        holds text[] NOT NULL,
        deadline timestamptz,
        confirmed_at timestamptz,
        cancellation text NOT NULL CHECK (cancellation IN ('none', 'requested', 'refused', 'done')),
        cancel_reason text,
        planning_fault text,
        reservation integer NOT NULL CHECK (reservation >= 0),
        near_misses integer NOT NULL CHECK (near_misses >= 0),
        facts_stated integer NOT NULL CHECK (facts_stated >= 1),
        history_entries integer NOT NULL CHECK (history_entries >= 1),
        history_hash char(64) NOT NULL,
        CONSTRAINT orders_reference_taken UNIQUE (channel, reference),
        CONSTRAINT orders_cancel_reason CHECK ((cancellation = 'none') = (cancel_reason IS NULL)),
        CONSTRAINT orders_confirmed_is_not_held CHECK (confirmed_at IS NULL OR holds = '{}')
      ) WITH (fillfactor = 80)`);
    await runner.query(`COMMENT ON COLUMN orders.contact IS 'Sealed for order.confirmed; never plain'`);
    await runner.query(`COMMENT ON COLUMN orders.ship_to IS 'Sealed for order.confirmed; never plain'`);
    await runner.query(`CREATE INDEX orders_by_status ON orders (status, order_id)`);
    await runner.query(`CREATE INDEX orders_by_reference ON orders (reference, order_id)`);
    await runner.query(`
      CREATE INDEX orders_shipped_to_buyer ON orders (buyer_id)
        WHERE status IN ('partly-shipped', 'shipped', 'delivered')`);
    await runner.query(`
      CREATE TABLE order_line (
        order_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
        line_id text NOT NULL,
        position smallint NOT NULL,
        sku text NOT NULL,
        unit_price integer NOT NULL CHECK (unit_price >= 0),
        tax_rate smallint NOT NULL CHECK (tax_rate IN (0, 8, 10)),
        ordered integer NOT NULL CHECK (ordered BETWEEN 1 AND 9999),
        set_aside integer NOT NULL DEFAULT 0 CHECK (set_aside >= 0),
        cut_short integer NOT NULL DEFAULT 0 CHECK (cut_short >= 0),
        reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
        packed integer NOT NULL DEFAULT 0 CHECK (packed >= 0),
        shipped integer NOT NULL DEFAULT 0 CHECK (shipped >= 0),
        cancelled integer NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
        returned integer NOT NULL DEFAULT 0 CHECK (returned >= 0),
        PRIMARY KEY (order_id, line_id),
        CONSTRAINT line_packed_is_reserved CHECK (packed <= reserved),
        CONSTRAINT line_reserved_within_ordered CHECK (reserved + shipped <= ordered),
        CONSTRAINT line_cancelled_within_ordered CHECK (shipped + cancelled <= ordered),
        CONSTRAINT line_returned_was_shipped CHECK (returned <= shipped)
      ) WITH (fillfactor = 80)`);
    await runner.query(`
      CREATE TABLE order_parcel (
        order_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
        parcel_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('planned', 'packed', 'voided', 'dispatched', 'delivered')),
        lines jsonb NOT NULL,
        carrier text,
        service text,
        tracking_number text,
        PRIMARY KEY (order_id, parcel_id)
      )`);
    await runner.query(`
      CREATE TABLE order_letter (
        order_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
        message_id text NOT NULL,
        kind text NOT NULL,
        sent_at timestamptz NOT NULL,
        PRIMARY KEY (order_id, message_id)
      )`);
    await runner.query(`
      CREATE TABLE order_history (
        order_id uuid NOT NULL,
        entry integer NOT NULL CHECK (entry >= 1),
        at timestamptz NOT NULL,
        what text NOT NULL,
        source text NOT NULL,
        event_id uuid,
        aggregate_version integer,
        detail jsonb NOT NULL,
        hash char(64) NOT NULL,
        PRIMARY KEY (order_id, entry)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE order_history, order_letter, order_parcel, order_line, orders`);
  }
}
