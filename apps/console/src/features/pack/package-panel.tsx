import { useTranslation } from 'react-i18next';
import type { Parcel } from '../../shared/parcels/parcel.js';
import type { Decision } from '../../shared/parcels/decision.js';
import { PdfLink } from '../../shared/pdf.js';
import { languageNow } from '../../words/words.js';

/** The package to take and why; who carries it; what was weighed and printed. */
export const PackagePanel = ({
  parcel,
  decision,
  canLabel,
  onLabel,
  onReprint,
  onOther,
}: {
  readonly parcel: Parcel;
  readonly decision: Decision | undefined;
  /** Printed first: at any time, whatever is asked for now. */
  readonly canLabel: boolean;
  readonly onLabel: () => void;
  readonly onReprint: () => void;
  readonly onOther: () => void;
}) => {
  const { t } = useTranslation();
  const { packageCode, carrier, service, weightGrams, trackingNumber, plannedYen } = parcel;
  const language = languageNow();
  const reasons = [decision?.words, decision?.record?.proof.words].flatMap((words) =>
    words ? [words[language]] : [],
  );
  const handOver = decision?.record?.handOver?.words[language];
  return (
    <aside className="package">
      <p className="package-code">
        {t('pack.package')} <strong>{packageCode ?? t('pack.packageNone')}</strong>
      </p>
      {carrier && (
        <p>
          {t(`carriers.${carrier}`, { defaultValue: carrier })} {service}
        </p>
      )}
      <ul className="reasons" aria-label={t('pack.packageReasons')}>
        {plannedYen !== null && <li>{t('pack.packageYen', { yen: plannedYen })}</li>}
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {handOver && <li>{t('pack.handOver', { words: handOver })}</li>}
      </ul>
      {weightGrams !== null && <p>{t('pack.weighed', { grams: weightGrams })}</p>}
      {trackingNumber !== null && (
        <p className="waybill">
          {t('pack.labelTitle')} <strong>{trackingNumber}</strong>
        </p>
      )}
      {parcel.labelMode === 'before-check' && <p className="tag">{t('pack.printedFirst')}</p>}
      {canLabel && (
        <button type="button" className="plain" onClick={onLabel}>
          {t('pack.label')} (P)
        </button>
      )}
      {trackingNumber !== null && parcel.status !== 'voided' && (
        <PdfLink path={`/v1/parcels/${parcel.parcelId}/label.pdf`} words={t('pack.labelPdf')} />
      )}
      {isOpenParcel(parcel) && trackingNumber !== null && (
        <button type="button" className="plain" onClick={onReprint}>
          {t('pack.reprint')} (P)
        </button>
      )}
      {isOpenParcel(parcel) && (
        <button type="button" className="plain" onClick={onOther}>
          {t('pack.otherPackage')}
        </button>
      )}
    </aside>
  );
};

const isOpenParcel = ({ status }: Parcel): boolean => status === 'planned' || status === 'packing';
