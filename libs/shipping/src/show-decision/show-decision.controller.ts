import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { explainDecision } from '../choose-packaging/explain-decision.js';
import { SIZE_UNKNOWN_WORDS } from '../choose-packaging/packing-words.js';
import { ShownDecisions, type StoredDecision } from './shown-decisions.store.js';

/** Why a parcel goes in this package with this carrier, and what every other candidate would have cost. */
@Controller('v1/parcels/:parcelId')
export class ShowDecisionController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly decisions: ShownDecisions,
  ) {}

  @Get('decision')
  @Roles('warehouse', 'ops')
  async decision(@Param('parcelId', ParseUUIDPipe) parcelId: string) {
    const stored = await this.unitOfWork.read((tx) => this.decisions.find(tx, parcelId));
    if (!stored) throw Refusal.notFound('parcel');
    return { parcelId, ...answerOf(stored) };
  }
}

const answerOf = ({ own, question, record }: StoredDecision) => {
  if ('leftToAPerson' in own) return { ...own, words: SIZE_UNKNOWN_WORDS };
  const { decisionId, outcome, parcels } = own;
  const [{ placements: _places, ...parcel }] = outcome.chosen;
  return { decisionId, parcel, parcels, question, record: record && explainDecision(record) };
};
