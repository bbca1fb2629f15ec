import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import { deviceId } from '../../shared/device.js';
import type { Note } from '../../shared/feedback/band.js';
import { type Signal, signal } from '../../shared/feedback/sounds.js';
import { type Stop, stops } from '../../shared/feedback/stop.js';
import { call, NoAnswer, Problem } from '../../shared/http.js';
import { type Parcel, type ParcelLine, unitsAwaited, unproven } from '../../shared/parcels/parcel.js';
import { forgetParcel, keepParcel, openParcel } from '../../shared/parcels/parcels.js';
import type { NamedItem } from '../../shared/queue/operation.js';
import { queue } from '../../shared/queue/queue.js';
import type { ReadBy } from '../../shared/scanner/scanner.js';
import { useSession } from '../../shared/session/session-context.js';
import { type Asked, Asking, StillUnsent } from './ask.js';
import { judgeScan, stepOf, waybillReason, withAnswer, withoutLastScan, withScansOf } from './gate.js';

/** How soon the screen looks again for units that are to come in the place of others. */
const AWAITED_LOOK_MS = 2_000;

export interface Packing {
  readonly parcel: Parcel | undefined;
  readonly fault: unknown;
  readonly note: Note | undefined;
  readonly busy: boolean;
  /** What the scales said last, where it was stopped and may be taken with a reason. */
  readonly stoppedGrams: number | undefined;
  /** The line that was scanned last, where its units may be counted. */
  readonly countable: ParcelLine | undefined;
  /** The item that was scanned last. */
  readonly lastSku: string | undefined;
  readonly scan: (barcode: string, raw: string, by: ReadBy, count?: number) => void;
  /** Takes back the last unit. */
  readonly undo: (by: ReadBy) => void;
  /** Puts the parcel aside; opening it again takes it up. */
  readonly hold: (reason: string, by: ReadBy) => void;
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
  const [stoppedGrams, setStoppedGrams] = useState<number>();
  const [lastSku, setLastSku] = useState<string>();
  const asking = useRef(new Asking(parcelId, queue, call));
  /** Two scans may come before React has drawn the first. */
  const inHand = useRef<Parcel>(undefined);
  inHand.current = data;
  /** How often something was scanned here or taken back. */
  const touches = useRef(0);
  /** What comes after the screen has gone is not for whoever opens the parcel next. */
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => void (isHere.current = false);
  }, []);
  /** Put aside here: the screen is about to go. */
  const left = useRef(false);

  const show = useCallback(
    (parcel: Parcel) => {
      inHand.current = parcel;
      if (isHere.current) client.setQueryData(key, parcel);
      void keepParcel(parcel);
    },
    [client, key],
  );
  const put = useCallback(
    (parcel: Parcel) => {
      touches.current += 1;
      show(parcel);
    },
    [show],
  );
  /** The server's parcel; what was scanned here since that many touches is kept. */
  const refresh = useCallback(
    async (since?: number) => {
      const shown = await openParcel(parcelId);
      const isTouched = since !== undefined && touches.current !== since;
      const parcel = isTouched && inHand.current ? withScansOf(shown, inHand.current) : shown;
      inHand.current = parcel;
      if (isHere.current) client.setQueryData(key, parcel);
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
          void refresh().catch(() => undefined);
        }
      }),
    [parcelId, refresh],
  );

  const awaited = data ? unitsAwaited(data) : 0;
  useEffect(() => {
    if (awaited === 0) return undefined;
    const timer = setInterval(() => void refresh(touches.current).catch(() => undefined), AWAITED_LOOK_MS);
    return () => clearInterval(timer);
  }, [awaited, refresh]);

  const say = (tone: Note['tone'], text: string, sound: Signal): void => {
    setNote({ tone, text });
    signal(sound);
  };
  const warn = (text: string): void => say('warning', text, 'warning');

  const tell = (
    opId: string,
    path: 'start' | 'hold' | 'scans' | 'undo' | 'close',
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

  const hold: Packing['hold'] = (reason, by) => {
    const parcel = inHand.current;
    if (!parcel) return;
    tell(v7(), 'hold', { reason }, { raw: '^C:HOLD', by, expects: 'taken' });
    left.current = true;
    put({ ...parcel, heldReason: reason });
  };
  const heldReason = data?.heldReason;
  useEffect(() => {
    const parcel = inHand.current;
    if (!heldReason || !parcel || left.current) return;
    if (parcel.status !== 'planned' && parcel.status !== 'packing') return;
    tell(v7(), 'start', {}, { raw: '', by: 'manual', expects: 'taken' });
    put({ ...parcel, heldReason: null });
    const reason = t(`hold.reasons.${heldReason}`, { defaultValue: heldReason });
    setNote({ tone: 'ok', text: t('pack.takenUp', { reason }) });
  });

  const undo: Packing['undo'] = (by) => {
    const parcel = inHand.current;
    const isOpen = parcel?.status === 'planned' || parcel?.status === 'packing';
    const undone = isOpen ? withoutLastScan(parcel) : undefined;
    if (!undone) return warn(t('pack.nothingToUndo'));
    const { name, sku, scanned, quantity } = undone.line;
    tell(v7(), 'undo', { sku }, { raw: '^C:UNDO', by, expects: 'taken' });
    put(undone.parcel);
    setLastSku(undefined);
    say('warning', t('pack.undone', { name, scanned, quantity }), 'ok');
  };

  const ask: Packing['ask'] = async (step, body) => {
    if (isBusy.current) return warn(t('pack.busy'));
    isBusy.current = true;
    const since = touches.current;
    setBusy(true);
    try {
      const answer = await asking.current.ask(step, body);
      if (inHand.current) show(withAnswer(inHand.current, answer));
      // Damaged units are out of the box again, which only the server's parcel says.
      const parcel = await refresh(step === 'missing' ? undefined : since);
      setNote(undefined);
      setStoppedGrams(undefined);
      signal(stepOf(parcel) === 'closed' ? 'done' : 'ok');
      if (stepOf(parcel) === 'closed') await forgetParcel(parcelId);
    } catch (fault) {
      if (fault instanceof NoAnswer || fault instanceof StillUnsent) return warn(t('pack.noAnswer'));
      if (!(fault instanceof Problem)) throw fault;
      if (fault.code !== 'scan-blocked') {
        // The box and the scales were heard although the label does not fit them.
        if (fault.code === 'label-says-another-service') await refresh(since).catch(() => undefined);
        const refusedBy = t('pack.refusedBy', { words: fault.message });
        return warn(t(`pack.refusals.${fault.code}`, { defaultValue: refusedBy }));
      }
      const { reason, scanned, expected, weight } = fault.body as Record<string, unknown>;
      const off = weight as Stop['weight'];
      if (off) setStoppedGrams(off.grams);
      stops.raise({
        ...(off ? { weight: off } : {}),
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

  /** A waybill that must not go on this box now is stopped at once; the server hears of it as well, since each near miss counts. */
  const scanWaybill: Packing['scanWaybill'] = (waybill, raw, by) => {
    const parcel = inHand.current;
    if (!parcel) return;
    const reason = waybillReason(parcel, waybill);
    if (!reason) return void ask('close', { waybill });
    const opId = v7();
    tell(opId, 'close', { waybill }, { raw, by, expects: 'blocked' });
    stops.raise({ reason, text: raw, scanned: null, opId });
  };

  const countable = data?.lines.find((line) => line.sku === lastSku && line.countable && unproven(line) > 0);
  return {
    parcel: data,
    fault: error,
    note,
    busy,
    stoppedGrams,
    countable,
    lastSku,
    scan,
    undo,
    hold,
    scanWaybill,
    ask,
    warn,
  };
};
