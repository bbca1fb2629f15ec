import { type ChangeEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Band } from '../../../shared/feedback/band.js';
import { call } from '../../../shared/http.js';
import { Field } from '../field.js';
import { useSaving } from '../use-saving.js';
import type { Prices } from './price-grid.js';
import { PriceTable } from './price-table.js';
import { textOf } from './table-file.js';

interface Taken {
  readonly tariff: Prices & { readonly version: string };
  readonly fromSample: readonly string[];
  readonly stored: boolean;
}

/** What the server says of the rows; a table with a shifted row has hundreds of faults of one cause. */
const FAULTS_SHOWN = 12;
const FIELDS = ['effectiveFrom', 'effectiveTo', 'source'] as const;
type Filled = Readonly<Partial<Record<(typeof FIELDS)[number] | 'rates' | 'zones', string>>>;

/** A carrier's prices from its own files: looked at first, then taken in as a version beside those before. */
export const TariffForm = ({
  carrier,
  service,
  onTaken,
}: {
  readonly carrier: string;
  readonly service: string;
  readonly onTaken: () => void;
}) => {
  const { t } = useTranslation();
  const { note, faults, isBusy, save } = useSaving();
  const [filled, setFilled] = useState<Filled>({});
  /** Of just what is filled in now: whatever is changed is looked at again. */
  const [checked, setChecked] = useState<Taken>();
  const [unreadable, setUnreadable] = useState<string>();
  const fill = (field: keyof Filled, text: string | undefined): void => {
    setChecked(undefined);
    setFilled(({ [field]: _before, ...rest }) => (text ? { ...rest, [field]: text } : rest));
  };
  const read = async (field: 'rates' | 'zones', { target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = target.files?.[0];
    const text = file && textOf(new Uint8Array(await file.arrayBuffer()));
    setUnreadable(file && text === undefined ? field : undefined);
    fill(field, text);
  };
  const put = (dryRun: boolean): Promise<boolean> =>
    save(
      async () => {
        const taken = await call<Taken>('PUT', '/v1/tariffs', { carrier, service, ...filled, dryRun });
        if (dryRun) return setChecked(taken);
        setChecked(undefined);
        setFilled({});
        onTaken();
      },
      t(dryRun ? 'settings.tariffs.sound' : 'settings.tariffs.taken'),
    );
  const ofRows = Object.entries(faults).filter(([path]) => !FIELDS.some((field) => field === path));
  return (
    <div className="settings-part">
      <Band note={note} />
      {unreadable && (
        <p className="field-fault">
          <span aria-hidden>⚠</span> {t('settings.tariffs.unreadable')}
        </p>
      )}
      <div className="fields">
        {(['rates', 'zones'] as const).map((field) => (
          <label key={field} className="field">
            {t(`settings.tariffs.${field}`)}
            <input
              type="file"
              accept=".csv,text/csv"
              className="field-input"
              disabled={isBusy}
              onChange={(event) => void read(field, event)}
            />
          </label>
        ))}
        {FIELDS.map((field) => (
          <Field
            key={field}
            label={t(`settings.tariffs.${field}`)}
            fault={faults[field]}
            type={field === 'source' ? 'text' : 'date'}
            maxLength={300}
            value={filled[field] ?? ''}
            onChange={({ target }) => fill(field, target.value)}
          />
        ))}
      </div>
      {ofRows.length > 0 && (
        <ul className="field-fault">
          {ofRows.slice(0, FAULTS_SHOWN).map(([path, words]) => (
            <li key={path}>{words}</li>
          ))}
          {ofRows.length > FAULTS_SHOWN && (
            <li>{t('settings.tariffs.more', { count: ofRows.length - FAULTS_SHOWN })}</li>
          )}
        </ul>
      )}
      {checked && (
        <>
          <PriceTable prices={checked.tariff} label={checked.tariff.version} />
          {checked.fromSample.length > 0 && (
            <p>
              {t('settings.tariffs.fromSample', {
                fields: checked.fromSample.map((field) => t(`settings.tariffs.parts.${field}`)).join(', '),
              })}
            </p>
          )}
        </>
      )}
      <div className="next-row">
        <button
          type="button"
          className="plain"
          disabled={isBusy || !filled.rates || !filled.effectiveFrom}
          onClick={() => void put(true)}
        >
          {t('settings.tariffs.check')}
        </button>
        <button
          type="button"
          className="primary"
          disabled={isBusy || !checked}
          onClick={() => void put(false)}
        >
          {t('settings.tariffs.take')}
        </button>
      </div>
    </div>
  );
};
