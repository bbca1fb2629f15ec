import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';

/**
 * HTTP without a framework, a validation or a group: one server that reads the body and answers, one that does so after
 * one insert (order, lines and outbox in one commit) per request. Run as a process of its own.
 */
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 16 });
const INSERT = `
  WITH o AS (INSERT INTO lim.orders (idem_key, customer_id, status, total_cents) VALUES ($1, 1, 'PLACED', $2) RETURNING id),
    l AS (INSERT INTO lim.order_line (order_id, product_id, qty, price_cents)
      SELECT o.id, p, 1, 1000 FROM o, unnest($3::int[]) p)
  INSERT INTO lim.outbox (order_id, topic, payload) SELECT id, 'order.placed', $4::jsonb FROM o`;

interface Order {
  readonly money: { readonly total: number };
}

const serve = (work: (body: string) => Promise<void>): Promise<Server> => {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      work(Buffer.concat(parts).toString()).then(
        () => response.writeHead(201, { 'content-type': 'application/json' }).end('{"accepted":true}'),
        (fault: unknown) => response.writeHead(500).end(String(fault)),
      );
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
};

const insert = async (text: string): Promise<void> => {
  const { money } = JSON.parse(text) as Order;
  await pool.query({ name: 'insert', text: INSERT, values: [randomUUID(), money.total, [1, 2], text] });
};

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const raw = await serve((text) => Promise.resolve(void JSON.parse(text)));
const inserting = await serve(insert);
process.send?.({ raw: urlOf(raw), insert: urlOf(inserting) });
process.on('disconnect', () => process.exit(0));
