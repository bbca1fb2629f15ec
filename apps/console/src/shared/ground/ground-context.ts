import { useNavigate } from '@tanstack/react-router';
import { createContext, useContext } from 'react';
import type { Ground } from './ground.js';
import { pageGround } from './page-ground.js';

/** A screen does not know whether its ground is the shop's or one to practise on. */
export const GroundContext = createContext<Ground>(pageGround);
export const useGround = (): Ground => useContext(GroundContext);

/** Where a screen leads when its work is done or left. */
export type Place = 'home' | 'pick' | { readonly parcelId: string } | { readonly cage: string };

/** Set where every way leads back to the same place. */
export const WayOutContext = createContext<(() => void) | undefined>(undefined);

export const useGoTo = (): ((place: Place) => void) => {
  const navigate = useNavigate();
  const wayOut = useContext(WayOutContext);
  return (place) => {
    if (wayOut) wayOut();
    else if (place === 'home') void navigate({ to: '/work' });
    else if (place === 'pick') void navigate({ to: '/work/pick' });
    else if ('cage' in place) void navigate({ to: '/work/ship', search: place });
    else void navigate({ to: '/work/pack/$parcelId', params: place });
  };
};
