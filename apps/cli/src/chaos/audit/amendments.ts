import type { Ledger } from '../../demo/ledger.js';
import type { DemoOrder } from '../../demo/scenario.js';
import { type LedgerFile, readLedger } from '../load/ledger-file.js';
import type { Wish, WishBody } from '../load/wishes.js';
import type { World } from '../world/world.js';
import {
  type AskedAmendment,
  askedAmendments,
  nameOf,
  type SeenAmendment,
  seenAmendments,
} from './asked-amendments.js';
import { expectedLabel, type ExpectedOrder, expectedOrder, labelText } from './expected-order.js';

const TAKEN = 202;
const NO = 409;

interface End {
  readonly type: 'order.amended' | 'order.amendment-refused';
  readonly reason: string | null;
  readonly letters: readonly string[];
}

/** One amendment in the archives of the services. */
interface StoredAmendment {
  readonly order_id: string;
  readonly number: number;
  readonly changes: readonly string[];
  /** What shipping said to it, and what the order service made of that. */
  readonly answers: readonly string[];
  readonly ends: readonly End[];
}

const STORED = `
  select wish.data->>'orderId' as order_id, (wish.data->>'amendment')::int as number, wish.data->'changes' as changes,
    (select coalesce(jsonb_agg(a.type), '[]') from okuru_shipping.event a
      where a.key = wish.key and a.type in ('amendment.accepted', 'amendment.refused') and a.data->'amendment' = wish.data->'amendment') as answers,
    (select coalesce(jsonb_agg(jsonb_build_object('type', e.type, 'reason', e.data->'reason', 'letters',
        (select coalesce(jsonb_agg(l.kind), '[]') from okuru_notification.letter l where l.fact_id = e.id))), '[]')
      from okuru_order.event e where e.key = wish.key and e.type in ('order.amended', 'order.amendment-refused')
        and e.data->'amendment' = wish.data->'amendment') as ends
  from okuru_order.event wish where wish.type = 'order.amendment-requested' order by wish.key, 2`;

interface StoredOrder {
  readonly order_id: string;
  readonly reference: string;
  readonly total: number;
  readonly prefecture: number;
  readonly delivery: ExpectedOrder['delivery'];
  readonly charges: readonly { readonly amount: number }[];
}

const ORDERS = `
  select order_id::text, reference, total, prefecture, delivery, money->'charges' as charges from okuru_order.orders`;
const LEFT = `
  select parcel_id::text, order_id::text from okuru_shipping.parcel where status in ('dispatched', 'delivered')`;

export interface AmendedLoad {
  readonly orders: readonly DemoOrder[];
  readonly wishes: ReadonlyMap<string, readonly Wish[]>;
  readonly ledger: Ledger;
  readonly file: LedgerFile;
}

export interface AmendmentFindings {
  readonly counts: {
    readonly amended: number;
    readonly amendmentsAccepted: number;
    readonly amendmentsRefused: number;
  };
  readonly faults: readonly string[];
}

/** What the services store of amendments, orders and parcels that left. */
export interface StoredShop {
  readonly amendments: readonly StoredAmendment[];
  readonly orders: readonly StoredOrder[];
  readonly left: readonly { readonly parcel_id: string; readonly order_id: string }[];
}

export const auditAmendments = async (
  { database }: Pick<World, 'database'>,
  load: AmendedLoad,
): Promise<AmendmentFindings> =>
  examineAmendments(load, {
    amendments: await database.ask(STORED),
    orders: await database.ask(ORDERS),
    left: await database.ask(LEFT),
  });

/**
 * Holds every answer to an amendment, as the file tells it, against what is stored: what was accepted is what the order
 * says and what stands on the parcels that left, what was refused changed nothing, and each wish has one answer and one letter.
 */
export const examineAmendments = (
  { orders, wishes, ledger, file }: AmendedLoad,
  stored: StoredShop,
): AmendmentFindings => {
  const lines = readLedger(file.path);
  const asked = askedAmendments(lines);
  const seen = seenAmendments(lines);
  const bodies = bodiesByName(asked, wishes);
  const granted = new Map<string, WishBody[]>();
  for (const { order_id, number, ends } of stored.amendments) {
    const body = bodies.get(nameOf(order_id, number));
    if (body && ends.some(isYes)) granted.set(order_id, [...(granted.get(order_id) ?? []), body]);
  }
  const expected = new Map(
    orders.flatMap((order) => {
      const taken = ledger.accepted.get(order.reference);
      return taken ? [[taken.orderId, expectedOrder(order, granted.get(taken.orderId) ?? [])] as const] : [];
    }),
  );
  const ends = stored.amendments.flatMap((one) => one.ends);
  return {
    counts: {
      amended: asked.length,
      amendmentsAccepted: ends.filter(isYes).length,
      amendmentsRefused: ends.filter((end) => !isYes(end)).length + asked.filter(isRefusedAtTheDoor).length,
    },
    faults: [
      ...asked.flatMap((wish) => faultsOfAnswers(wish, stored.amendments)),
      ...stored.amendments.flatMap((one) => {
        const name = nameOf(one.order_id, one.number);
        return faultsOfStored(one, bodies.get(name), seen.get(name)).map(
          (text) => `amendment ${one.number} of order ${one.order_id} ${text}`,
        );
      }),
      ...stored.orders.flatMap((order) => faultsOfOrder(order, expected.get(order.order_id))),
      ...stored.left.flatMap(({ parcel_id, order_id }) =>
        faultsOfLabel(parcel_id, ledger, expected.get(order_id)),
      ),
    ],
  };
};

