import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { skuFault } from '../item-master/sku.js';
import { Movement } from '../stock-ledger/movement.entity.js';
import type { LotRow } from '../lots/lot.js';
import { Lots } from '../lots/lots.store.js';
import { Stock } from '../stock-ledger/stock.entity.js';
import { MAIN_WAREHOUSE } from '../stock-ledger/stock.store.js';
import { ListStockQuery, STOCK_PAGE_MAX } from './show-stock.dto.js';
import { type ShownMovement, type ShownStock, shownMovement, shownStock } from './shown-stock.js';

const MOVEMENTS_SHOWN_MAX = 50;

export interface StockPage {
  readonly stock: readonly ShownStock[];
  /** The `after` of the following page; null on the last. */
  readonly next: string | null;
}

export interface ShownStockAndLedger extends ShownStock {
  /** Names the state of the ledger: a count says which it began with. */
  readonly lastMovement: string | null;
  readonly movements: readonly ShownMovement[];
  /** Of goods that are kept by lot: those of which something is there, the soonest to expire first. */
  readonly lots?: readonly ShownLot[];
}

export type ShownLot = Pick<LotRow, 'lot' | 'expiresOn' | 'onHand'>;

@Controller('v1/stock')
export class ShowStockController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly lots: Lots,
  ) {}

  @Get()
  @Roles('warehouse', 'ops')
  async list(@Query() { limit = STOCK_PAGE_MAX, after }: ListStockQuery): Promise<StockPage> {
    const found = await this.work.read(({ manager }) =>
      manager.find(Stock, {
        where: { warehouse: MAIN_WAREHOUSE, ...(after !== undefined && { sku: MoreThan(after) }) },
        order: { sku: 'ASC' },
        take: limit + 1,
      }),
    );
    const page = found.slice(0, limit);
    return { stock: page.map(shownStock), next: found.length > limit ? (page.at(-1)?.sku ?? null) : null };
  }

  /** One sku and the latest entries of its ledger. */
  @Get(':sku')
  @Roles('warehouse', 'ops')
  show(@Param('sku') sku: string): Promise<ShownStockAndLedger> {
    const ofSku = { sku, warehouse: MAIN_WAREHOUSE };
    return this.work.read(async (tx) => {
      const { manager } = tx;
      const stock = skuFault(sku) ? null : await manager.findOneBy(Stock, ofSku);
      if (!stock) throw Refusal.notFound('stock');
      const movements = await manager.find(Movement, {
        where: ofSku,
        order: { id: 'DESC' },
        take: MOVEMENTS_SHOWN_MAX,
      });
      return {
        ...shownStock(stock),
        lastMovement: movements[0]?.id ?? null,
        movements: movements.map(shownMovement),
        ...(stock.byLot && { lots: (await this.lots.of(tx, [sku])).flatMap(shownLot) }),
      };
    });
  }
}

const shownLot = ({ lot, expiresOn, onHand }: LotRow): ShownLot[] =>
  onHand > 0 ? [{ lot, expiresOn, onHand }] : [];
