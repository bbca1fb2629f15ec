import type { CDPSession } from 'playwright-core';
import { withScanner } from '../console/hands.js';
import { pickWithScanner } from '../console/pick-hands.js';
import { scan } from '../console/scanner.js';
import { stockByScanner } from '../console/stock-hands.js';
import type { ShiftHand } from './hand.js';

/**
 * Badge, goods, parcels, waybills, the command sheet and the signs of the station. Scales that type do so like a scanner; what
 * others show is scanned digit by digit.
 */
export const scannerHand = (browser: CDPSession, scales: 'typing' | 'silent'): ShiftHand => {
  const read = (code: string) => scan(browser, code);
  const table = withScanner(browser);
  const weighByDigits = async (grams: number) => {
    for (const digit of String(grams)) await read(`^L:NUM-${digit}`);
    await read('^C:NEXT');
  };
  return {
    table: {
      ...table,
      weigh: scales === 'typing' ? table.weigh : weighByDigits,
      report: async (cause, { barcode }, units) => {
        const command = cause === 'missing' ? '^C:SHORT' : '^C:DAMAGE';
        await read(command);
        await read(barcode);
        for (let unit = 1; unit < units; unit += 1) await read(command);
        await read('^C:NEXT');
      },
      leaveWaiting: () => read('^C:NEXT'),
      leaveVoid: () => read('^C:HOLD'),
      help: () => read('^C:HELP'),
      closeHelp: () => read('^C:HELP'),
      takeOtherPackage: async (packageCode) => {
        await read(`^C:CARTON-${packageCode}`);
        await read(`^C:CARTON-${packageCode}`);
        await read('^C:NEXT');
      },
    },
    walk: {
      ...pickWithScanner(browser),
      issueLabels: () => read('^C:PRINT'),
      printLabels: () => read('^C:PRINT'),
      openTote: table.open,
    },
    shelf: {
      ...stockByScanner(browser),
      close: () => read('^C:HOLD'),
      leave: () => read('^C:HOLD'),
    },
    cage: {
      choose: (carrier) => read(`^L:CAGE-${carrier.toUpperCase()}`),
      leave: () => read('^C:HOLD'),
    },
  };
};
