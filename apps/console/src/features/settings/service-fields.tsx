import { useTranslation } from 'react-i18next';
import { type FilledService, LABEL_MODES, type LabelMode } from './carrier-services.js';
import { Field } from './field.js';
import { RemoteAreasForm } from './tariffs/remote-areas-form.js';

/** How the shop uses a carrier's service. */
export const ServiceFields = ({
  filled: { inUse, cutOff, labelMode, areas },
  faultOf,
  onChange,
}: {
  readonly filled: FilledService;
  /** Of a path within the service, such as `.cutOff`. */
  readonly faultOf: (path: string) => string | undefined;
  readonly onChange: (part: Partial<FilledService>) => void;
}) => {
  const { t } = useTranslation();
  return (
    <>
      <div className="fields">
        <label className="check">
          <input
            type="checkbox"
            checked={inUse}
            onChange={({ target }) => onChange({ inUse: target.checked })}
          />
          {t('settings.carriers.inUse')}
        </label>
        <Field
          label={t('settings.carriers.cutOff')}
          fault={faultOf('.cutOff') ?? faultOf('')}
          value={cutOff}
          placeholder={t('settings.carriers.asTable')}
          inputMode="numeric"
          maxLength={5}
          onChange={({ target }) => onChange({ cutOff: target.value.trim() })}
        />
        <label className="field">
          {t('settings.carriers.labelMode')}
          <select
            className="field-input"
            value={labelMode}
            onChange={({ target }) => onChange({ labelMode: target.value as LabelMode })}
          >
            {LABEL_MODES.map((mode) => (
              <option key={mode} value={mode}>
                {t(`settings.carriers.labelModes.${mode}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <details>
        <summary className="plain">{t('settings.tariffs.area.title', { count: areas.length })}</summary>
        <RemoteAreasForm
          areas={areas}
          faultOf={(path) => faultOf(`.remoteAreas${path}`)}
          onChange={(changed) => onChange({ areas: changed })}
        />
      </details>
    </>
  );
};
