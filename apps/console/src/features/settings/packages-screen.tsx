import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Band } from '../../shared/feedback/band.js';
import { call } from '../../shared/http.js';
import { useSession } from '../../shared/session/session-context.js';
import { Field } from './field.js';
import {
  fieldsOf,
  type Filled,
  filledOf,
  isText,
  type Kind,
  KINDS,
  packageOf,
  type ShownPackage,
} from './package-fields.js';
import { SettingsPage } from './settings-page.js';
import { useSaving } from './use-saving.js';

const KEY = ['packages-of-shop'] as const;
const PATH = '/v1/packages';

interface Row {
  readonly id: number;
  readonly shown: ShownPackage;
  readonly filled: Filled;
}
interface Packages {
  readonly packages: readonly ShownPackage[];
}

const rowsOf = ({ packages }: Packages): Row[] =>
  packages.map((shown, id) => ({ id, shown, filled: filledOf(shown) }));

/** The whole list is put at once: what is not on it goes out of use. */
export const PackagesScreen = () => {
  const { t } = useTranslation();
  const { data, error } = useQuery({ queryKey: KEY, queryFn: () => call<Packages>('GET', PATH) });
  return (
    <SettingsPage title={t('settings.packages.title')} isLoading={!data} error={error}>
      {data && <PackagesForm known={data} />}
    </SettingsPage>
  );
};

const PackagesForm = ({ known }: { readonly known: Packages }) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { role } = useSession();
  const mayChange = role === 'ops' || role === 'admin';
  const [rows, setRows] = useState(() => rowsOf(known));
  const [fresh, setFresh] = useState<Kind>('carton');
  const { note, faults, isBusy, save } = useSaving();
  const fill = (id: number, path: string, text: string): void =>
    setRows((before) =>
      before.map((row) => (row.id === id ? { ...row, filled: { ...row.filled, [path]: text } } : row)),
    );
  const put = (): Promise<boolean> =>
    save(async () => {
      const packages = rows.map(({ shown, filled }) => packageOf(shown, filled));
      const now = await call<Packages>('PUT', PATH, { packages });
      client.setQueryData(KEY, now);
      setRows(rowsOf(now));
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
      {rows.map(({ id, shown, filled }, at) => (
        <fieldset key={id} className="settings-part" disabled={!mayChange || isBusy}>
          <legend>
            {filled['code'] || t('settings.packages.fresh')} — {t(`settings.packages.kinds.${shown.kind}`)}
          </legend>
          <div className="fields">
            {fieldsOf(shown.kind).map((path) => (
              <Field
                key={path}
                label={t(`settings.packages.fields.${path.replace('.', '-')}`)}
                fault={faults[`packages[${at}].${path}`] ?? faults[`packages.${at}.${path}`]}
                inputMode={isText(path) ? 'text' : 'decimal'}
                value={filled[path] ?? ''}
                onChange={({ target }) => fill(id, path, target.value)}
              />
            ))}
          </div>
          {mayChange && (
            <button
              type="button"
              className="plain"
              onClick={() => setRows((before) => before.filter((row) => row.id !== id))}
            >
              {t('settings.packages.remove')}
            </button>
          )}
        </fieldset>
      ))}
      {mayChange && (
        <>
          <div className="next-row">
            <label className="field">
              {t('settings.packages.kind')}
              <select
                className="field-input"
                value={fresh}
                onChange={({ target }) => setFresh(target.value as Kind)}
              >
                {KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`settings.packages.kinds.${kind}`)}
                  </option>
                ))}
              </select>
            </label>
            <button
              type="button"
              className="plain"
              onClick={() =>
                setRows((before) => {
                  const id = 1 + Math.max(-1, ...before.map((row) => row.id));
                  return [...before, { id, shown: { code: '', kind: fresh }, filled: {} }];
                })
              }
            >
              {t('settings.packages.add')}
            </button>
          </div>
          <div className="next">
            <button type="submit" className="primary" disabled={isBusy || rows.length === 0}>
              {t('settings.save')}
            </button>
          </div>
        </>
      )}
    </form>
  );
};
