import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@okuru/platform';
import { Planner } from './planner.js';
import { ShipmentStore } from '../shipment/shipment.store.js';

/** Orders tried again after one change of the packages; those that wait longest come first. */
const ORDERS_TRIED_AGAIN_MAX = 200;

/** New packages may fit what nothing fitted before. */
@Injectable()
export class PlanAgain {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shipments: ShipmentStore,
    private readonly planner: Planner,
  ) {}

  async run(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const orderIds = await this.shipments.refused(tx, ORDERS_TRIED_AGAIN_MAX);
      if (orderIds.length === 0) return;
      const locked = await this.shipments.lock(tx, orderIds);
      await this.planner.continue(
        tx,
        [...locked.values()].filter(({ planningRefused }) => planningRefused),
      );
    });
  }
}
