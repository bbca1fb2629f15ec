import { Injectable } from '@nestjs/common';
import { fact, newId } from '@okuru/platform';
import { lotsMissing } from '../lots/parcel-lots.js';
import { ParcelLots } from '../lots/parcel-lots.store.js';
import { decide, evolve, isRejection, type Parcel } from '../parcel/parcel.js';
import type { Shortage } from '../parcel/shortage.js';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import { ok, rejected } from '../parcel-desk/answers.js';
import { ParcelWork, type Action } from '../parcel-desk/parcel-work.js';
import { found } from '../parcel-desk/steps.js';
import { Shortages } from './shortages.store.js';

/** Units of an open parcel are missing or damaged: it waits for others, which inventory looks for. */
@Injectable()
export class ReportMissing {
  constructor(
    private readonly work: ParcelWork,
    private readonly shortages: Shortages,
    private readonly lots: ParcelLots,
  ) {}

  report(action: Action, asked: Shortage): Promise<StoredAnswer> {
    return this.work.act('missing', action, asked, async (finding, tx) => {
      const { inHand, at } = found(finding);
      const { parcelId, orderId } = inHand.parcel;
      const events = decide(inHand.parcel, { type: 'report-shortage', ...asked });
      if (isRejection(events)) return rejected(events, at, inHand, { text: asked.sku });
      const report = { parcelId, orderId, reportId: newId(), sku: asked.sku, cause: asked.cause };
      const short = events.flatMap((event) => (event.type === 'shortage-reported' ? event.lines : []));
      await this.shortages.record(tx, report, short, at);
      const { reportId, sku, cause } = report;
      const inParcel = (await this.lots.of(tx, [{ parcelId, items: inHand.items }])).get(parcelId) ?? [];
      const lots = lotsMissing(inHand.parcel.lines, inParcel, asked);
      await this.lots.takeOut(tx, parcelId, sku, lots);
      const lines = short.map(({ lineId, missing }) => ({ lineId, sku, quantity: missing }));
      return {
        events,
        facts: [
          fact('parcel.shortage-reported', {
            orderId,
            parcelId,
            reportId,
            cause,
            lines,
            ...(lots.length > 0 && { lots }),
            at: at.toISOString(),
          }),
        ],
        answer: ok({ parcelId, reportId, ...standOf(events.reduce<Parcel>(evolve, inHand.parcel), sku) }),
      };
    });
  }
}

/** How the item stands in the parcel now. */
const standOf = ({ lines }: Parcel, sku: string) => {
  const own = lines.filter((line) => line.sku === sku);
  const total = (pick: (line: (typeof own)[number]) => number) =>
    own.reduce((sum, line) => sum + pick(line), 0);
  return {
    sku,
    quantity: total(({ quantity }) => quantity),
    scanned: total(({ scanned }) => scanned),
    waitsFor: total(({ missing }) => missing),
  };
};
