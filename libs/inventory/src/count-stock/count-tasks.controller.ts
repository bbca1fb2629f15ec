import { type ApiCaller, Caller, Roles, UnitOfWork } from '@okuru/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { AgreeCount, type AgreedCount } from './agree-count.handler.js';
import { AgreeCountBody, COUNT_TASKS_PAGE_MAX, ListCountTasksQuery } from './count-tasks.dto.js';
import { type CountTask, CountTasks } from './count-tasks.store.js';

export interface CountTaskPage {
  readonly tasks: readonly CountTask[];
  /** The `after` of the following page; null on the last. */
  readonly next: string | null;
}

/** What is to be counted, since somebody did not find it; an adjustment or a counted stock list of the sku closes it. */
@Controller('v1/stock/count-tasks')
export class CountTasksController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tasks: CountTasks,
    private readonly agreeCount: AgreeCount,
  ) {}

  @Get()
  @Roles('warehouse', 'ops')
  async list(@Query() { limit = COUNT_TASKS_PAGE_MAX, after }: ListCountTasksQuery): Promise<CountTaskPage> {
    const found = await this.work.read((tx) => this.tasks.list(tx, limit + 1, after));
    const tasks = found.slice(0, limit);
    return { tasks, next: found.length > limit ? (tasks.at(-1)?.taskId ?? null) : null };
  }

  /** The count agrees with the books; one that does not is an adjustment. */
  @Post(':sku/agreed')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  agreed(
    @Caller() caller: ApiCaller,
    @Param('sku') sku: string,
    @Body() { opId, counted }: AgreeCountBody,
  ): Promise<AgreedCount> {
    return this.agreeCount.agree(caller, opId, sku, counted);
  }
}
