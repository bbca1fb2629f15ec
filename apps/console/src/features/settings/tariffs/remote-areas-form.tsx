import { useTranslation } from 'react-i18next';
import { Field } from '../field.js';
import { type FilledArea, NO_AREA } from './remote-areas.js';

const FIELDS = ['code', 'ja', 'en', 'yen', 'extraDays', 'postalCodes'] as const;
/** Where the server names a fault of each field. */
const PATHS = { ja: 'names.ja', en: 'names.en' } as const;

/** Islands and other places of a service that cost more, take longer or are not served. */
export const RemoteAreasForm = ({
  areas,
  faultOf,
  onChange,
}: {
  readonly areas: readonly FilledArea[];
  /** Of a path such as `[0].yen`. */
  readonly faultOf: (path: string) => string | undefined;
  readonly onChange: (areas: readonly FilledArea[]) => void;
}) => {
  const { t } = useTranslation();
  const fill = (at: number, part: Partial<FilledArea>): void =>
    onChange(areas.map((area, each) => (each === at ? { ...area, ...part } : area)));
  return (
    <>
      {areas.map((area, at) => (
        <fieldset key={at} className="settings-part">
          <legend>{area.ja || area.code || t('settings.tariffs.area.fresh')}</legend>
          <div className="fields">
            {FIELDS.map((field) => (
              <Field
                key={field}
                label={t(`settings.tariffs.area.${field}`)}
                fault={faultOf(`[${at}].${field in PATHS ? PATHS[field as keyof typeof PATHS] : field}`)}
                value={area[field]}
                onChange={({ target }) => fill(at, { [field]: target.value })}
              />
            ))}
            <label className="check">
              <input
                type="checkbox"
                checked={area.served}
                onChange={({ target }) => fill(at, { served: target.checked })}
              />
              {t('settings.tariffs.area.served')}
            </label>
          </div>
          <button
            type="button"
            className="plain"
            onClick={() => onChange(areas.filter((_, each) => each !== at))}
          >
            {t('settings.tariffs.area.remove')}
          </button>
        </fieldset>
      ))}
      <button type="button" className="plain" onClick={() => onChange([...areas, NO_AREA])}>
        {t('settings.tariffs.area.add')}
      </button>
    </>
  );
};
