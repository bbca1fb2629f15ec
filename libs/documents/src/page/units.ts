const POINTS_PER_INCH = 72;
const MM_PER_INCH = 25.4;

/** Places and sizes on paper are millimetres, letters are points; a PDF counts in points. */
export const pointsOf = (mm: number): number => (mm * POINTS_PER_INCH) / MM_PER_INCH;
export const mmOf = (points: number): number => (points * MM_PER_INCH) / POINTS_PER_INCH;
