import { currentTrace, runInTrace } from './current-trace.js';

const CALLER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const inside = (traceparent: string | undefined): string =>
  runInTrace(traceparent, () => currentTrace().traceparent);
const traceIdOf = (traceparent: string): string | undefined => traceparent.split('-')[1];

describe('the current trace', () => {
  it('goes on with the trace of the caller in a span of its own', () => {
    const ours = inside(CALLER);
    expect(traceIdOf(ours)).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(ours).not.toBe(CALLER);
    expect(ours).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it('follows the work across awaits and does not leak between two works', async () => {
    const seen = await Promise.all(
      [CALLER, undefined].map((traceparent) =>
        runInTrace(traceparent, async () => {
          const before = currentTrace().traceparent;
          await new Promise((resolve) => setImmediate(resolve));
          return [before, currentTrace().traceparent];
        }),
      ),
    );
    for (const [before, after] of seen) expect(after).toBe(before);
    expect(seen[0]?.[0]).not.toBe(seen[1]?.[0]);
  });

  it('keeps the caller’s decision not to sample', () => {
    expect(inside(CALLER.replace(/01$/, '00'))).toMatch(/-00$/);
  });

  it('reads the first four fields of a later version', () => {
    expect(traceIdOf(inside(CALLER.replace(/^00/, '01') + '-more'))).toBe(traceIdOf(CALLER));
  });

  it.each([
    ['nothing', undefined],
    ['no traceparent', 'hello'],
    ['version ff', CALLER.replace(/^00/, 'ff')],
    ['a zero trace id', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
    ['a zero span id', `00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`],
    ['capital letters', CALLER.toUpperCase()],
    ['a line break and more', `${CALLER}\r\nx: y`],
    ['too long a text', `${CALLER}-${'a'.repeat(300)}`],
  ])('starts a new trace on %s', (_case, traceparent) => {
    const ours = inside(traceparent);
    expect(ours).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(traceIdOf(ours)).not.toBe('0af7651916cd43dd8448eb211c80319c');
  });

  it('answers a trace even outside of any work', () => {
    expect(currentTrace().traceparent).toMatch(/^00-/);
  });
});
