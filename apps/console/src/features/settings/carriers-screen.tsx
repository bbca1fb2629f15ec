import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Band } from '../../shared/feedback/band.js';
import { call } from '../../shared/http.js';
import { useSession } from '../../shared/session/session-context.js';
import {
  type CarrierWords,
  type FilledService,
  filledServiceOf,
  keyOf,
  mergedServices,
} from './carrier-services.js';
import { ServiceFields } from './service-fields.js';
import { SettingsPage } from './settings-page.js';
import { TariffForm } from './tariffs/tariff-form.js';
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

/** Which services the shop uses and how, until when their parcels leave on the same day, and which prices are in force. */
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
  const [changes, setChanges] = useState<ReadonlyMap<string, FilledService>>(new Map());
  const [asked, setAsked] = useState<readonly string[]>([]);
  const { note, faults, isBusy, save } = useSaving();
  const services = [...new Set([...tariffs, ...words.services].map(keyOf))].sort();
  const filledOf = (key: string): FilledService =>
    changes.get(key) ?? filledServiceOf(words.services.find((one) => keyOf(one) === key));
  const readAgain = (): Promise<void> => client.invalidateQueries({ queryKey: KEY });
  const put = (): Promise<boolean> =>
    save(async () => {
      // Read anew, since somebody else may have changed another service meanwhile.
      const now = await call<CarrierWords>('GET', PATH);
      const merged = mergedServices(now, changes);
      setAsked(merged.services.map(keyOf));
      await call('PUT', PATH, merged);
      setChanges(new Map());
      await readAgain();
    }, t('settings.saved'));
  return (
    <>
      <Band note={note} />
      {!mayChange && <p className="quiet">{t('settings.opsOnly')}</p>}
      {services.map((key) => {
        const [carrier = '', service = ''] = key.split('/');
        const at = asked.indexOf(key);
        return (
          <fieldset key={key} className="settings-part" disabled={!mayChange || isBusy}>
            <legend>
              {t(`carriers.${carrier}`, { defaultValue: carrier })}{' '}
              <span title={service}>{t(`services.${service}`, { defaultValue: service })}</span>
            </legend>
            <ServiceFields
              filled={filledOf(key)}
              faultOf={(path) => faults[`services[${at}]${path}`]}
              onChange={(part) =>
                setChanges((before) => new Map(before).set(key, { ...filledOf(key), ...part }))
              }
            />
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
            {mayChange && (
              <details>
                <summary className="plain">{t('settings.tariffs.title')}</summary>
                <TariffForm carrier={carrier} service={service} onTaken={() => void readAgain()} />
              </details>
            )}
          </fieldset>
        );
      })}
      {mayChange && (
        <div className="next">
          <button
            type="button"
            className="primary"
            disabled={isBusy || changes.size === 0}
            onClick={() => void put()}
          >
            {t('settings.save')}
          </button>
        </div>
      )}
    </>
  );
};
