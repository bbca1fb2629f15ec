import type { RunningSubscription, Subscription } from '@okuru/platform';
import type { Pool } from 'pg';
import { OrderLanes } from './order-lanes.js';
import { hearTwice, type SecondHearing } from './second-hearing.js';

/** The lanes of a shop in which every handler runs twice on everything it hears, from the moment it knows the database. */
export class TwiceHeardLanes extends OrderLanes {
  readonly second: SecondHearing[] = [];
  private database: Pool | undefined;
  /** Hearings wait for each other, so that whatever changes is the second one's doing. */
  private last: Promise<unknown> = Promise.resolve();

  hearTwiceIn(database: Pool): void {
    this.database = database;
  }

  override async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    return super.subscribe({
      ...subscription,
      onBatch: (batch) => {
        const { database } = this;
        if (!database) return subscription.onBatch(batch);
        const hear = hearTwice(subscription, database, (second) => this.second.push(second));
        const hearing = this.last.then(() => hear(batch));
        this.last = hearing.catch(() => undefined);
        return hearing;
      },
    });
  }
}
