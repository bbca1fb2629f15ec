import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import { deviceId } from '../../shared/device.js';
import type { Note } from '../../shared/feedback/band.js';
import { type Signal, signal } from '../../shared/feedback/sounds.js';
import { stops } from '../../shared/feedback/stop.js';
import { NoAnswer, Problem } from '../../shared/http.js';
import { type Parcel, type ParcelLine, unitsAwaited, unproven } from '../../shared/parcels/parcel.js';
import { forgetParcel, keepParcel, openParcel } from '../../shared/parcels/parcels.js';
import type { NamedItem } from '../../shared/queue/operation.js';
import { queue } from '../../shared/queue/queue.js';
import type { ReadBy } from '../../shared/scanner/scanner.js';
import { useSession } from '../../shared/session/session-context.js';
import { type Asked, Asking, StillUnsent } from './ask.js';
import { judgeScan, stepOf, withScansOf } from './gate.js';

/** How soon the screen looks again for units that are to come in the place of others. */
const AWAITED_LOOK_MS = 2_000;

export interface Packing {
  readonly parcel: Parcel | undefined;
  readonly fault: unknown;
  readonly note: Note | undefined;
  readonly busy: boolean;
  /** The line that was scanned last, where its units may be counted. */
  readonly countable: ParcelLine | undefined;
  /** The item that was scanned last. */
  readonly lastSku: string | undefined;
  readonly scan: (barcode: string, raw: string, by: ReadBy, count?: number) => void;
  readonly scanWaybill: (waybill: string, raw: string, by: ReadBy) => void;
  readonly ask: (step: Asked, body: object) => Promise<void>;
  readonly warn: (text: string) => void;
}

