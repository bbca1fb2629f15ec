import type { ServiceName } from '@okuru/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query, type Type } from '@nestjs/common';
import { Refusal } from '../http/refusal.js';
import { type ApiCaller, Caller, Roles } from '../security/access.js';
import { DeadLetterQuery, DiscardLetter, RedriveQuery } from './dead-letters.dto.js';
import { DeadLetters, type Redrive } from './dead-letters.js';
import type { DeadLetter } from './letter-store.js';

/** The routes under which staff see and mend what a service could not handle. */
export const deadLettersController = (service: ServiceName): Type<unknown> => {
  @Controller(`v1/${service}/dead-letters`)
  @Roles('ops')
  class DeadLettersController {
    constructor(private readonly deadLetters: DeadLetters) {}

    @Get()
    async list(@Query() { state, after, limit }: DeadLetterQuery): Promise<{ deadLetters: DeadLetter[] }> {
      return {
        deadLetters: await this.deadLetters.list({
          ...(state === undefined ? {} : { states: [state] }),
          ...(after === undefined ? {} : { after }),
          ...(limit === undefined ? {} : { limit }),
        }),
      };
    }

    /** Replays the letter's key in order: the failed event, then those waiting behind it. */
    @Post(':id/redrive')
    @HttpCode(200)
    async redrive(
      @Param('id') id: string,
      @Query() { dryRun }: RedriveQuery,
      @Caller() caller: ApiCaller,
    ): Promise<Redrive> {
      return this.deadLetters.redrive(await this.letter(id), {
        dryRun: dryRun === 'true',
        by: `redriven by key ${caller.keyId}`,
      });
    }

    /** Gives one event up for good; those behind it still wait for a redrive. */
    @Post(':id/discard')
    @HttpCode(200)
    async discard(
      @Param('id') id: string,
      @Body() { note }: DiscardLetter,
      @Caller() caller: ApiCaller,
    ): Promise<DeadLetter> {
      const letter = await this.letter(id);
      if (!(await this.deadLetters.discard(letter, `discarded by key ${caller.keyId}: ${note}`))) {
        throw Refusal.conflict('already-settled', `The dead letter is already ${letter.state}.`);
      }
      return this.letter(id);
    }

    private async letter(id: string): Promise<DeadLetter> {
      const letter = /^\d{1,18}$/.test(id) ? await this.deadLetters.find(id) : undefined;
      if (!letter) throw Refusal.notFound('dead letter');
      return letter;
    }
  }
  return DeadLettersController;
};
