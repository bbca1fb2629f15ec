import { Controller, Get } from '@nestjs/common';
import { Clock, Roles, UnitOfWork } from '@okuru/platform';
import { pickUpBoard } from './pick-up-board.js';
import { PickUpCountsTable } from './pick-up-counts.store.js';
import { PickUpsNow } from './pick-ups-now.store.js';

/** How long there is until each carrier comes, and what has still to be done before. */
@Controller('v1/cut-offs')
export class CutOffsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly pickUps: PickUpsNow,
    private readonly counts: PickUpCountsTable,
    private readonly clock: Clock,
  ) {}

  /** `now` is the business clock, by which the time left is counted. */
  @Get()
  @Roles('warehouse', 'ops')
  async list() {
    const today = this.pickUps.today();
    return this.unitOfWork.read(async (tx) => {
      const pickUps = await this.pickUps.read(tx);
      const board = pickUpBoard(pickUps, await this.counts.count(tx, pickUps, today), today);
      return {
        now: this.clock.now().toISOString(),
        pickUps: board,
        undecided: await this.counts.undecided(tx),
      };
    });
  }
}
