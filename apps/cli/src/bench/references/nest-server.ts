import 'reflect-metadata';
import { Body, Controller, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestOrder } from './nest-order.dto.js';
import { RawOrders } from './raw-order.js';

/**
 * NestJS on Fastify as they come, with Nest's own validation in the product's settings and nothing else of a product: a
 * route that answers at once, and one that does so after one insert per request. Run as a process of its own.
 */
const orders = new RawOrders();
const ACCEPTED = { accepted: true };

@Controller()
class Orders {
  @Post('validated')
  validated(@Body() _body: NestOrder) {
    return ACCEPTED;
  }

  @Post('inserted')
  async inserted(@Body() body: NestOrder) {
    await orders.insert(body, JSON.stringify(body));
    return ACCEPTED;
  }
}

@Module({ controllers: [Orders] })
class NestServer {}

const app = await NestFactory.create<NestFastifyApplication>(NestServer, new FastifyAdapter(), {
  logger: false,
});
app.useGlobalPipes(
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
  }),
);
await app.listen(0, '127.0.0.1');
const url = (await app.getUrl()).replace(/\/$/, '');
process.send?.({ without: `${url}/validated`, insert: `${url}/inserted` });
process.on('disconnect', () => process.exit(0));
