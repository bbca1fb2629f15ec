import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { newVersion } from './keep-shell.js';

/** Shown where no parcel is in hand. */
export const NewVersionButton = () => {
  const { t } = useTranslation();
  const isThere = useSyncExternalStore(newVersion.watch, newVersion.now);
  if (!isThere) return null;
  return (
    <button type="button" className="plain" onClick={newVersion.take}>
      {t('header.newVersion')}
    </button>
  );
};
