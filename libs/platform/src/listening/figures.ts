/** What a service has heard since it started. */
export interface ListeningFigures {
  /** Events whose handler's work was committed. */
  handled: number;
  /** Records delivered again or produced twice, and passed over. */
  duplicates: number;
  /** Deliveries that found another member had been there before. */
  fenced: number;
  notHeard: number;
  unknownTypes: number;
  /** Events set aside because they failed. */
  dead: number;
  /** Events set aside behind one of their key. */
  waiting: number;
  /** Transactions repeated or deliveries given back because of a transient fault. */
  transientFaults: number;
  bisections: number;
}

export const noFigures = (): ListeningFigures => ({
  handled: 0,
  duplicates: 0,
  fenced: 0,
  notHeard: 0,
  unknownTypes: 0,
  dead: 0,
  waiting: 0,
  transientFaults: 0,
  bisections: 0,
});

export const addFigures = (sum: ListeningFigures, more: Partial<ListeningFigures>): void => {
  for (const [name, value] of Object.entries(more) as [keyof ListeningFigures, number][]) sum[name] += value;
};
