import holidayJp from '@holiday-jp/holiday_jp';

const LAST_YEAR = '2050';

/** Japanese public holidays to the end of 2050, ISO dates; the version names the package they come from. */
export const HOLIDAYS: { readonly version: string; readonly days: ReadonlySet<string> } = {
  version: 'holiday-jp-2.5.1',
  days: new Set(Object.keys(holidayJp.holidays)),
};

// 文化の日 has one date for ever; without it the list that was loaded is not the list of holidays.
if (!HOLIDAYS.days.has(`${LAST_YEAR}-11-03`))
  throw new Error(
    `The list of Japanese holidays ends before ${LAST_YEAR}: install @holiday-jp/holiday_jp anew.`,
  );
