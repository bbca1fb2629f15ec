import { Controller, Get } from '@nestjs/common';
import { Roles, UnitOfWork } from '@okuru/platform';
import { demandsOf } from '../plan-parcels/plan-units.js';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import { asOneOrder, combinationOf, type Combination } from './combination.js';
import { OpenGroups } from './open-groups.store.js';

/** Groups looked at in one answer; each may ask for a search. */
const GROUPS_MAX = 20;

/** 同梱: what could leave in fewer parcels, and what that saves. */
@Controller('v1/combinations')
export class CombinationsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly groups: OpenGroups,
    private readonly tables: PlanningTablesSource,
  ) {}

  /** The largest saving first; of at most twenty doors, the oldest orders first. */
  @Get()
  @Roles('warehouse', 'ops')
  async list(): Promise<{ combinations: Combination[] }> {
    const { groups, tables } = await this.unitOfWork.read(async (tx) => ({
      groups: await this.groups.list(tx, GROUPS_MAX),
      tables: await this.tables.now(tx),
    }));
    const combinations: Combination[] = [];
    for (const group of groups) {
      const one = asOneOrder(group);
      for (const demand of one ? demandsOf(one.units, one.order, 0, tables.day) : [])
        await this.tables.prepare(demand, tables);
      const combination = combinationOf(group, tables);
      if (combination) combinations.push(combination);
    }
    return { combinations: combinations.sort((a, b) => b.savingYen - a.savingYen) };
  }
}
