import { Injectable } from '@nestjs/common';
import type { RehearsalQuestion } from '@okuru/contracts';
import { Clock, KeyRing, UnitOfWork, type ApiCaller, type ReadTransaction } from '@okuru/platform';
import { holdReasons } from '../order/hold-rules.js';
import { rehearsalAnswer, type RehearsalAnswer } from '../rehearse-order/rehearsal-answer.js';
import { Rehearsals } from '../rehearse-order/rehearsals.js';
import { refuse } from '../request/stored-refusal.js';
import { checkedPlacement } from './checked-placement.js';
import { explodeSets } from './explode-sets.js';
import { buyersServed, isReferenceTaken, knownGoods } from './intake-look.store.js';
import { faultsOfToday } from './look-up.js';
import type { Placement } from './placement.js';
import type { PlaceOrderDto } from './place-order.dto.js';
import { invalidOrder } from './refusals.js';
import { ShopDay } from './shop-day.js';

/** Checks a posted order as the intake does and says what would become of it, without placing it. */
@Injectable()
export class RehearseOrder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
    private readonly shopDay: ShopDay,
    private readonly rehearsals: Rehearsals,
  ) {}

  async rehearse(caller: ApiCaller, body: PlaceOrderDto): Promise<RehearsalAnswer> {
    const now = this.clock.now();
    const posted = checkedPlacement(caller, body, now);
    const { channel, reference, payment, money, hasRemarks } = posted;
    const { goods, knownBuyer, referenceTaken } = await this.unitOfWork.read((tx) => this.look(tx, posted));
    const faults = faultsOfToday(posted, goods, this.shopDay.today());
    if (faults.length > 0) throw refuse(invalidOrder(faults));
    const placement = { ...posted, lines: explodeSets(posted.lines, goods.sets) };
    return rehearsalAnswer({
      channel,
      reference,
      total: money.total,
      referenceTaken,
      holds: holdReasons({ payment, total: money.total, hasRemarks, knownBuyer }),
      at: now.toISOString(),
      answer: await this.rehearsals.ask(questionOf(placement)),
    });
  }

  private async look(tx: ReadTransaction, { lines, personal, channel, reference }: Placement) {
    const buyerId = this.keyRing.buyerIdOf(personal.email);
    const goods = await knownGoods(tx, [...new Set(lines.map(({ sku }) => sku))]);
    const served = await buyersServed(tx, [buyerId]);
    const referenceTaken = await isReferenceTaken(tx, channel, reference);
    return { goods, knownBuyer: served.has(buyerId), referenceTaken };
  }
}

/** Field by field: nothing else of the buyer may leave. */
const questionOf = ({
  lines,
  shortStock,
  delivery: { mode, service, date, slot },
  prefecture,
  personal,
  payment,
  money,
}: Placement): RehearsalQuestion => ({
  lines: lines.map(({ lineId, sku, quantity, set }) => ({
    lineId,
    sku,
    quantity,
    ...(set === undefined ? {} : { set: { lineId: set.lineId, quantity: set.quantity } }),
  })),
  shortStock,
  delivery: {
    mode,
    ...(service === undefined ? {} : { service }),
    ...(date === undefined ? {} : { date }),
    ...(slot === undefined ? {} : { slot }),
  },
  destination: { country: 'JP', prefecture, postalCode: personal.shipTo.postalCode },
  collect:
    payment.method === 'cod'
      ? {
          totalYen: money.total,
          unitPricesYen: Object.fromEntries(lines.map(({ lineId, unitPrice }) => [lineId, unitPrice])),
        }
      : null,
});