const isYes = ({ type }: End): boolean => type === 'order.amended';
const isRefusedAtTheDoor = ({ statuses }: AskedAmendment): boolean =>
  statuses.has(NO) && !statuses.has(TAKEN);

const bodiesByName = (
  asked: readonly AskedAmendment[],
  wishes: ReadonlyMap<string, readonly Wish[]>,
): ReadonlyMap<string, WishBody> => {
  const byKey = new Map([...wishes.values()].flat().map(({ key, body }) => [key, body]));
  return new Map(
    asked.flatMap(({ orderId, key, numbers }) => {
      const body = byKey.get(key);
      return body ? [...numbers].map((number) => [nameOf(orderId, number), body] as const) : [];
    }),
  );
};

/** Asked until it is answered, whichever of the two, and under one number. */
const faultsOfAnswers = (
  { orderId, key, statuses, numbers }: AskedAmendment,
  stored: readonly StoredAmendment[],
): readonly string[] => {
  const what = `the amendment of order ${orderId} under ${key}`;
  if (!statuses.has(TAKEN) && !statuses.has(NO)) return [`${what} was never answered`];
  return [
    ...(numbers.size > 1 ? [`${what} was answered with the numbers ${[...numbers].join(', ')}`] : []),
    ...[...numbers]
      .filter((number) => !stored.some((one) => one.order_id === orderId && one.number === number))
      .map((number) => `${what} was taken as number ${number} and is not stored`),
  ];
};

const CHANGE_OF = {
  shipTo: 'ship-to',
  contact: 'contact',
  delivery: 'delivery',
  charges: 'charges',
} as const;

const faultsOfStored = (
  { changes, answers, ends }: StoredAmendment,
  body: WishBody | undefined,
  seen: SeenAmendment | undefined,
): readonly string[] => {
  if (!body) return ['was stored and never answered to whoever asked'];
  const wanted = Object.keys(body).map((part) => CHANGE_OF[part as keyof WishBody]);
  const [end] = ends;
  if (answers.length !== 1 || ends.length !== 1 || !end)
    return [`has ${answers.length} answers of shipping and came to ${ends.length} ends`];
  const isCancelled = end.reason === 'cancelled';
  const letters = isYes(end) ? ['amended'] : isCancelled ? [] : ['amendment-refused'];
  const state = isYes(end) ? 'accepted' : 'refused';
  return [
    ...(same([...changes].sort(), [...wanted].sort())
      ? []
      : [`changes ${changes.join(', ')}, asked for were ${wanted.join(', ')}`]),
    // The order may be cancelled before it hears a yes; that alone turns it into a no.
    ...((answers[0] === 'amendment.accepted') === isYes(end) || (isCancelled && !isYes(end))
      ? []
      : [`got ${answers[0]} and came to ${end.type}`]),
    ...(same(end.letters, letters) ? [] : [`brought the letters [${end.letters.join(', ')}]`]),
    ...(!seen || (seen.state === state && seen.reason === end.reason)
      ? []
      : [`was shown as ${seen.state} (${seen.reason}) and is ${state} (${end.reason})`]),
  ];
};

const faultsOfOrder = (
  { order_id, total, prefecture, delivery, charges }: StoredOrder,
  expected: ExpectedOrder | undefined,
): readonly string[] => {
  // Rushed orders are in no scenario and nobody amends them.
  if (!expected) return [];
  const { mode, slot, date } = delivery;
  const is = [total, prefecture, mode, slot, date, charges.map(({ amount }) => amount)];
  const { shipTo, delivery: asked, postageYen, totalYen } = expected;
  const wanted = [totalYen, shipTo.prefecture, asked.mode, asked.slot, asked.date, [postageYen]];
  return same(is, wanted)
    ? []
    : [`order ${order_id} goes as ${JSON.stringify(is)}, its amendments make it ${JSON.stringify(wanted)}`];
};

const faultsOfLabel = (
  parcelId: string,
  { labels }: Ledger,
  expected: ExpectedOrder | undefined,
): readonly string[] => {
  if (!expected) return [];
  const label = labels.get(parcelId);
  if (!label) return [`parcel ${parcelId} left and the crew saw no address on its label`];
  const wanted = expectedLabel(expected);
  return labelText(label) === wanted
    ? []
    : [`parcel ${parcelId} left for "${labelText(label)}", its order goes to "${wanted}"`];
};

const same = (some: unknown, others: unknown): boolean => JSON.stringify(some) === JSON.stringify(others);
