/** First and last day of the month before a day; ISO dates. */
export const monthBefore = (today: string): { readonly from: string; readonly to: string } => {
  const [year, month] = today.split('-').map(Number) as [number, number];
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return { from: day(Date.UTC(year, month - 2, 1)), to: day(Date.UTC(year, month - 1, 0)) };
};
