import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Band } from '../../shared/feedback/band.js';
import { call } from '../../shared/http.js';
import { useSession } from '../../shared/session/session-context.js';
import {
  ENCLOSURE_FIELDS,
  type EnclosedWhen,
  enclosureFrom,
  filledFrom,
  type FilledEnclosure,
  NO_ENCLOSURE,
  type ShownEnclosure,
  WHENS,
} from './enclosure-fields.js';
import { Field } from './field.js';
import { SettingsPage } from './settings-page.js';
import { useSaving } from './use-saving.js';

interface PackingSettings {
  readonly weightCheck: object;
  readonly photos: { readonly inUse: boolean; readonly keptDays: number };
  readonly enclosures: readonly ShownEnclosure[];
}
interface Row {
  readonly id: number;
  readonly filled: FilledEnclosure;
}

const KEY = ['packing-of-shop'] as const;
const PATH = '/v1/packing-settings';

const rowsOf = ({ enclosures }: PackingSettings): Row[] =>
  enclosures.map((one, id) => ({ id, filled: filledFrom(one) }));

const filledPhotos = ({ photos: { inUse, keptDays } }: PackingSettings) => ({
  inUse,
  keptDays: String(keptDays),
});

/** What is no number goes as it is, so that the server names it. */
const numberIn = (text: string): number | string =>
  text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);

/** What the shop wants at its packing tables. */
export const PackingScreen = () => {
  const { t } = useTranslation();
  const { data, error } = useQuery({ queryKey: KEY, queryFn: () => call<PackingSettings>('GET', PATH) });
  return (
    <SettingsPage title={t('settings.packing.title')} isLoading={!data} error={error}>
      {data && <PackingForm known={data} />}
    </SettingsPage>
  );
};

const PackingForm = ({ known }: { readonly known: PackingSettings }) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { role } = useSession();
  const mayChange = role === 'ops' || role === 'admin';
  const [rows, setRows] = useState(() => rowsOf(known));
  const [photos, setPhotos] = useState(() => filledPhotos(known));
  const { note, faults, isBusy, save } = useSaving();
  const change = (id: number, next: (filled: FilledEnclosure) => FilledEnclosure): void =>
    setRows((before) => before.map((row) => (row.id === id ? { ...row, filled: next(row.filled) } : row)));
  const put = (): Promise<boolean> =>
    save(async () => {
      // Read anew, since somebody else may have changed what this form does not show.
      const { weightCheck } = await call<PackingSettings>('GET', PATH);
      const enclosures = rows.map(({ filled }) => enclosureFrom(filled));
      const now = await call<PackingSettings>('PUT', PATH, {
        ...{ weightCheck, enclosures, photos: { inUse: photos.inUse, keptDays: numberIn(photos.keptDays) } },
      });
      client.setQueryData(KEY, now);
      setRows(rowsOf(now));
      setPhotos(filledPhotos(now));
    }, t('settings.saved'));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void put();
      }}
    >
      <Band note={note} />
      {!mayChange && <p className="quiet">{t('settings.opsOnly')}</p>}
      <h2>{t('settings.packing.photos.title')}</h2>
      <fieldset className="settings-part" disabled={!mayChange || isBusy}>
        <div className="fields">
          <label className="check">
            <input
              type="checkbox"
              checked={photos.inUse}
              onChange={({ target: { checked } }) => setPhotos({ ...photos, inUse: checked })}
            />
            {t('settings.packing.photos.inUse')}
          </label>
          <Field
            label={t('settings.packing.photos.keptDays')}
            fault={faults['photos.keptDays']}
            inputMode="numeric"
            value={photos.keptDays}
            onChange={({ target: { value } }) => setPhotos({ ...photos, keptDays: value })}
          />
        </div>
        <p className="quiet">{t('settings.packing.photos.shows')}</p>
      </fieldset>
      <h2>{t('settings.packing.enclosures')}</h2>
      <p className="quiet">{t('settings.packing.holds')}</p>
      {rows.map(({ id, filled }, at) => (
        <EnclosurePart
          key={id}
          filled={filled}
          isFixed={!mayChange || isBusy}
          faultOf={(field) => faults[`enclosures[${at}].${field}`] ?? faults[`enclosures.${at}.${field}`]}
          onChange={(next) => change(id, next)}
          onRemove={mayChange ? () => setRows((all) => all.filter((row) => row.id !== id)) : undefined}
        />
      ))}
      {known.enclosures.length > 0 && (
        <div className="next-row">
          <a className="plain pdf" href={signsOf(known)} target="_blank" rel="noreferrer">
            {t('settings.packing.signs')}
          </a>
        </div>
      )}
      {mayChange && (
        <>
          <div className="next-row">
            <button
              type="button"
              className="plain"
              onClick={() =>
                setRows((before) => [
                  ...before,
                  { id: 1 + Math.max(-1, ...before.map((row) => row.id)), filled: NO_ENCLOSURE },
                ])
              }
            >
              {t('settings.packing.add')}
            </button>
          </div>
          <div className="next">
            <button type="submit" className="primary" disabled={isBusy}>
              {t('settings.save')}
            </button>
          </div>
        </>
      )}
    </form>
  );
};

/** What a table needs where nothing is printed on the thing itself. */
const signsOf = ({ enclosures }: PackingSettings): string =>
  `/v1/shelf-labels.pdf?${enclosures.map(({ code }) => `shelf=PUT-${code}`).join('&')}`;

const EnclosurePart = ({
  filled,
  isFixed,
  faultOf,
  onChange,
  onRemove,
}: {
  readonly filled: FilledEnclosure;
  readonly isFixed: boolean;
  readonly faultOf: (field: string) => string | undefined;
  readonly onChange: (next: (filled: FilledEnclosure) => FilledEnclosure) => void;
  readonly onRemove: (() => void) | undefined;
}) => {
  const { t } = useTranslation();
  const { when, fields } = filled;
  const shown = when === 'with-sku' ? [...ENCLOSURE_FIELDS, 'skus' as const] : ENCLOSURE_FIELDS;
  return (
    <fieldset className="settings-part" disabled={isFixed}>
      <legend>{fields['names.ja'] || t('settings.packing.fresh')}</legend>
      <div className="fields">
        {shown.map((field) => (
          <Field
            key={field}
            label={t(`settings.packing.fields.${field.replace('.', '-')}`)}
            fault={faultOf(field)}
            inputMode={field === 'weightGrams' ? 'decimal' : 'text'}
            value={fields[field]}
            onChange={({ target: { value } }) =>
              onChange((before) => ({ ...before, fields: { ...before.fields, [field]: value } }))
            }
          />
        ))}
        <label className="field">
          {t('settings.packing.when')}
          <select
            className="field-input"
            value={when}
            onChange={({ target: { value } }) =>
              onChange((before) => ({ ...before, when: value as EnclosedWhen }))
            }
          >
            {WHENS.map((one) => (
              <option key={one} value={one}>
                {t(`settings.packing.whens.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {onRemove && (
        <button type="button" className="plain" onClick={onRemove}>
          {t('settings.packing.remove')}
        </button>
      )}
    </fieldset>
  );
};
