import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, currentTrace, idempotencyKeyOf, KeyRing, type ApiCaller } from '@okuru/platform';
import { bodyHash, KEY_IN_FLIGHT } from '../request/idempotency.js';
import { refuse } from '../request/stored-refusal.js';
import { addressParts } from './address-parts.js';
import { checkedPlacement } from './checked-placement.js';
import { TooManyWaiting } from './group-commit.js';
import { Intake } from './intake.js';
import { OutboxRoom } from './outbox-room.store.js';
import type { IntakeOutcome, IntakeRequest } from './intake-request.js';
import type { PlaceOrderDto } from './place-order.dto.js';
import { tooManyWaiting } from './refusals.js';

/** How long a request waits for another one with the same key, and how often it asks. */
const IN_FLIGHT_MS_MAX = 2_000;
const ASK_AGAIN_MS = 10;

type Answered = Exclude<IntakeOutcome, { kind: 'again' }>;

/** Checks a posted order and takes it through the intake to an answer. */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly intake: Intake,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
    private readonly outbox: OutboxRoom,
  ) {}

  async place(caller: ApiCaller, givenKey: unknown, body: PlaceOrderDto): Promise<Answered> {
    const idempotencyKey = idempotencyKeyOf(givenKey);
    if (this.intake.isFull) throw tooManyWaiting();
    const placement = checkedPlacement(caller, body, this.clock.now());
    await this.outbox.requireRoom();
    return this.settle({
      keyId: caller.keyId,
      idempotencyKey,
      bodyHash: bodyHash(body),
      buyerId: this.keyRing.buyerIdOf(placement.personal.email),
      addressId: this.keyRing.addressIdOf(addressParts(placement.personal.shipTo)),
      placement,
      traceparent: currentTrace().traceparent,
    });
  }

  private async settle(request: IntakeRequest): Promise<Answered> {
    const giveUpAt = performance.now() + IN_FLIGHT_MS_MAX;
    while (performance.now() < giveUpAt) {
      const outcome = await this.submit(request);
      if (outcome.kind !== 'again') return outcome;
      await pause(ASK_AGAIN_MS);
    }
    throw refuse(KEY_IN_FLIGHT);
  }

  private async submit(request: IntakeRequest): Promise<IntakeOutcome> {
    try {
      return await this.intake.submit(request);
    } catch (fault) {
      throw fault instanceof TooManyWaiting ? tooManyWaiting() : fault;
    }
  }
}
