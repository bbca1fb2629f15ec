/**
 * Preloaded into each process of the shop: lets its wall clock be wrong by what the rig says, as a machine's clock is after a
 * bad time server. Monotonic time and the database's time stay right, as they would.
 */
let skewMs = 0;
const RightDate = Date;

globalThis.Date = new Proxy(RightDate, {
  apply: () => new RightDate(RightDate.now() + skewMs).toString(),
  construct: (target, given: unknown[], as) =>
    Reflect.construct(target, given.length === 0 ? [RightDate.now() + skewMs] : given, as) as Date,
  get: (target, name) =>
    name === 'now' ? () => RightDate.now() + skewMs : (Reflect.get(target, name) as unknown),
});

process.on('message', (message: { readonly clockSkewMs?: number }) => {
  if (typeof message.clockSkewMs !== 'number') return;
  skewMs = message.clockSkewMs;
  process.send?.({ clockMs: new Date().getTime() });
});
