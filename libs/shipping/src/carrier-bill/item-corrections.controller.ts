import { Controller, Get } from '@nestjs/common';
import { Roles, UnitOfWork } from '@okuru/platform';
import { proposeCorrection } from './item-correction.js';
import { ItemCorrections } from './item-corrections.store.js';
import { DOUBTFUL_PARCELS_MIN } from './wrong-master.js';

/** What carriers' bills say about the item master; a person looks, measures and changes the item, or does not. */
@Controller('v1/item-corrections')
export class ItemCorrectionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly items: ItemCorrections,
  ) {}

  /** The most yen first. */
  @Get()
  @Roles('ops', 'warehouse')
  async list() {
    const items = await this.unitOfWork.read((tx) => this.items.doubtful(tx, DOUBTFUL_PARCELS_MIN));
    return {
      corrections: items.map(({ sku, parcels, measured, evidence }) =>
        proposeCorrection(sku, parcels, measured, evidence),
      ),
    };
  }
}
