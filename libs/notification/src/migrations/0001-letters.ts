import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * - `correspondent` is what letters need to know of an order. `heard_from` is null while only a parcel of it is known.
 *   Contact and ship-to are sealed; nothing personal lies here in the open.
 * - `letter` is the queue and the record: one row per fact and kind, with the Message-ID that every repeat carries.
 *   Times of sending and retrying are database time, `created_at` and `sent_at` the business clock.
 * - `item_name` is the replica letters name goods from.
 */
export class Letters1761000000001 implements SchemaChange {
  readonly goingBackLoses = 'letters and whom they go to';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE correspondent (
        order_id uuid PRIMARY KEY,
        heard_from text CHECK (heard_from IN ('order.held', 'order.confirmed', 'order.cancelled')),
        reference text,
        buyer_id text,
        language text,
        contact jsonb,
        ship_to jsonb,
        card jsonb,
        CHECK (heard_from IS NULL OR (reference IS NOT NULL AND buyer_id IS NOT NULL AND language IS NOT NULL AND contact IS NOT NULL))
      );
      CREATE TABLE letter (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        order_id uuid NOT NULL REFERENCES correspondent,
        fact_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('confirmed', 'awaiting-payment', 'dispatched', 'cancelled')),
        message_id text NOT NULL UNIQUE,
        facts jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'pending', 'sending', 'sent', 'failed', 'withdrawn')),
        attempts int NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        lease_id uuid,
        lease_until timestamptz,
        fault text,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        UNIQUE (fact_id, kind),
        CHECK ((state = 'sending') = (lease_id IS NOT NULL)),
        CHECK ((lease_id IS NULL) = (lease_until IS NULL)),
        CHECK ((state = 'sent') = (sent_at IS NOT NULL))
      );
      CREATE INDEX letter_due ON letter (due_at, seq) WHERE state = 'pending';
      CREATE INDEX letter_leased ON letter (lease_until) WHERE state = 'sending';
      CREATE INDEX letter_failed ON letter (seq) WHERE state = 'failed';
      CREATE INDEX letter_order ON letter (order_id, seq);
      CREATE TABLE item_name (
        sku text COLLATE "C" PRIMARY KEY,
        item_version int NOT NULL,
        ja text NOT NULL,
        en text NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE item_name, letter, correspondent');
  }
}
