import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RawOrders, type RawOrder } from './raw-order.js';

/**
 * HTTP without a framework, a validation or a group: one server that reads the body and answers, one that does so after
 * one insert per request. Run as a process of its own.
 */
const orders = new RawOrders();

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

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const raw = await serve((text) => Promise.resolve(void JSON.parse(text)));
const inserting = await serve((text) => orders.insert(JSON.parse(text) as RawOrder, text));
process.send?.({ without: urlOf(raw), insert: urlOf(inserting) });
process.on('disconnect', () => process.exit(0));
