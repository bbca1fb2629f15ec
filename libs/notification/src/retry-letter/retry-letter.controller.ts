import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { Letter } from '../list-letters/letter.entity.js';
import { LetterQueue } from '../send-letters/letter-queue.js';

const LETTER_ID = /^[0-9]{1,18}$/;

/** Gives a letter that was given up all its tries again, for whoever has mended what stopped it. */
@Controller('v1/letters')
@Roles('ops')
export class RetryLetterController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: LetterQueue,
  ) {}

  @Post(':letterId/retry')
  @HttpCode(202)
  async retry(@Param('letterId') letterId: string): Promise<{ letterId: string; state: 'pending' }> {
    await this.unitOfWork.run(async (tx) => {
      const retried = LETTER_ID.test(letterId)
        ? await tx.query(
            `UPDATE letter SET state = 'pending', attempts = 0, due_at = clock_timestamp()
             WHERE seq = $1 AND state = 'failed' RETURNING seq`,
            [letterId],
          )
        : [];
      if (retried.length > 0) return this.queue.wakeAfter(tx, retried.length);
      const letter = LETTER_ID.test(letterId) ? await tx.manager.findOneBy(Letter, { seq: letterId }) : null;
      if (!letter) throw Refusal.notFound('letter');
      throw Refusal.conflict(
        'letter-not-failed',
        `The letter is ${letter.state}; only a failed one is tried again.`,
      );
    });
    return { letterId, state: 'pending' };
  }
}
