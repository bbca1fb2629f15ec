import type { Findings } from './audit.js';

/** What `--json` writes. Counts are of the audit unless said otherwise; the last two are measured by the demo's own clock. */
export interface DemoReport extends Findings {
  readonly mode: 'embedded' | 'kafka';
  readonly provenance: readonly string[];
  /** Wrong scans the crew made, by its own ledger. */
  readonly wrongScans: number;
  readonly repeatedPosts: number;
  readonly lostAnswers: number;
  /** From the first order posted until all was quiet. */
  readonly secondsTotal: number;
  readonly ordersPerSecond: number;
}

/** The closing table and what the audit found. */
export const printReport = (report: DemoReport): void => {
  const rows: readonly (readonly [string, string | number])[] = [
    ['orders posted', report.orders],
    ['accepted', report.accepted],
    ['dispatched', report.dispatched],
    ['cancelled by the buyer', report.cancelled],
    ['waiting for stock', report.backordered],
    ['waiting for a decision: fits no package, or no carrier takes it', report.needsDecision],
    ['refused: beyond what an order may hold', report.refused],
    ['units ordered', report.units],
    ['parcels dispatched, one waybill each', report.parcels],
    ['letters to buyers', report.letters],
    ['wrong scans made / blocked', `${report.wrongScans} / ${report.blockedScans}`],
    ['posts repeated / answers lost on purpose', `${report.repeatedPosts} / ${report.lostAnswers}`],
    ['lost / duplicated / oversold', `${report.lost} / ${report.duplicated} / ${report.oversold}`],
    ['units unaccounted for', report.unaccountedUnits],
    ['letters sent more than once', report.letterRepeats],
    ['seconds, orders per second', `${report.secondsTotal.toFixed(1)}, ${report.ordersPerSecond.toFixed(1)}`],
  ];
  console.log('');
  for (const line of report.provenance) console.log(line);
  console.log('');
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}  ${value}`);
  console.log('');
  if (report.faults.length === 0) {
    console.log(
      'The audit found nothing: every accepted order is in one end state, every unit accounted for.',
    );
    return;
  }
  console.log(`The audit found ${report.faults.length} fault(s):`);
  for (const fault of report.faults.slice(0, 40)) console.log(`  - ${fault}`);
};
