/** Days on which somebody does not work. */
export interface ClosedDays {
  /** 0 = Sunday … 6 = Saturday. */
  readonly weekdays?: readonly number[];
  /** Public holidays too, as the calendar lists them. */
  readonly holidays?: boolean;
  /** Single days, ISO dates. */
  readonly dates?: readonly string[];
}

/** What days are like; plain data, so that pure functions can reckon with it. */
export interface Calendar {
  /** Stored with each decision. */
  readonly version: string;
  /** Public holidays, ISO dates. */
  readonly holidays: ReadonlySet<string>;
  /** Days on which the shop hands nothing over. */
  readonly shopClosed?: ClosedDays;
}
