import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Band } from '../../shared/feedback/band.js';
import { call } from '../../shared/http.js';
import { useSession } from '../../shared/session/session-context.js';
import { type CarrierWords, type Change, keyOf, mergedServices } from './carrier-services.js';
import { Field } from './field.js';
import { SettingsPage } from './settings-page.js';
import { useSaving } from './use-saving.js';

interface TariffHead {
  readonly version: string;
  readonly carrier: string;
  readonly service: string;
  readonly isSample: boolean;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}
interface Known {
  readonly words: CarrierWords;
  readonly tariffs: readonly TariffHead[];
}

const KEY = ['carriers-of-shop'] as const;
const PATH = '/v1/carrier-settings';

const known = async (): Promise<Known> => {
  const [words, { tariffs }] = await Promise.all([
    call<CarrierWords>('GET', PATH),
    call<{ tariffs: TariffHead[] }>('GET', '/v1/tariffs'),
  ]);
  return { words, tariffs };
};

/** Which services the shop uses, until when their parcels leave on the same day, and which prices are in force. */
export const CarriersScreen = () => {
  const { t } = useTranslation();
  const { data, error } = useQuery({ queryKey: KEY, queryFn: known });
  return (
    <SettingsPage title={t('settings.carriers.title')} isLoading={!data} error={error}>
      {data && <CarriersForm known={data} />}
    </SettingsPage>
  );
};

const CarriersForm = ({ known: { words, tariffs } }: { readonly known: Known }) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { role } = useSession();
  const mayChange = role === 'ops' || role === 'admin';
  const [changes, setChanges] = useState<ReadonlyMap<string, Change>>(new Map());
  const { note, faults, isBusy, save } = useSaving();
  const services = [...new Set([...tariffs, ...words.services].map(keyOf))].sort();
  const wordOf = (key: string): Change => {
    const word = words.services.find((one) => keyOf(one) === key);
    return changes.get(key) ?? { inUse: word?.inUse ?? true, cutOff: word?.cutOff ?? '' };
  };
  const change = (key: string, part: Partial<Change>): void =>
    setChanges((before) => new Map(before).set(key, { ...wordOf(key), ...part }));
  const [asked, setAsked] = useState<readonly string[]>([]);
  const put = (): Promise<boolean> =>
    save(async () => {
      // Read anew, since somebody else may have changed another service meanwhile.
      const now = await call<CarrierWords>('GET', PATH);
      const merged = mergedServices(now, changes);
      setAsked(merged.services.map(keyOf));
      await call('PUT', PATH, merged);
      setChanges(new Map());
      await client.invalidateQueries({ queryKey: KEY });
    }, t('settings.saved'));
  const faultOf = (key: string): string | undefined => {
    const at = asked.indexOf(key);
    return faults[`services[${at}].cutOff`] ?? faults[`services[${at}]`];
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void put();
      }}
    >
      <Band note={note} />
      {!mayChange && <p className="quiet">{t('settings.opsOnly')}</p>}
      {services.map((key) => {
        const [carrier = '', service = ''] = key.split('/');
        const { inUse, cutOff } = wordOf(key);
        return (
          <fieldset key={key} className="settings-part" disabled={!mayChange || isBusy}>
            <legend>
              {t(`carriers.${carrier}`, { defaultValue: carrier })} {service}
            </legend>
            <div className="fields">
              <label className="check">
                <input
                  type="checkbox"
                  checked={inUse}
                  onChange={({ target }) => change(key, { inUse: target.checked })}
                />
                {t('settings.carriers.inUse')}
              </label>
              <Field
                label={t('settings.carriers.cutOff')}
                fault={faultOf(key)}
                value={cutOff}
                placeholder={t('settings.carriers.asTable')}
                inputMode="numeric"
                maxLength={5}
                onChange={({ target }) => change(key, { cutOff: target.value.trim() })}
              />
            </div>
            <ul>
              {tariffs
                .filter((tariff) => keyOf(tariff) === key)
                .map(({ version, isSample, effectiveFrom, effectiveTo }) => (
                  <li key={version}>
                    {effectiveFrom} – {effectiveTo ?? ''} <span className="code">{version}</span>{' '}
                    {isSample && <span className="tag">{t('settings.carriers.sample')}</span>}
                  </li>
                ))}
            </ul>
          </fieldset>
        );
      })}
      {mayChange && (
        <div className="next">
          <button type="submit" className="primary" disabled={isBusy || changes.size === 0}>
            {t('settings.save')}
          </button>
        </div>
      )}
    </form>
  );
};
