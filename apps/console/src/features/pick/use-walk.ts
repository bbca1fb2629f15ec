import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ScannedLot } from '@okuru/scan-engine';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '../../shared/feedback/band.js';
import type { Signal } from '../../shared/feedback/told.js';
import { useGround } from '../../shared/ground/ground-context.js';
import type { Batch, Stop } from '../../shared/picking/batch.js';
import type { ReadBy } from '../../shared/scanner/scanner.js';
import { useSession } from '../../shared/session/session-context.js';
import {
  currentStop,
  giveUp,
  judgePick,
  leftAt,
  openAt,
  takeBack,
  withCancelled,
} from '../../shared/picking/walk.js';

/** Into which tote the unit in the hand goes. */
export interface Told {
  readonly slot: number;
  readonly name: string;
  readonly units: number;
}

export interface Walk {
  readonly batch: Batch | undefined;
  readonly stop: Stop | undefined;
  readonly fault: unknown;
  readonly note: Note | undefined;
  readonly told: Told | undefined;
  /** Whether the stop's goods may be counted: something of it was scanned. */
  readonly mayCount: boolean;
  readonly pick: (barcode: string, raw: string, by: ReadBy, count?: number, unit?: ScannedLot) => void;
  readonly lookAtShelf: (shelf: string, raw: string) => void;
  readonly reportShort: (raw: string, by: ReadBy) => void;
  readonly undo: (raw: string, by: ReadBy) => void;
  readonly finish: () => void;
  readonly hideTold: () => void;
  /** The device keeps a finished batch no longer than its picks are unsent. */
  readonly putAway: () => void;
  readonly warn: (text: string) => void;
  readonly tell: (text: string) => void;
  /** What came of it beside the walk, such as waybills. */
  readonly change: (how: (batch: Batch) => Batch) => void;
  /** As the server knows it. */
  readonly refresh: () => Promise<void>;
}

const TOLD_FOR_MS = 2_500;

