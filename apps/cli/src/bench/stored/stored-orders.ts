import { MasterKey } from '@okuru/platform';
import { Client } from 'pg';
import type { Ledger } from '../../demo/ledger.js';
import { Copy, type Copies } from './copy.js';
import { cutTable, storeCopies, type CutTable } from './copy-tables.js';
import { hashedEntries, ownWordsOf } from './own-words.js';
import { piecesOf, textOf, type OwnWords } from './pieces.js';
import { beginTemplates, templateTables } from './template-tables.js';

export interface StoredAsked {
  readonly databaseUrl: string;
  /** Of the shop that shipped the templates, as its environment has it. */
  readonly masterKey: string;
  /** What the references of the templates begin with: `stored-0000000`. */
  readonly prefix: string;
  /** How often each template is copied. */
  readonly times: number;
}

/** Orders that a shop at rest has shipped are multiplied, and the ledger knows of each. */
export class StoredOrders {
  private constructor(
    private readonly databaseUrl: string,
    private readonly own: OwnWords,
    private readonly tables: readonly CutTable[],
    private readonly copies: Copies,
  ) {}

  /** Reads all that the templates left anywhere. */
  static async of({ databaseUrl, masterKey, prefix, times }: StoredAsked): Promise<StoredOrders> {
    return connected(databaseUrl, async (client) => {
      await beginTemplates(client, prefix);
      const entries = await hashedEntries(client);
      const own = await ownWordsOf(client, prefix, entries);
      const tables: CutTable[] = [];
      for (const table of await templateTables(client)) tables.push(await cutTable(client, table, own));
      const { rows } = await client.query<{ serials: number }>(
        'SELECT coalesce(max(serial), 0)::int AS serials FROM okuru_shipping.simulated_waybill',
      );
      const { serials } = rows[0]!;
      await client.query(SERIALS, [serials * (times + 1)]);
      const master = new MasterKey(Buffer.from(masterKey, 'base64'));
      return new StoredOrders(databaseUrl, own, tables, {
        times,
        until: Date.now(),
        serials,
        histories: entries.map(({ begins, entry }) => ({ begins, entry: piecesOf(entry, own) })),
        wrapAgain: (keyId, stored, newKeyId) =>
          master.wrap(newKeyId, master.unwrap(keyId, Buffer.from(stored, 'hex'))).toString('hex'),
      });
    });
  }

  /** Stores the copies, all schemas side by side; the stock follows. Once. */
  async store(onTable: (name: string) => void = () => undefined): Promise<void> {
    await Promise.all(
      [...new Set(this.tables.map(({ schema }) => schema))].map((schema) =>
        connected(this.databaseUrl, async (client) => {
          for (const table of this.tables.filter((some) => some.schema === schema)) {
            await storeCopies(client, table, () => this.each());
            onTable(`${schema}.${table.table}`);
          }
        }),
      ),
    );
    const issued = [this.own.prefix, this.copies.times];
    await connected(this.databaseUrl, (client) => client.query(ISSUED, issued));
  }

  /** What the storefront and the crew saw of the templates, they saw of each copy. */
  remember(ledger: Ledger): void {
    const cut = (text: string) => piecesOf(text, this.own);
    const orders = [...ledger.accepted.values()]
      .filter(({ reference }) => reference.startsWith(`${this.own.prefix}-`))
      .map(({ orderId, reference, units }) => ({ orderId: cut(orderId), reference: cut(reference), units }));
    const parcels = [...ledger.handedOver]
      .filter((parcelId) => this.own.ids.has(parcelId))
      .map((parcelId) => ({
        parcelId: cut(parcelId),
        waybill: cut(ledger.waybills.get(parcelId)!),
        units: ledger.scannedUnits.get(parcelId)!,
      }));
    for (const copy of this.each()) {
      for (const { orderId, reference, units } of orders) {
        const order = { orderId: textOf(orderId, copy), reference: textOf(reference, copy), units };
        ledger.accepted.set(order.reference, order);
      }
      for (const { parcelId, waybill, units } of parcels) {
        const id = textOf(parcelId, copy);
        ledger.handedOver.add(id);
        ledger.waybills.set(id, textOf(waybill, copy));
        ledger.scannedUnits.set(id, units);
      }
    }
  }

  /** The mails of the copies, whose place in the mailbox newer ones took: each arrived as often as its template's. */
  mailsOf(received: ReadonlyMap<string, number>): Map<string, number> {
    const templates = [...received]
      .filter(([messageId]) => this.own.ids.has(messageId.slice(1, 1 + UUID)))
      .map(([messageId, times]) => ({ messageId: piecesOf(messageId, this.own), times }));
    const mails = new Map(received);
    for (const copy of this.each())
      for (const { messageId, times } of templates) mails.set(textOf(messageId, copy), times);
    return mails;
  }

  private *each(): Iterable<Copy> {
    for (let n = 1; n <= this.copies.times; n += 1) yield new Copy(n, this.copies);
  }
}

const UUID = 36;

/** As many units left with the copies as with the templates. */
const ISSUED = `
  UPDATE okuru_inventory.stock s SET on_hand = on_hand + left_with.change, free = free + left_with.change
  FROM (
    SELECT m.sku, m.warehouse, sum(m.change)::int * $2::int AS change
    FROM okuru_inventory.movement m JOIN okuru_order.orders o USING (order_id)
    WHERE o.reference LIKE $1 || '-%' GROUP BY m.sku, m.warehouse
  ) left_with
  WHERE s.sku = left_with.sku AND s.warehouse = left_with.warehouse`;
/** Waybills that the shop itself gives from now on come after those of all copies. */
const SERIALS = `SELECT setval('okuru_shipping.simulated_waybill_serial', $1::bigint)`;

const connected = async <Answer>(
  databaseUrl: string,
  work: (client: Client) => Promise<Answer>,
): Promise<Answer> => {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
