import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { EnduringClient } from '../../../libs/platform/src/database/enduring-client.js';

/** `not sent`: the connection breaks before the statement. `answer lost`: it breaks after the database has done it. */
export const BREAKS = ['not sent', 'answer lost'] as const;
export type Break = (typeof BREAKS)[number];

interface Flow {
  readonly how: Break;
  readonly at: number;
  readonly onBreak: () => void;
  statements: number;
  broke: boolean;
  ended: boolean;
}

/** By which the server of the test knows the flow of a request. */
export const FLOW_HEADER = 'x-flow';

/** As pg says it of a connection that is gone. */
const TERMINATED = 'Connection terminated unexpectedly';

type Query = (this: EnduringClient, ...given: unknown[]) => unknown;

/**
 * Breaks the connection at the n-th statement that a flow sends to PostgreSQL. Every statement of the product, BEGIN and COMMIT
 * included, goes through `EnduringClient`; the statements of a flow are told from those of pollers and relays by the async
 * context they are sent in, so nothing of the product knows of it.
 */
export class BrokenStatements {
  private readonly flows = new AsyncLocalStorage<Flow>();
  private readonly byId = new Map<string, Flow>();
  private readonly original = EnduringClient.prototype.query as unknown as Query;

  install(): void {
    const { flows, original } = this;
    const broken: Query = function (...given) {
      const flow = flows.getStore();
      if (!flow || flow.ended) return original.apply(this, given);
      flow.statements += 1;
      if (flow.statements !== flow.at) return original.apply(this, given);
      flow.broke = true;
      flow.onBreak();
      if (flow.how === 'not sent') {
        breakConnection(this);
        return original.apply(this, given);
      }
      const lost = (): Error => {
        breakConnection(this);
        return new Error(TERMINATED);
      };
      const callback = given.at(-1);
      if (typeof callback === 'function')
        return original.apply(this, [...given.slice(0, -1), () => void callback(lost())]);
      return (original.apply(this, given) as Promise<unknown>).then(() => {
        throw lost();
      });
    };
    EnduringClient.prototype.query = broken as never;
  }

  /** What a request does belongs to the flow that its header names. */
  hearAt(server: Server): void {
    const emit = server.emit.bind(server);
    server.emit = (event: string, ...given: unknown[]) => {
      // Entered and not run: the parts of a body come by events of the same resource.
      if (event === 'request')
        this.flows.enterWith(
          this.byId.get(String((given[0] as IncomingMessage).headers[FLOW_HEADER])) as Flow,
        );
      return emit(event, ...given);
    };
  }

  uninstall(): void {
    EnduringClient.prototype.query = this.original as never;
  }

  /** Runs the flow with a break at its n-th statement, from 1; answers whether it had so many. */
  async run<T>(
    how: Break,
    at: number,
    work: (flowId: string) => Promise<T>,
    onBreak: () => void = () => undefined,
  ): Promise<{ answer: T; broke: boolean }> {
    const flow: Flow = { how, at, onBreak, statements: 0, broke: false, ended: false };
    const id = randomUUID();
    this.byId.set(id, flow);
    try {
      const answer = await this.flows.run(flow, work, id);
      return { answer, broke: flow.broke };
    } finally {
      flow.ended = true;
      this.byId.delete(id);
    }
  }
}

const breakConnection = (client: EnduringClient): void =>
  void (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
