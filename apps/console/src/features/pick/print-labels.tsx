import { useTranslation } from 'react-i18next';
import type { LabelsOfBatch } from './use-batch-labels.js';

/** Printed first: all waybills of the batch, how far they are, and the file to print. */
export const PrintLabels = ({
  labels: { total, done, busy, file, print },
}: {
  readonly labels: LabelsOfBatch;
}) => {
  const { t } = useTranslation();
  if (total === 0) return null;
  if (busy)
    return (
      <p className="labels-progress" role="status">
        {t('pick.labelsUnderWay', { done, total })}
        <progress value={done} max={total} aria-label={t('pick.labels', { count: total })} />
      </p>
    );
  return file === undefined ? (
    <button type="button" className="plain" onClick={print}>
      {t('pick.labels', { count: total })} (P)
    </button>
  ) : (
    <a className="plain pdf" href={file} target="_blank" rel="noreferrer">
      {t('pick.labelsFile')} (P)
    </a>
  );
};
