import type { LetterKind } from '@okuru/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { Roles, UnitOfWork } from '@okuru/platform';
import { MoreThan } from 'typeorm';
import { Letter, type LetterState } from './letter.entity.js';
import { LETTERS_PAGE_MAX, ListLettersQuery } from './list-letters.dto.js';

export interface ShownLetter {
  readonly letterId: string;
  readonly orderId: string;
  readonly kind: LetterKind;
  readonly state: LetterState;
  readonly messageId: string;
  readonly attempts: number;
  /** A code for the last failed try. */
  readonly fault: string | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
  /** When it is tried (again); only while it is pending. */
  readonly dueAt: string | null;
}

export interface LettersPage {
  readonly letters: readonly ShownLetter[];
  /** Give it as `after` to get the next page; null on the last one. */
  readonly after: string | null;
}

/** Which letters were written, which wait and which were given up. They hold no name and no address. */
@Controller('v1/letters')
@Roles('ops')
export class LettersController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  async list(
    @Query() { orderId, state, limit = LETTERS_PAGE_MAX, after }: ListLettersQuery,
  ): Promise<LettersPage> {
    const found = await this.unitOfWork.read(({ manager }) =>
      manager.find(Letter, {
        where: {
          ...(orderId !== undefined && { orderId }),
          ...(state !== undefined && { state }),
          ...(after !== undefined && { seq: MoreThan(after) }),
        },
        order: { seq: 'ASC' },
        take: limit + 1,
      }),
    );
    const page = found.slice(0, limit);
    return { letters: page.map(shown), after: found.length > limit ? (page.at(-1)?.seq ?? null) : null };
  }
}

const shown = ({
  seq,
  orderId,
  kind,
  state,
  messageId,
  attempts,
  fault,
  createdAt,
  sentAt,
  dueAt,
}: Letter): ShownLetter => ({
  letterId: seq,
  orderId,
  kind,
  state,
  messageId,
  attempts,
  fault,
  createdAt: createdAt.toISOString(),
  sentAt: sentAt?.toISOString() ?? null,
  dueAt: state === 'pending' ? dueAt.toISOString() : null,
});
