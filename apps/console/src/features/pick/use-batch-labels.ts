import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalWords } from '../../shared/feedback/refusal-words.js';
import { signal } from '../../shared/feedback/sounds.js';
import { call, callForFile, NoAnswer, Problem } from '../../shared/http.js';
import type { Batch } from '../../shared/picking/batch.js';
import { openPdf } from '../../shared/pdf.js';
import { BatchLabels, printedFirst, withWaybills } from './batch-labels.js';
import type { Walk } from './use-walk.js';

export interface LabelsOfBatch {
  /** None: the waybills of this batch are printed at the table. */
  readonly total: number;
  readonly done: number;
  readonly busy: boolean;
  /** Where the sheets of all totes lie, ready to be printed. */
  readonly file: string | undefined;
  /** The large step: issues what is lacking and makes the file; then opens it. */
  readonly print: () => void;
}

/** All waybills of a batch in one file, in the order of the totes. */
export const useBatchLabels = (
  walk: Pick<Walk, 'batch' | 'change' | 'refresh' | 'warn' | 'tell'>,
): LabelsOfBatch => {
  const { t } = useTranslation();
  const [done, setDone] = useState(0);
  const [busy, setBusy] = useState(false);
  const [file, setFile] = useState<string>();
  const isBusy = useRef(false);
  const labels = useRef(new BatchLabels(call));
  useEffect(
    () => () => {
      if (file !== undefined) URL.revokeObjectURL(file);
    },
    [file],
  );
  const issue = async (batch: Batch): Promise<void> => {
    const { parcelIds, refused } = await labels.current.issue(batch, (numbers, soFar) => {
      setDone(soFar);
      if (numbers.size > 0) walk.change((now) => withWaybills(now, numbers));
    });
    for (const { slot, ...why } of refused)
      walk.warn(t('pick.labelRefused', { slot, because: refusalWords(t, why) }));
    if (parcelIds.length === 0) return;
    const sheets = await callForFile('POST', '/v1/print-runs', { documents: ['label'], parcelIds });
    setFile(URL.createObjectURL(sheets));
    if (refused.length > 0) return;
    signal('done');
    walk.tell(t('pick.labelsReady', { count: parcelIds.length }));
  };
  const print = async (): Promise<void> => {
    if (file !== undefined) return openPdf(file);
    if (!walk.batch || isBusy.current) return;
    isBusy.current = true;
    setBusy(true);
    try {
      await issue(walk.batch);
    } catch (fault) {
      if (fault instanceof NoAnswer) return walk.warn(t('pack.noAnswer'));
      if (!(fault instanceof Problem)) throw fault;
      walk.warn(t('pick.labelsChanged', { words: fault.message }));
      await walk.refresh().catch(() => undefined);
    } finally {
      isBusy.current = false;
      setBusy(false);
    }
  };
  return {
    total: walk.batch ? printedFirst(walk.batch).length : 0,
    done,
    busy,
    file,
    print: () => void print(),
  };
};