/** One parcel in hand: judges each scan at once, tells the server in order, and asks it for what only it can do. */
export const usePacking = (parcelId: string): Packing => {
  const { t } = useTranslation();
  const { staffId } = useSession();
  const client = useQueryClient();
  const key = useMemo(() => ['parcel', parcelId], [parcelId]);
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: () => openParcel(parcelId),
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  const [note, setNote] = useState<Note>();
  const [busy, setBusy] = useState(false);
  const isBusy = useRef(false);
  const [lastSku, setLastSku] = useState<string>();
  const asking = useRef(new Asking(parcelId));
  /** Two scans may come before React has drawn the first. */
  const inHand = useRef<Parcel>(undefined);
  inHand.current = data;

  const put = useCallback(
    (parcel: Parcel) => {
      inHand.current = parcel;
      client.setQueryData(key, parcel);
      void keepParcel(parcel);
    },
    [client, key],
  );
  /** The server's parcel; what was scanned while it answered is kept, unless the server has just refused some of it. */
  const refresh = useCallback(
    async (scans: 'keep' | 'forget') => {
      const shown = await openParcel(parcelId);
      const parcel = scans === 'keep' && inHand.current ? withScansOf(shown, inHand.current) : shown;
      inHand.current = parcel;
      client.setQueryData(key, parcel);
      return parcel;
    },
    [client, key, parcelId],
  );

  useEffect(
    () =>
      queue.hear((operation, outcome) => {
        if (operation.parcelId !== parcelId) return;
        if (outcome.kind === 'blocked' && operation.expects === 'blocked') {
          const { reason, scanned } = outcome;
          stops.tellMore(operation.opId, { reason, ...(scanned ? { scanned } : {}) });
        } else if (outcome.kind !== operation.expects) {
          const reason = outcome.kind === 'blocked' ? outcome.reason : 'server-refused';
          const because = outcome.kind === 'taken' ? '' : outcome.because;
          stops.raise({ reason, text: operation.raw, scanned: null, because });
          void refresh('forget').catch(() => undefined);
        }
      }),
    [parcelId, refresh],
  );

  const awaited = data ? unitsAwaited(data) : 0;
  useEffect(() => {
    if (awaited === 0) return undefined;
    const timer = setInterval(() => void refresh('keep').catch(() => undefined), AWAITED_LOOK_MS);
    return () => clearInterval(timer);
  }, [awaited, refresh]);

  const say = (tone: Note['tone'], text: string, sound: Signal): void => {
    setNote({ tone, text });
    signal(sound);
  };
  const warn = (text: string): void => say('warning', text, 'warning');

  const tell = (
    opId: string,
    path: 'scans' | 'close',
    body: object,
    { raw, by, expects }: { raw: string; by: ReadBy; expects: 'taken' | 'blocked' },
  ): void => {
    const kept = queue.add({
      opId,
      deviceId: deviceId(),
      staffId,
      at: new Date().toISOString(),
      parcelId,
      path: `/v1/parcels/${parcelId}/${path}`,
      body: { opId, ...body },
      raw,
      by,
      expects,
    });
    kept.catch(() => stops.raise({ reason: 'not-kept', text: raw, scanned: null }));
  };

  const scan: Packing['scan'] = (barcode, raw, by, count = 1) => {
    const parcel = inHand.current;
    if (!parcel) return;
    const verdict = judgeScan(parcel, barcode, count);
    if (verdict.kind === 'count-not-allowed') return warn(t('pack.countNotAllowed'));
    if (verdict.kind === 'replacement-awaited') return warn(t('pack.replacementAwaited'));
    const opId = v7();
    tell(opId, 'scans', { barcode, ...(count > 1 ? { count } : {}) }, { raw, by, expects: verdict.kind });
    if (verdict.kind === 'blocked') {
      setNote(undefined);
      const { reason, scanned, expected } = verdict;
      return stops.raise({ reason, text: raw, scanned, expected, opId });
    }
    put(verdict.parcel);
    const { line, isLineComplete, isComplete } = verdict;
    setLastSku(line.sku);
    const { name, scanned, quantity } = line;
    const words = t('pack.taken', { name, scanned, quantity });
    const tone = isComplete ? 'done' : 'ok';
    if (!queue.now().online) say('queued', `${words} ${t('pack.queued')}`, 'queued');
    else say(tone, words, isComplete ? 'done' : isLineComplete ? 'line' : 'ok');
  };

  const ask: Packing['ask'] = async (step, body) => {
    if (isBusy.current) return warn(t('pack.busy'));
    isBusy.current = true;
    setBusy(true);
    try {
      await asking.current.ask(step, body);
      // Damaged units are out of the box again, which only the server's parcel says.
      const parcel = await refresh(step === 'missing' ? 'forget' : 'keep');
      setNote(undefined);
      signal(stepOf(parcel) === 'closed' ? 'done' : 'ok');
      if (stepOf(parcel) === 'closed') await forgetParcel(parcelId);
    } catch (fault) {
      if (fault instanceof NoAnswer || fault instanceof StillUnsent) return warn(t('pack.noAnswer'));
      if (!(fault instanceof Problem)) throw fault;
      if (fault.code !== 'scan-blocked') return warn(t('pack.refusedBy', { words: fault.message }));
      const { reason, scanned, expected } = fault.body as Record<string, unknown>;
      stops.raise({
        reason: String(reason),
        text: 'waybill' in body ? String(body.waybill) : '',
        scanned: (scanned ?? null) as NamedItem | null,
        ...(expected ? { expected: expected as NamedItem } : {}),
      });
    } finally {
      isBusy.current = false;
      setBusy(false);
    }
  };

  /** A wrong waybill is stopped at once; the server hears of it as well, since each near miss counts. */
  const scanWaybill: Packing['scanWaybill'] = (waybill, raw, by) => {
    const parcel = inHand.current;
    if (!parcel) return;
    if (waybill === parcel.trackingNumber) return void ask('close', { waybill });
    const opId = v7();
    tell(opId, 'close', { waybill }, { raw, by, expects: 'blocked' });
    stops.raise({ reason: 'wrong-waybill', text: raw, scanned: null, opId });
  };

  const countable = data?.lines.find((line) => line.sku === lastSku && line.countable && unproven(line) > 0);
  return { parcel: data, fault: error, note, busy, countable, lastSku, scan, scanWaybill, ask, warn };
};