/** One walk: judges each scan at once, tells the server in order, and keeps the batch on the device. */
export const useWalk = (batchId: string): Walk => {
  const { t } = useTranslation();
  const { staffId } = useSession();
  const { batches, deviceId, newId, now, queue, signal, stops } = useGround();
  const client = useQueryClient();
  const key = useMemo(() => ['batch', batchId], [batchId]);
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: () => batches.openBatch(batchId),
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  const [note, setNote] = useState<Note>();
  const [told, setTold] = useState<Told>();
  /** The lot that was stopped last since another one expires sooner. */
  const later = useRef<string>(undefined);
  const [lastSku, setLastSku] = useState<string>();
  /** Two scans may come before React has drawn the first. */
  const inHand = useRef<Batch>(undefined);
  inHand.current = data;

  useEffect(() => {
    if (!told) return undefined;
    const timer = window.setTimeout(() => setTold(undefined), TOLD_FOR_MS);
    return () => clearTimeout(timer);
  }, [told]);

  const put = useCallback(
    (batch: Batch) => {
      inHand.current = batch;
      client.setQueryData(key, batch);
      void batches.keepBatch(batch);
    },
    [batches, client, key],
  );
  const say = useCallback(
    (tone: Note['tone'], text: string, sound: Signal): void => {
      setNote({ tone, text });
      signal(sound);
    },
    [signal],
  );
  const warn = (text: string): void => say('warning', text, 'warning');
  /** What the server has refused is not in the totes. */
  const refresh = useCallback(async () => {
    const batch = await batches.openBatch(batchId);
    inHand.current = batch;
    client.setQueryData(key, batch);
  }, [batches, batchId, client, key]);
  const hearCancelled = useCallback(
    (slots: readonly number[]) => {
      const batch = inHand.current;
      const news =
        batch?.slots.filter(({ slot, state }) => slots.includes(slot) && state !== 'cancelled') ?? [];
      if (!batch || news.length === 0) return;
      put(withCancelled(batch, slots));
      say('warning', t('pick.cancelledNow', { slots: news.map(({ slot }) => slot).join(', ') }), 'warning');
    },
    [put, say, t],
  );

  useEffect(
    () =>
      queue.hear((operation, outcome) => {
        if (operation.batchId !== batchId) return;
        if (outcome.kind === operation.expects) {
          if (outcome.kind === 'taken') hearCancelled(cancelledIn(outcome.answer));
          else if (outcome.kind === 'blocked' && outcome.scanned)
            stops.tellMore(operation.opId, { scanned: outcome.scanned });
          return;
        }
        setTold(undefined);
        setNote(undefined);
        const because = outcome.kind === 'taken' ? '' : outcome.because;
        const own = inHand.current?.stops.find(({ sku }) => sku === operation.body['sku']);
        const known = own ? { sku: own.sku, name: own.name } : null;
        stops.raise({
          ...{ reason: wordOf(outcome), text: operation.raw, because },
          scanned: (outcome.kind === 'blocked' ? outcome.scanned : null) ?? known,
          ...(outcome.kind === 'refused' ? { code: outcome.code } : {}),
        });
        void refresh().catch(() => undefined);
      }),
    [batchId, hearCancelled, queue, refresh, stops],
  );

  const send = (
    opId: string,
    path: 'picks' | 'shorts' | 'undo' | 'finish',
    body: object,
    { raw, by, expects = 'taken' }: { raw: string; by: ReadBy; expects?: 'taken' | 'blocked' },
  ): void => {
    const kept = queue.add({
      opId,
      deviceId: deviceId(),
      staffId,
      at: now().toISOString(),
      batchId,
      path: `/v1/pick-batches/${batchId}/${path}`,
      body: { opId, ...body },
      raw,
      by,
      expects,
    });
    kept.catch(() => stops.raise({ reason: 'not-kept', text: raw, scanned: null }));
  };
  const sayDone = (tone: Note['tone'], words: string, sound: Signal): void => {
    if (queue.now().online) say(tone, words, sound);
    else say('queued', `${words} ${t('pack.queued')}`, 'queued');
  };

  const pick: Walk['pick'] = (barcode, raw, by, count = 1, read = {}) => {
    const batch = inHand.current;
    const stop = batch && currentStop(batch);
    if (!batch || !stop) return;
    setTold(undefined);
    const opId = newId();
    // Who scans the same later lot once more after its stop has looked for the named one in vain.
    const isOnceMore = read.lot !== undefined && later.current === `${stop.sku} ${read.lot}`;
    const unit = { ...read, ...(isOnceMore && { namedLotNotFound: true as const }) };
    const verdict = judgePick(batch, { opId, barcode, count, unit });
    later.current = undefined;
    if (!verdict) return;
    if (verdict.kind === 'count-not-allowed') return warn(t('pack.countNotAllowed'));
    const { sku, name } = stop;
    if (verdict.kind === 'no-lot') {
      void refresh().catch(() => undefined);
      return warn(t('lots.none'));
    }
    const body = { barcode, sku, ...(count > 1 ? { count } : {}), ...(stop.lots ? unit : {}) };
    if (verdict.kind === 'blocked') {
      send(opId, 'picks', body, { raw, by, expects: 'blocked' });
      setNote(undefined);
      const { reason, scanned, expected } = verdict;
      if (reason === 'lot-later') later.current = `${sku} ${read.lot ?? ''}`;
      return stops.raise({ reason, text: raw, scanned, ...(expected && { expected }), opId });
    }
    const { slot, isStopComplete } = verdict;
    send(opId, 'picks', { ...body, slot }, { raw, by });
    put(verdict.batch);
    setLastSku(sku);
    setTold({ slot, name, units: count });
    const isDone = verdict.batch.status === 'finished';
    if (verdict.another)
      return sayDone(
        'warning',
        t('lots.another', { lot: verdict.another.lot, expiresOn: verdict.another.expiresOn, name, slot }),
        'warning',
      );
    const words = t('pick.into', { name, slot, count });
    sayDone(isDone ? 'done' : 'ok', words, isDone ? 'done' : isStopComplete ? 'line' : 'ok');
  };

  /** Nothing of it is recorded: who stands at the wrong shelf has nothing in the hand. */
  const lookAtShelf: Walk['lookAtShelf'] = (shelf, raw) => {
    const stop = inHand.current && currentStop(inHand.current);
    if (!stop) return;
    setTold(undefined);
    if (stop.shelf === null) return warn(t('pick.noShelf'));
    if (stop.shelf.toUpperCase() === shelf.toUpperCase())
      return say('ok', t('pick.rightShelf', { shelf }), 'ok');
    stops.raise({
      reason: 'wrong-shelf',
      text: raw,
      scanned: { sku: shelf, name: shelf },
      expected: { sku: stop.shelf, name: stop.shelf },
    });
  };

  const reportShort: Walk['reportShort'] = (raw, by) => {
    const batch = inHand.current;
    const stop = batch && currentStop(batch);
    if (!batch || !stop) return;
    setTold(undefined);
    const units = leftAt(batch, stop);
    const opId = newId();
    const after = giveUp(batch, opId, stop);
    send(opId, 'shorts', { sku: stop.sku }, { raw, by });
    put(after);
    sayDone('warning', t('pick.shortNow', { name: stop.name, count: units }), 'warning');
  };

  const undo: Walk['undo'] = (raw, by) => {
    const batch = inHand.current;
    const back = batch && takeBack(batch);
    setTold(undefined);
    if (!back) return warn(t('pick.nothingToUndo'));
    send(newId(), 'undo', { of: back.move.opId }, { raw, by });
    put(back.batch);
    const { sku, kind, fills } = back.move;
    const name = back.batch.stops.find((stop) => stop.sku === sku)?.name ?? sku;
    const words = kind === 'picked' ? 'pick.tookBack' : 'pick.tookShortBack';
    sayDone('ok', t(words, { name, slot: fills[0]?.slot }), 'ok');
  };

  const finish = (): void => {
    const batch = inHand.current;
    if (!batch) return;
    setTold(undefined);
    send(newId(), 'finish', {}, { raw: 'finish', by: 'manual' });
    put({ ...batch, status: 'finished' });
  };

  const stop = data && data.status === 'open' ? currentStop(data) : undefined;
  return {
    batch: data,
    stop,
    fault: error,
    note,
    told,
    mayCount:
      stop !== undefined &&
      stop.countable &&
      stop.sku === lastSku &&
      data !== undefined &&
      openAt(data, stop).length > 0,
    pick,
    lookAtShelf,
    reportShort,
    undo,
    finish,
    hideTold: () => setTold(undefined),
    putAway: () => {
      if (inHand.current?.status === 'finished' && queue.now().waiting === 0)
        void batches.forgetBatch(batchId);
    },
    warn,
    tell: (text) => setNote({ tone: 'ok', text }),
    change: (how) => {
      if (inHand.current) put(how(inHand.current));
    },
    refresh,
  };
};

/** The totes of cancelled parcels that an answer tells of. */
const cancelledIn = (answer: unknown): number[] => {
  const { cancelled = [] } = (answer ?? {}) as { cancelled?: readonly { readonly slot: number }[] };
  return cancelled.map(({ slot }) => slot);
};

const wordOf = (outcome: { readonly kind: string; readonly reason?: string }): string => {
  if (outcome.kind !== 'blocked') return 'server-refused';
  if (outcome.reason === 'parcel-voided') return 'slot-cancelled';
  return outcome.reason === 'not-in-this-parcel' ? 'not-at-this-stop' : (outcome.reason ?? 'server-refused');
};
