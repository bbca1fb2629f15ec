import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Items, stock, what orders hold of it, and the ledger that explains it. */
export class Inventory1764000000000 implements SchemaChange {
  readonly goingBackLoses = 'items, stock and the ledger';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE operation, movement, reservation, order_demand, stock, item_barcode, item, catalogue',
    );
  }
}

/** Skus are compared byte by byte (COLLATE "C"), so that every transaction locks them in the same order. */
const TABLES = [
  `CREATE TABLE catalogue (
     only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
     version integer NOT NULL
   )`,
  'INSERT INTO catalogue (version) VALUES (0)',

  `CREATE TABLE item (
     sku text COLLATE "C" PRIMARY KEY,
     item_version integer NOT NULL CHECK (item_version >= 1),
     name_ja text NOT NULL CHECK (name_ja <> ''),
     name_en text NOT NULL,
     length_mm integer CHECK (length_mm > 0),
     width_mm integer CHECK (width_mm > 0),
     height_mm integer CHECK (height_mm > 0),
     weight_grams integer CHECK (weight_grams > 0),
     value_yen integer NOT NULL CHECK (value_yen >= 0),
     temperature text NOT NULL CHECK (temperature IN ('ambient', 'chilled', 'frozen')),
     fragile boolean NOT NULL,
     keep_upright boolean NOT NULL,
     do_not_stack boolean NOT NULL,
     liquid boolean NOT NULL,
     battery boolean NOT NULL,
     load_on_top_grams_max integer CHECK (load_on_top_grams_max >= 0),
     shelf text,
     look_alike_group text,
     countable boolean NOT NULL,
     CONSTRAINT item_size_whole_or_unknown CHECK (num_nulls(length_mm, width_mm, height_mm) IN (0, 3))
   )`,
  // The primary key is the rule that a barcode tells one item from all others.
  `CREATE TABLE item_barcode (
     barcode text COLLATE "C" PRIMARY KEY,
     sku text COLLATE "C" NOT NULL REFERENCES item (sku),
     position smallint NOT NULL
   )`,
  'CREATE INDEX item_barcode_of_item ON item_barcode (sku)',

  // Room is left in each page, so that the counters change in place (HOT) without touching the index.
  `CREATE TABLE stock (
     sku text COLLATE "C" NOT NULL,
     warehouse text NOT NULL,
     on_hand integer NOT NULL DEFAULT 0,
     free integer NOT NULL DEFAULT 0,
     reserved integer NOT NULL DEFAULT 0,
     waiting integer NOT NULL DEFAULT 0,
     safety integer NOT NULL DEFAULT 0,
     PRIMARY KEY (sku, warehouse),
     CONSTRAINT stock_adds_up CHECK (on_hand = free + reserved),
     CONSTRAINT stock_never_oversold CHECK (reserved >= 0 AND reserved <= on_hand AND free >= 0),
     CONSTRAINT stock_counts_up CHECK (waiting >= 0 AND safety >= 0),
     CONSTRAINT stock_free_belongs_to_queue CHECK (waiting = 0 OR free <= safety)
   ) WITH (fillfactor = 50)`,

  // placed_at is empty while the order is only known as voided: a tombstone.
  `CREATE TABLE order_demand (
     order_id uuid PRIMARY KEY,
     placed_at timestamptz,
     voided_at timestamptz,
     reservations integer NOT NULL DEFAULT 0 CHECK (reservations >= 0),
     CONSTRAINT order_demand_placed_or_voided CHECK (placed_at IS NOT NULL OR voided_at IS NOT NULL)
   )`,

  // No foreign key to order_demand: it would cost one look-up per line in the hottest statement of the service.
  `CREATE TABLE reservation (
     order_id uuid NOT NULL,
     line_id text NOT NULL,
     sku text COLLATE "C" NOT NULL,
     placed_at timestamptz NOT NULL,
     sequence bigint GENERATED ALWAYS AS IDENTITY,
     ordered integer NOT NULL CHECK (ordered > 0),
     held integer NOT NULL CHECK (held >= 0),
     waiting integer NOT NULL CHECK (waiting >= 0),
     issued integer NOT NULL DEFAULT 0 CHECK (issued >= 0),
     released integer NOT NULL DEFAULT 0 CHECK (released >= 0),
     cancelled integer NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
     PRIMARY KEY (order_id, line_id),
     CONSTRAINT reservation_loses_no_unit CHECK (ordered = held + waiting + issued + released + cancelled)
   ) WITH (fillfactor = 60)`,
  'CREATE INDEX reservation_queue ON reservation (sku, placed_at, sequence) WHERE waiting > 0',

  `CREATE TABLE movement (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     at timestamptz NOT NULL,
     sku text COLLATE "C" NOT NULL,
     warehouse text NOT NULL,
     kind text NOT NULL,
     change integer NOT NULL,
     reason text,
     key_id text,
     op_id text,
     parcel_id uuid,
     order_id uuid,
     line_id text,
     CONSTRAINT movement_kind_tells_direction CHECK (
       (kind IN ('received', 'restocked') AND change > 0)
       OR (kind = 'shipped' AND change < 0)
       OR (kind = 'adjusted' AND change <> 0 AND reason IS NOT NULL)
     ),
     CONSTRAINT movement_shipped_names_its_parcel CHECK (
       kind <> 'shipped' OR num_nulls(parcel_id, order_id, line_id) = 0
     )
   )`,
  'CREATE INDEX movement_of_sku ON movement (sku, id)',
  `CREATE UNIQUE INDEX movement_ships_a_line_once ON movement (parcel_id, order_id, line_id) WHERE kind = 'shipped'`,

  // json, not jsonb: a repeat gets the very text of the first answer, order of keys included.
  `CREATE TABLE operation (
     key_id text NOT NULL,
     op_id text NOT NULL,
     body_hash text NOT NULL,
     answer json,
     at timestamptz NOT NULL,
     PRIMARY KEY (key_id, op_id)
   )`,
];
