import { Controller, Get, Header, Param, ParseUUIDPipe } from '@nestjs/common';
import { packingPicture, type PackingScene } from '@okuru/packing';
import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { explainDecision } from '../choose-packaging/explain-decision.js';
import { LEFT_TO_A_PERSON_WORDS } from '../choose-packaging/packing-words.js';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import { parcelScene } from './parcel-scene.js';
import { ShownDecisions, type StoredDecision } from './shown-decisions.store.js';

/** Why a parcel goes in this package with this carrier, and what every other candidate would have cost. */
@Controller('v1/parcels/:parcelId')
export class ShowDecisionController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly decisions: ShownDecisions,
    private readonly tables: PlanningTablesSource,
  ) {}

  @Get('decision')
  @Roles('warehouse', 'ops')
  async decision(@Param('parcelId', ParseUUIDPipe) parcelId: string) {
    return { parcelId, ...answerOf(await this.find(parcelId)) };
  }

  /** What a screen draws the parcel from in three dimensions: its boxes in placing order, millimetres from the left front corner. */
  @Get('picture')
  @Roles('warehouse', 'ops')
  async picture(@Param('parcelId', ParseUUIDPipe) parcelId: string): Promise<PackingScene> {
    return this.scene(parcelId);
  }

  @Get('picture.svg')
  @Header('content-type', 'image/svg+xml; charset=utf-8')
  @Roles('warehouse', 'ops')
  async svg(@Param('parcelId', ParseUUIDPipe) parcelId: string): Promise<string> {
    return packingPicture(await this.scene(parcelId));
  }

  private async scene(parcelId: string): Promise<PackingScene> {
    const scene = parcelScene(await this.find(parcelId), this.tables.rules.pack);
    if (!scene) throw Refusal.notFound('picture: a person chose the package of this parcel');
    return scene;
  }

  private async find(parcelId: string): Promise<StoredDecision> {
    const stored = await this.unitOfWork.read((tx) => this.decisions.find(tx, parcelId));
    if (!stored) throw Refusal.notFound('parcel');
    return stored;
  }
}

const answerOf = ({ own, question, record }: StoredDecision) => {
  if ('leftToAPerson' in own) return { ...own, words: LEFT_TO_A_PERSON_WORDS[own.leftToAPerson] };
  const { decisionId, outcome, parcels } = own;
  const [{ placements: _places, ...parcel }] = outcome.chosen;
  return { decisionId, parcel, parcels, question, record: record && explainDecision(record) };
};
