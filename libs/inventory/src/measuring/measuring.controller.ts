import { Roles, UnitOfWork } from '@okuru/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { MeasuringQuery } from './measuring.dto.js';
import { Unmeasured } from './unmeasured.store.js';

const PAGE_DEFAULT = 100;

/** 採寸: items whose size or weight nobody knows, so that no package can be chosen for them. */
@Controller('v1/measuring')
export class MeasuringController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly unmeasured: Unmeasured,
  ) {}

  /** A page in the order of skus; `next` is the `after` of the following page, null on the last. */
  @Get()
  @Roles('ops', 'warehouse')
  async list(@Query() { limit = PAGE_DEFAULT, after }: MeasuringQuery) {
    const items = await this.work.read((tx) => this.unmeasured.list(tx, limit, after));
    return { items, next: items.length < limit ? null : (items.at(-1)?.sku ?? null) };
  }
}
