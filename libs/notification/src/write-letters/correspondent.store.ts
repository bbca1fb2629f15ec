import { Injectable } from '@nestjs/common';
import type { Sealed } from '@okuru/contracts';
import { prepared, type Transaction } from '@okuru/platform';
import type { Language } from '../compose-letters/language.js';
import type { OrderCard } from '../compose-letters/letter.js';
import type { Addressee, ContactSource } from '../send-letters/claimed-letter.js';

/** Whom the letters of an order go to and what they tell of it; sealed where personal. */
export interface Correspondent {
  readonly orderId: string;
  readonly heardFrom: ContactSource;
  readonly reference: string;
  readonly buyerId: string;
  readonly language: Language;
  readonly contact: Sealed;
  /** The last amendment that is in it; absent where the fact says nothing of the order itself. */
  readonly amendment?: number;
  /** Both only with order.confirmed and order.amended. */
  readonly shipTo?: Sealed;
  readonly card?: OrderCard;
}

type Query = Pick<Transaction, 'query'>;

const PUT = prepared(`
  INSERT INTO correspondent AS known (order_id, heard_from, reference, buyer_id, language, contact, ship_to, card, amendment)
  SELECT * FROM json_to_recordset($1::json) AS given (
    order_id uuid, heard_from text, reference text, buyer_id text, language text, contact jsonb, ship_to jsonb, card jsonb,
    amendment int)
  ORDER BY order_id
  ON CONFLICT (order_id) DO UPDATE SET
    heard_from = excluded.heard_from, reference = excluded.reference, buyer_id = excluded.buyer_id,
    language = excluded.language, contact = excluded.contact, ship_to = excluded.ship_to, card = excluded.card,
    amendment = excluded.amendment
  WHERE known.heard_from IS NULL OR excluded.amendment >= coalesce(known.amendment, 0)
  RETURNING order_id AS "orderId", xmax = 0 AS "isNew"`);

const MAKE_PLACES = prepared(`
  INSERT INTO correspondent (order_id) SELECT DISTINCT unnest($1::uuid[]) AS order_id ORDER BY order_id
  ON CONFLICT (order_id) DO NOTHING`);

const ADDRESSEES = `
  SELECT order_id AS "orderId", heard_from AS "heardFrom", reference, language, contact, ship_to AS "shipTo", card
  FROM correspondent WHERE order_id = ANY ($1::uuid[]) AND heard_from IS NOT NULL`;

/**
 * Both methods lock the rows they name, in the order of their ids, until the transaction ends. So of an order's
 * confirmation and its parcel, heard at the same time from two topics, one comes last and sees the other.
 */
@Injectable()
export class CorrespondentStore {
  /**
   * A confirmation or an amendment knows the most and replaces what was known, unless a later amendment is in that; any
   * other fact only fills a gap. Answers what is known then of each of the orders, and which of them were known or had a
   * place before: letters may wait for those alone.
   */
  async put(
    { query }: Query,
    correspondents: readonly Correspondent[],
  ): Promise<{ readonly known: ReadonlyMap<string, Addressee>; readonly metBefore: readonly string[] }> {
    const rows = await query<{ orderId: string; isNew: boolean }>(PUT, [
      JSON.stringify(correspondents.map(asRow)),
    ]);
    const taken = new Set(rows.map(({ orderId }) => orderId));
    const known = new Map(correspondents.map((told) => [told.orderId, asAddressee(told)] as const));
    const passedOver = correspondents.flatMap(({ orderId }) => (taken.has(orderId) ? [] : [orderId]));
    if (passedOver.length > 0)
      for (const [id, of] of await this.read({ query }, passedOver)) known.set(id, of);
    const met = rows.flatMap(({ orderId, isNew }) => (isNew ? [] : [orderId]));
    return { known, metBefore: [...met, ...passedOver] };
  }

  /** Makes a place for orders nobody has told of yet; answers those that letters can go to. */
  async known({ query }: Query, orderIds: readonly string[]): Promise<ReadonlyMap<string, Addressee>> {
    await query(MAKE_PLACES, [orderIds]);
    const rows = await query<AddresseeRow>(
      `SELECT order_id AS "orderId", heard_from AS "heardFrom", reference, language, contact, ship_to AS "shipTo", card
       FROM correspondent WHERE order_id = ANY ($1::uuid[]) ORDER BY order_id FOR NO KEY UPDATE`,
      [orderIds],
    );
    return byOrder(rows.filter(({ heardFrom }) => heardFrom !== null));
  }

  private async read({ query }: Query, orderIds: readonly string[]): Promise<Map<string, Addressee>> {
    return byOrder(await query<AddresseeRow>(ADDRESSEES, [orderIds]));
  }
}

type AddresseeRow = Addressee & { readonly orderId: string };

const byOrder = (rows: readonly AddresseeRow[]): Map<string, Addressee> =>
  new Map(rows.map((row) => [row.orderId, row]));

const asAddressee = ({
  heardFrom,
  reference,
  language,
  contact,
  shipTo,
  card,
}: Correspondent): Addressee => ({
  heardFrom,
  reference,
  language,
  contact,
  shipTo: shipTo ?? null,
  card: card ?? null,
});

const asRow = (of: Correspondent): object => ({
  order_id: of.orderId,
  heard_from: of.heardFrom,
  reference: of.reference,
  buyer_id: of.buyerId,
  language: of.language,
  contact: of.contact,
  ship_to: of.shipTo ?? null,
  card: of.card ?? null,
  amendment: of.amendment ?? null,
});
