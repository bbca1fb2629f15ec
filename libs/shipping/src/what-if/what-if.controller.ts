import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { AskWhatIf } from './ask-what-if.handler.js';
import { chartSvg } from './chart.js';
import { savingsOf } from './figures.js';
import { AskWhatIfDto, ListWhatIfsDto } from './what-if.dto.js';
import { WhatIfStore, type WhatIf } from './what-if.store.js';

const LIST_DEFAULT = 20;

/** What would parcels that left have cost under other tables? */
@Controller('v1/what-if')
export class WhatIfController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly askWhatIf: AskWhatIf,
    private readonly whatIfs: WhatIfStore,
  ) {}

  /** Answered later, under the id. */
  @Post()
  @HttpCode(202)
  @Roles('ops')
  ask(@Body() question: AskWhatIfDto): Promise<{ whatIfId: string; total: number }> {
    return this.askWhatIf.ask(question);
  }

  /** Newest first, without the orders that change. */
  @Get()
  @Roles('ops')
  async list(@Query() { limit = LIST_DEFAULT }: ListWhatIfsDto) {
    const all = await this.unitOfWork.read((tx) => this.whatIfs.list(tx, limit));
    return {
      whatIfs: all.map((whatIf) => {
        const { figures, ...named } = shown(whatIf);
        return { ...named, total: figures.total };
      }),
    };
  }

  /** Figures of what is answered so far; final when the state is `done`. */
  @Get(':whatIfId')
  @Roles('ops')
  async show(@Param('whatIfId', ParseUUIDPipe) whatIfId: string) {
    return shown(await this.find(whatIfId));
  }

  @Get(':whatIfId/chart.svg')
  @Header('content-type', 'image/svg+xml; charset=utf-8')
  @Roles('ops')
  async chart(@Param('whatIfId', ParseUUIDPipe) whatIfId: string): Promise<string> {
    const whatIf = await this.find(whatIfId);
    if (whatIf.state !== 'done')
      throw Refusal.conflict(
        'not-answered-yet',
        `The answer is ${whatIf.state}; ask for the chart once it is done.`,
      );
    return chartSvg({ ...whatIf, ...whatIf.figures, ...savingsOf(whatIf.figures, whatIf) });
  }

  private async find(whatIfId: string): Promise<WhatIf> {
    const whatIf = await this.unitOfWork.read((tx) => this.whatIfs.find(tx, whatIfId));
    if (!whatIf) throw Refusal.notFound('what-if');
    return whatIf;
  }
}

const shown = ({ total, ...whatIf }: WhatIf) => ({
  ...whatIf,
  progress: { done: whatIf.figures.done, of: total },
  ...savingsOf(whatIf.figures, whatIf),
});
