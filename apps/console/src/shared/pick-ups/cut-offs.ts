import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useGround } from '../ground/ground-context.js';
import { call } from '../http.js';
import { orKept } from '../parcels/parcels.js';
import type { CutOffs, HeardCutOffs } from './pick-up.js';

export const CUT_OFFS_KEY = ['cut-offs'] as const;
const ASKED_AGAIN_AFTER_MS = 15_000;
const TICK_MS = 5_000;

const cutOffs = (): Promise<HeardCutOffs> =>
  orKept('cut-offs', async () => ({
    ...(await call<CutOffs>('GET', '/v1/cut-offs')),
    askedAtMs: Date.now(),
  }));

/** The pick-ups as last heard, and the device's time, which goes on without a network. */
export const useCutOffs = (): { readonly heard: HeardCutOffs | undefined; readonly deviceMs: number } => {
  const { isPractice } = useGround();
  const { data } = useQuery({
    queryKey: CUT_OFFS_KEY,
    queryFn: cutOffs,
    refetchInterval: ASKED_AGAIN_AFTER_MS,
    enabled: !isPractice,
  });
  const [deviceMs, setDeviceMs] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setDeviceMs(Date.now()), TICK_MS);
    return () => clearInterval(ticking);
  }, []);
  return { heard: isPractice ? undefined : data, deviceMs: Math.max(deviceMs, data?.askedAtMs ?? 0) };
};
