import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import type { Decision, Words } from '../../shared/parcels/decision.js';
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
  onBox,
  children,
}: {
  readonly parcel: Parcel;
  readonly decision: Decision | undefined;
  /** Printed first: at any time, whatever is asked for now. */
  readonly canLabel: boolean;
  readonly onLabel: () => void;
  readonly onReprint: () => void;
  readonly onOther: () => void;
  readonly onBox: () => void;
  /** What else is to be seen of the package. */
  readonly children?: ReactNode;
}) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const { packageCode, carrier, service, weightGrams, trackingNumber, plannedYen } = parcel;
  const language = languageNow();
  const isPlanned = decision?.parcel?.packageCode === packageCode;
  const reasons = [decision?.words, isPlanned ? decision.record?.proof.words : undefined].flatMap((words) =>
    words ? [words[language]] : [],
  );
  const against = isPlanned ? undefined : whatIsAgainst(packageCode, decision);
  const handOver = decision?.record?.handOver?.words[language];
  return (
    <aside className="package">
      <p className="package-code">
        {ruby(t('pack.package'))} <strong>{packageCode ?? t('pack.packageNone')}</strong>
      </p>
      {carrier && (
        <p>
          {ruby(t(`carriers.${carrier}`, { defaultValue: carrier }))}{' '}
          {service && ruby(t(`services.${service}`, { defaultValue: service }))}
        </p>
      )}
      <ul className="reasons" aria-label={t('pack.packageReasons')}>
        {plannedYen !== null && <li>{ruby(t('pack.packageYen', { yen: plannedYen }))}</li>}
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {against && (
          <li>
            <span aria-hidden>⚠</span> {ruby(t('pack.packageAgainst', { words: against[language] }))}
          </li>
        )}
        {handOver && <li>{ruby(t('pack.handOver', { words: handOver }))}</li>}
      </ul>
      {weightGrams !== null && <p>{ruby(t('pack.weighed', { grams: weightGrams }))}</p>}
      {trackingNumber !== null && (
        <p className="waybill">
          {ruby(t('pack.labelTitle'))} <strong>{trackingNumber}</strong>
        </p>
      )}
      {parcel.labelMode === 'before-check' && <p className="tag">{ruby(t('pack.printedFirst'))}</p>}
      {canLabel && (
        <button type="button" className="plain" onClick={onLabel}>
          {ruby(t('pack.label'))} (P)
        </button>
      )}
      {trackingNumber !== null && parcel.status !== 'voided' && (
        <PdfLink path={`/v1/parcels/${parcel.parcelId}/label.pdf`} words={t('pack.labelPdf')} />
      )}
      {isOpenParcel(parcel) && trackingNumber !== null && (
        <button type="button" className="plain" onClick={onReprint}>
          {ruby(t('pack.reprint'))} (P)
        </button>
      )}
      {isOpenParcel(parcel) && (
        <button type="button" className="plain" onClick={onOther}>
          {ruby(t('pack.otherPackage'))}
        </button>
      )}
      {isOpenParcel(parcel) && (
        <button type="button" className="plain" onClick={onBox}>
          {t('boxes.title')} (B)
        </button>
      )}
      {children}
    </aside>
  );
};

/** What the plan has against a package that was taken instead; undefined: nothing, or it was not reckoned with. */
const whatIsAgainst = (packageCode: string | null, decision: Decision | undefined): Words | undefined =>
  decision?.record?.whole.find((candidate) => candidate.packageCode === packageCode && !candidate.services)
    ?.words;

const isOpenParcel = ({ status }: Parcel): boolean => status === 'planned' || status === 'packing';
