import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../shared/http.js';
import { orKept } from '../../../shared/parcels/parcels.js';
import type { PackingTable } from '../packing-table.js';
import { shrunk } from './shrink.js';

interface PackingSettings {
  readonly photos?: { readonly inUse: boolean };
}

/** Opens the camera and keeps what it takes; `inUse`: the shop wants photos. */
export const usePhoto = (table: PackingTable) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { data } = useQuery({
    queryKey: ['packing-settings'],
    queryFn: () => orKept('packing-settings', () => call<PackingSettings>('GET', '/v1/packing-settings')),
  });
  const inUse = data?.photos?.inUse ?? false;
  const open = (): void => {
    if (inUse) input.current?.click();
    else table.warn(t('pack.notYetPossible'));
  };
  const take = async (file: Blob): Promise<void> => {
    const jpeg = await shrunk(file);
    if (jpeg) await table.photograph(jpeg);
    else table.warn(t('boxes.photo.noPicture'));
  };
  return { inUse, input, open, take };
};
