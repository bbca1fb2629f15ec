import { setTimeout as wait } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { CarrierBooks } from './carrier-books.js';

/** How bad the line is, each in a hundred requests; `slowMs` is the longest that one answer is late. */
export interface Weather {
  readonly slowMs: number;
  readonly lost: number;
  readonly double: number;
  readonly away: number;
  /** Where it does not go. */
  readonly refusedPostalCodes?: readonly string[];
}

export interface CarrierSimulator {
  readonly url: string;
  readonly books: CarrierBooks;
  /** What befell requests so far. */
  readonly befallen: Readonly<Record<'lost' | 'doubled' | 'away', number>>;
  close(): Promise<void>;
}

interface Asked {
  readonly reference?: unknown;
  readonly shipTo?: { readonly postalCode?: unknown } | null;
}

const A_HUNDRED = 100;

/**
 * A carrier's shipments over HTTP (docs/carrier-api.md), as such lines are: late, silent after the work was done, and
 * with a proxy before it that now and then sends a request twice. `chance` gives numbers from 0 to below 1.
 */
export const startCarrierSimulator = async (
  weather: Weather,
  { chance = Math.random, port = 0 }: { readonly chance?: () => number; readonly port?: number } = {},
): Promise<CarrierSimulator> => {
  const books = new CarrierBooks();
  const befallen = { lost: 0, doubled: 0, away: 0 };
  const happens = (percent: number): boolean => chance() * A_HUNDRED < percent;
  const server: FastifyInstance = Fastify({ forceCloseConnections: true });
  const answer = async (reply: FastifyReply, work: () => { status: number; body?: object }) => {
    if (happens(weather.away)) {
      befallen.away += 1;
      return reply.code(503).send({ title: 'Closed for a moment' });
    }
    await wait(chance() * weather.slowMs);
    const done = work();
    if (happens(weather.double)) {
      befallen.doubled += 1;
      setTimeout(work, chance() * weather.slowMs);
    }
    if (happens(weather.lost)) {
      befallen.lost += 1;
      reply.hijack();
      reply.raw.destroy();
      return reply;
    }
    return reply.code(done.status).send(done.body);
  };
  server.get<{ Querystring: { reference?: string } }>('/shipments', ({ query }, reply) =>
    answer(reply, () => ({ status: 200, body: { shipments: books.list(query.reference) } })),
  );
  server.post<{ Body: Asked }>('/shipments', ({ body }, reply) =>
    answer(reply, () => {
      const { reference, shipTo } = body;
      if (typeof reference !== 'string') return { status: 400, body: { title: 'reference is missing' } };
      if (!shipTo || typeof shipTo.postalCode !== 'string')
        return {
          status: 422,
          body: { detail: 'お届け先の郵便番号がありません (the postal code is missing)' },
        };
      if (weather.refusedPostalCodes?.includes(shipTo.postalCode))
        return {
          status: 422,
          body: { detail: `${shipTo.postalCode} へは配達できません (not delivered to)` },
        };
      return { status: 201, body: books.order(reference) };
    }),
  );
  server.delete<{ Params: { number: string } }>('/shipments/:number', ({ params }, reply) =>
    answer(reply, () => ({ status: books.withdraw(params.number) ? 204 : 404 })),
  );
  return {
    url: await server.listen({ host: '127.0.0.1', port }),
    books,
    befallen,
    close: () => server.close(),
  };
};
