import { Controller, Get, Param, Query } from '@nestjs/common';
import { Caller, Refusal, Roles, UnitOfWork, type ApiCaller } from '@okuru/platform';
import { channelOf, orderIdOf } from '../record-order/whose-order.js';
import { historyAnswer, type HistoryAnswer } from './history-answer.js';
import type { OrderAnswer } from './order-answer.js';
import { HISTORY_PAGE_MAX, HistoryPageDto, ListOrdersDto, PAGE_MAX } from './show-order.dto.js';
import { findHistory, findOrders } from './show-order.store.js';
import { ShowOrder } from './show-order.handler.js';

const PAGE_DEFAULT = 50;

@Controller('v1/orders')
export class ShowOrderController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly showOrder: ShowOrder,
  ) {}

  @Get()
  @Roles('storefront', 'ops')
  async list(
    @Caller() caller: ApiCaller,
    @Query() { reference, channel, status, limit = PAGE_DEFAULT, after }: ListOrdersDto,
  ): Promise<{ orders: OrderAnswer[]; next: string | null }> {
    const own = channelOf(caller);
    if (reference === undefined && (status === undefined || own !== null)) {
      throw Refusal.invalid(
        'reference',
        'is missing',
        own === null ? 'ask by reference or by status' : 'ask by reference',
      );
    }
    const wanted = { reference, channel: own ?? channel, status, after, limit: Math.min(limit, PAGE_MAX) };
    const orders = await this.unitOfWork.read((tx) => findOrders(tx, wanted));
    return { orders, next: orders.length < wanted.limit ? null : (orders.at(-1)?.orderId ?? null) };
  }

  @Get(':orderId')
  @Roles('storefront', 'ops')
  show(@Caller() caller: ApiCaller, @Param('orderId') orderId: string): Promise<OrderAnswer> {
    return this.showOrder.show(orderIdOf(orderId), channelOf(caller));
  }

  @Get(':orderId/history')
  @Roles('storefront', 'ops')
  async history(
    @Caller() caller: ApiCaller,
    @Param('orderId') orderId: string,
    @Query() { limit = HISTORY_PAGE_MAX, after = 0 }: HistoryPageDto,
  ): Promise<HistoryAnswer> {
    await this.showOrder.show(orderIdOf(orderId), channelOf(caller));
    const rows = await this.unitOfWork.read((tx) => findHistory(tx, orderId, after, limit));
    return historyAnswer(orderId, rows, after, limit);
  }
}
