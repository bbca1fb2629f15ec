import { AsyncLocalStorage } from 'node:async_hooks';
import { newTraceparent, nextSpanOf } from './traceparent.js';

/** Where we are in the W3C trace of the request or event being handled. */
export interface Trace {
  readonly traceparent: string;
}

const traces = new AsyncLocalStorage<Trace>();

/** The trace of the request or event being handled; a new one where there is none. */
export const currentTrace = (): Trace => activeTrace() ?? { traceparent: newTraceparent() };

/** The trace of the request or event being handled, if there is one. */
export const activeTrace = (): Trace | undefined => traces.getStore();

/** Runs the work as the next span of the caller's trace; a missing or broken `traceparent` starts a new trace. */
export const runInTrace = <T>(traceparent: string | undefined, work: () => T): T =>
  traces.run({ traceparent: nextSpanOf(traceparent) }, work);
