/** What was seen at one moment of a soak run. */
export interface Sample {
  /** Since the load began. */
  readonly seconds: number;
  /** Orders accepted so far. */
  readonly orders: number;
  /** Write-ahead log written since the load began, bytes. */
  readonly walBytes: number;
  readonly deadRows: number;
  /** With indexes, by `schema.table`. */
  readonly tableBytes: Readonly<Record<string, number>>;
  /** By the name of the process. */
  readonly rssBytes: Readonly<Record<string, number>>;
  readonly openHandles: Readonly<Record<string, number>>;
}
