import { isForPractice, type RefusedScan, type Scan } from '@okuru/scan-engine';
import { readWeight } from '../../shared/scanner/read-weight.js';

/** Whether it may be scanned here: a code to practise with, a command, a weight, or what no screen can read. */
export const isOfPractice = (scan: Scan | RefusedScan): boolean =>
  isForPractice(scan) ||
  scan.kind === 'refused' ||
  (scan.kind === 'command' && scan.carton === undefined) ||
  (scan.kind === 'text' && readWeight(scan.text) !== undefined);
