/** Units of one sku of an order. A model's order has at most one line of each sku, so its sku names the line. */
export interface Units {
  readonly sku: string;
  readonly quantity: number;
}

/** What the services say to each other of one order, as far as anybody acts on it. */
export type ModelFact =
  | { readonly type: 'order.placed' }
  | { readonly type: 'order.held'; readonly reasons: readonly string[]; readonly deadline: number }
  | { readonly type: 'order.confirmed' }
  | { readonly type: 'order.cancellation-requested' | 'order.cancelled'; readonly reason: string }
  | {
      readonly type: 'stock.reserved';
      readonly reservation: number;
      readonly lines: readonly Units[];
      readonly outstanding: readonly Units[];
      readonly cancelled: readonly Units[];
    }
  | { readonly type: 'stock.backordered' | 'stock.released'; readonly lines: readonly Units[] }
  /** How many parcels and which units are in each is the shop's choice: the model is told, and adds up. */
  | { readonly type: 'parcels.planned'; readonly lines: readonly Units[] }
  | {
      readonly type: 'parcel.packed' | 'parcel.dispatched';
      readonly parcelId: string;
      readonly lines: readonly Units[];
    }
  | { readonly type: 'parcel.delivered'; readonly parcelId: string }
  | { readonly type: 'parcels.voided'; readonly parcelIds: readonly string[] }
  | { readonly type: 'cancellation.refused' }
  | {
      readonly type: 'order.amendment-requested';
      readonly amendment: number;
      readonly changes: readonly string[];
      readonly total: number;
      readonly differenceYen: number;
    }
  | {
      readonly type: 'order.amended';
      readonly amendment: number;
      readonly changes: readonly string[];
      readonly differenceYen: number;
    }
  | {
      readonly type: 'order.amendment-refused' | 'amendment.refused';
      readonly amendment: number;
      readonly reason: string;
    }
  | {
      readonly type: 'amendment.accepted';
      readonly amendment: number;
      readonly parcelIds: readonly string[];
    }
  | { readonly type: 'scan.blocked'; readonly parcelId: string };

const bySku = (units: readonly Units[]): Units[] => {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of units) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return [...sums]
    .map(([sku, quantity]) => ({ sku, quantity }))
    .filter(({ quantity }) => quantity > 0)
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
};

/** The same text for what was really said and for what the model says. */
export const told = (fact: ModelFact): string => {
  switch (fact.type) {
    case 'order.held':
      return `${fact.type} ${[...fact.reasons].sort().join('+')} until ${new Date(fact.deadline).toISOString()}`;
    case 'order.cancellation-requested':
    case 'order.cancelled':
      return `${fact.type} ${fact.reason}`;
    case 'stock.reserved':
      return `${fact.type} ${fact.reservation}: ${JSON.stringify([fact.lines, fact.outstanding, fact.cancelled].map(bySku))}`;
    case 'stock.backordered':
    case 'stock.released':
    case 'parcels.planned':
      return `${fact.type} ${JSON.stringify(bySku(fact.lines))}`;
    case 'parcel.packed':
    case 'parcel.dispatched':
      return `${fact.type} ${fact.parcelId} ${JSON.stringify(bySku(fact.lines))}`;
    case 'parcel.delivered':
    case 'scan.blocked':
      return `${fact.type} ${fact.parcelId}`;
    case 'parcels.voided':
      return `${fact.type} ${[...fact.parcelIds].sort().join(' ')}`;
    case 'order.amendment-requested':
      return `${fact.type} ${fact.amendment} ${fact.changes.join('+')} for ${fact.total}, ${fact.differenceYen} more`;
    case 'order.amended':
      return `${fact.type} ${fact.amendment} ${fact.changes.join('+')}, ${fact.differenceYen} more`;
    case 'order.amendment-refused':
    case 'amendment.refused':
      return `${fact.type} ${fact.amendment} ${fact.reason}`;
    case 'amendment.accepted':
      return `${fact.type} ${fact.amendment} ${[...fact.parcelIds].sort().join(' ')}`;
    case 'order.placed':
    case 'order.confirmed':
    case 'cancellation.refused':
      return fact.type;
  }
};

/** What was really said, in the words of the model. */
export const factFrom = (type: string, data: any): ModelFact => {
  if (type === 'order.held') return { type, reasons: data.reasons, deadline: Date.parse(data.deadline) };
  if (type === 'parcels.planned') return { type, lines: data.parcels.flatMap((parcel: any) => parcel.lines) };
  return { ...data, type };
};
