/** Something that must hold of every order once all facts are heard. */
export interface Law {
  readonly name: string;
  /**
   * Selects `order_id` and `fault` (text) of each order that breaks it. May use the tables of all services and
   * `asked (order_id, key, sku, goods, units)`: the orders, the units that ever came in of their sku, the units ordered.
   */
  readonly sql: string;
}

/** An order whose journey is over, as those of all who want its sku. */
export interface EndedOrder {
  readonly orderId: string;
  readonly sku: string;
  /** Units that ever came in of the sku. */
  readonly goods: number;
  /** Units ordered. */
  readonly units: number;
}

export interface BrokenLaw {
  readonly orderId: string;
  readonly law: string;
  readonly fault: string;
}
