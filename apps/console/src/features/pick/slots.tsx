import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { useGround } from '../../shared/ground/ground-context.js';
import type { Batch, Slot } from '../../shared/picking/batch.js';
import type { Told } from './use-walk.js';

/** Over everything for a moment: the number of the tote for the unit in the hand. A touch, a key or the next scan puts it away. */
export const ToteNumber = ({
  told: { slot, name, units },
  onHide,
}: {
  readonly told: Told;
  readonly onHide: () => void;
}) => (
  <button type="button" className="tote-number" onClick={onHide}>
    <strong>{slot}</strong> <span>{units > 1 ? `${name} × ${units}` : name}</span>
  </button>
);

/** Totes whose parcel was cancelled while goods lie in them, or its waybill is printed. */
export const PutBack = ({ batch: { slots } }: { readonly batch: Batch }) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  return slots
    .filter(({ state, picked, trackingNumber }) => state === 'cancelled' && (picked > 0 || trackingNumber))
    .map(({ slot, picked, trackingNumber }) => (
      <p key={slot} className="band band-warning">
        <span aria-hidden>⚠</span> {picked > 0 && ruby(t('pick.putBack', { slot, count: picked }))}{' '}
        {trackingNumber && ruby(t('pick.voidWaybill', { slot, waybill: trackingNumber }))}
      </p>
    ));
};

/** What came of each tote, for whoever takes them to the packing table. */
export const Totes = ({ batch: { slots } }: { readonly batch: Batch }) => (
  <ul className="rows">
    {slots.map((slot) => (
      <ToteRow key={slot.slot} slot={slot} />
    ))}
  </ul>
);

const ICONS = { open: '…', complete: '✓', short: '⚠', cancelled: '×', 'packed-elsewhere': '✓' } as const;

const ToteRow = ({ slot: { slot, parcelId, reference, state, lacks } }: { readonly slot: Slot }) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const { isPractice } = useGround();
  const words = (
    <>
      <strong className="line-count">{slot}</strong>
      <span>{reference}</span>
      <span className="tag">
        <span aria-hidden>{ICONS[state]}</span> {ruby(t(`pick.states.${state}`))}
      </span>
      {lacks.map(({ sku, name, units }) => (
        <span key={sku}>{ruby(t('pick.lacks', { name, count: units }))}</span>
      ))}
    </>
  );
  return (
    <li>
      {!isPractice && (state === 'complete' || state === 'short') ? (
        <Link className="row row-link" to="/work/pack/$parcelId" params={{ parcelId }}>
          {words}
        </Link>
      ) : (
        <div className="row">{words}</div>
      )}
    </li>
  );
};
