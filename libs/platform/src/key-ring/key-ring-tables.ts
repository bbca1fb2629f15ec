/** The schema of the key ring; each statement may run again. */
export const KEY_RING_TABLES: readonly string[] = [
  // Asked first, because IF NOT EXISTS wants the right to create schemas even when there is nothing to do.
  `DO $$ BEGIN
     IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'okuru_key_ring') THEN CREATE SCHEMA okuru_key_ring; END IF;
   END $$`,

  `CREATE TABLE IF NOT EXISTS okuru_key_ring.person_key (
     key_id uuid PRIMARY KEY,
     subject text NOT NULL UNIQUE,
     wrapped bytea NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now()
   )`,
  // A key erased stays erased when an older backup is restored; its id alone says nothing of the person.
  `CREATE TABLE IF NOT EXISTS okuru_key_ring.erasure (
     key_id uuid PRIMARY KEY,
     erased_at timestamptz NOT NULL DEFAULT now()
   )`,
];
