import { DEFAULT_SUPPORT_SHARE_MIN, type PackRules } from '../types.js';

/** Throws a RangeError when a rule makes no sense, before any search starts. */
export const checkRules = ({
  paddingMm,
  attemptsMax,
  packingsMax,
  supportShareMin = DEFAULT_SUPPORT_SHARE_MIN,
  centreOfMass,
}: PackRules): void => {
  if (!(paddingMm >= 0 && paddingMm < Infinity)) throw new RangeError(`paddingMm ${paddingMm} is no length`);
  if (!(attemptsMax >= 1)) throw new RangeError('attemptsMax must be at least 1');
  if (!(packingsMax >= 1)) throw new RangeError('packingsMax must be at least 1');
  if (!(supportShareMin > 0 && supportShareMin <= 1))
    throw new RangeError('supportShareMin must be in (0, 1]');
  if (!centreOfMass) return;
  const { offsetShareMax, fromGrams } = centreOfMass;
  if (!(offsetShareMax > 0 && offsetShareMax <= 0.5))
    throw new RangeError('centreOfMass.offsetShareMax must be in (0, 0.5]');
  if (!(fromGrams >= 0)) throw new RangeError('centreOfMass.fromGrams must not be below 0');
};
