/** Where a consumer reads: one partition of one topic. */
export interface Place {
  /** Consumer group. */
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
}

/** For logs and alarms. */
export const nameOf = ({ topic, partition }: Pick<Place, 'topic' | 'partition'>): string =>
  `${topic}/${partition}`;
