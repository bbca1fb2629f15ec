import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { Band, type Note } from '../../shared/feedback/band.js';
import { signal } from '../../shared/feedback/sounds.js';
import { useGoTo, useGround } from '../../shared/ground/ground-context.js';
import { NoAnswer, Problem } from '../../shared/http.js';
import { KeypadOver } from '../../shared/keypad/keypad-over.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import { CUT_OFFS_KEY } from '../../shared/pick-ups/cut-offs.js';
import { PickUpBoard } from '../../shared/pick-ups/pick-up-board.js';
import type { NamedItem } from '../../shared/queue/operation.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { useLateDesk } from './late-desk.js';
import { carrierOfCage } from '../../shared/station.js';
import { cagesOf, HandingOver } from './hand-over.js';
import '../../words/learn-ship-words.js';

const KEY = ['to-hand-over'] as const;
const ASKED_AGAIN_AFTER_MS = 15_000;

/** The last gate: each waybill is scanned into the cage of its carrier. It needs the server, which alone knows what was cancelled. */
export const ShipScreen = ({ opened }: { readonly opened?: string | undefined }) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const goTo = useGoTo();
  const { call, stops, parcels: kept } = useGround();
  const client = useQueryClient();
  const {
    data: parcels = [],
    isFetchedAfterMount,
    dataUpdatedAt,
  } = useQuery({
    queryKey: KEY,
    queryFn: kept.parcelsToHandOver,
    refetchInterval: ASKED_AGAIN_AFTER_MS,
  });
  const [cage, setCage] = useState(opened);
  const [left, setLeft] = useState(0);
  const [note, setNote] = useState<Note>();
  /** When nobody answered; undefined: somebody does. */
  const [silentAt, setSilentAt] = useState<number>();
  const [hasKeypad, setKeypad] = useState(false);
  const handing = useRef(new HandingOver(call));
  /** bound: as fast as one person scans; each waits for the one before, so that notes come in order. */
  const line = useRef(Promise.resolve());
  const cages = cagesOf(parcels);
  const lateDesk = useLateDesk(cage);
  const nameOf = (carrier: string): string => t(`carriers.${carrier}`, { defaultValue: carrier });

  const warn = (text: string): void => {
    signal('warning');
    setNote({ tone: 'warning', text });
  };
  useEffect(() => {
    if (silentAt === undefined) return undefined;
    const ask = (): void => void client.invalidateQueries({ queryKey: KEY });
    addEventListener('online', ask);
    return () => removeEventListener('online', ask);
  }, [client, silentAt]);
  // Answered again: what was said of the silence is true no more.
  useEffect(() => {
    if (silentAt === undefined || dataUpdatedAt <= silentAt) return;
    setSilentAt(undefined);
    setNote((now) => (now?.text === t('ship.offline') ? undefined : now));
  }, [dataUpdatedAt, silentAt, t]);
  const choose = (carrier: string): void => {
    signal('ok');
    setNote(undefined);
    setLeft(0);
    setCage(carrier);
    void client.invalidateQueries({ queryKey: KEY });
    void client.invalidateQueries({ queryKey: CUT_OFFS_KEY });
  };
  const handOver = async (waybill: string, carrier: string): Promise<void> => {
    try {
      const { parcelId } = await handing.current.handOver(waybill, carrier);
      client.setQueryData<Parcel[]>(KEY, (list = []) => list.filter((one) => one.parcelId !== parcelId));
      signal('ok');
      setLeft((before) => before + 1);
      void client.invalidateQueries({ queryKey: CUT_OFFS_KEY });
      setNote({ tone: 'ok', text: t('ship.handedOver', { waybill }) });
    } catch (fault) {
      if (fault instanceof NoAnswer) {
        setSilentAt(Date.now());
        return warn(t('ship.offline'));
      }
      // The next scan is not to wait for ever behind a fault of ours.
      if (!(fault instanceof Problem)) return warn(t('app.error'));
      handing.current.forget(waybill, carrier);
      if (fault.code === 'already-dispatched') return warn(t('ship.already'));
      if (fault.code !== 'scan-blocked') return warn(t('pack.refusedBy', { words: fault.message }));
      setNote(undefined);
      const reason = String(fault.body['reason']);
      const isWrongCage = reason === 'wrong-carrier';
      stops.raise({
        ...{ reason, text: waybill },
        ...(isWrongCage ? {} : { waybill: { scanned: waybill } }),
        scanned: isWrongCage ? await carrierOf(waybill) : null,
        ...(isWrongCage ? { expected: { sku: carrier, name: nameOf(carrier) } } : {}),
      });
    }
  };
  /** Of a parcel that was closed a moment ago the list knows nothing yet. */
  const carrierOf = async (waybill: string): Promise<NamedItem | null> => {
    const own = (list: readonly Parcel[]) => list.find(({ trackingNumber }) => trackingNumber === waybill);
    const known = client.getQueryData<Parcel[]>(KEY) ?? [];
    const parcel =
      own(known) ??
      own(await client.fetchQuery({ queryKey: KEY, queryFn: kept.parcelsToHandOver }).catch(() => []));
    return parcel?.carrier ? { sku: parcel.carrier, name: nameOf(parcel.carrier) } : null;
  };

  useScans('screen', {
    onScan: (text) => {
      const scan = readAs(text, 'waybill');
      if (scan.kind === 'command') {
        if (scan.command === 'HOLD') goTo('home');
        else if (lateDesk.onScan(scan)) return true;
        return scan.command !== 'LOGOUT' && scan.command !== 'HELP';
      }
      if (lateDesk.onScan(scan)) return true;
      const carrier = scan.kind === 'shelf' ? carrierOfCage(scan.code) : undefined;
      if (carrier !== undefined) choose(carrier);
      else if (cage === undefined) warn(t('ship.chooseCage'));
      else if (scan.kind === 'waybill' || scan.kind === 'text') {
        const waybill = scan.kind === 'waybill' ? scan.number : scan.text;
        line.current = line.current.then(() => handOver(waybill, cage));
      } else warn(t('ship.notWaybill'));
      return true;
    },
    onKey: (key) => {
      const chosen = /^[1-9]$/.test(key) ? cages[Number(key) - 1] : undefined;
      if (chosen) choose(chosen.carrier);
      else if (key.toLowerCase() === 't' && cage !== undefined) setKeypad(true);
      else if (lateDesk.onKey(key)) return true;
      else if (key === 'Escape' || key.toLowerCase() === 'h') goTo('home');
      else return false;
      return true;
    },
  });
  const waiting = parcels.filter(({ carrier }) => carrier === cage).length;
  return (
    <section>
      <h1>{ruby(t('ship.title'))}</h1>
      <Band note={lateDesk.note ?? note} />
      <PickUpBoard carrier={cage} />
      {cage === undefined ? (
        <>
          <p className="next-words">{ruby(t(cages.length === 0 ? 'ship.none' : 'ship.chooseCage'))}</p>
          <ol className="choices">
            {cages.map(({ carrier, waiting: count }, at) => (
              <li key={carrier}>
                <button type="button" className="plain choice" onClick={() => choose(carrier)}>
                  {at + 1}. {ruby(t('ship.cage', { carrier: nameOf(carrier) }))} —{' '}
                  {ruby(t('ship.waiting', { count }))}
                </button>
              </li>
            ))}
          </ol>
          {lateDesk.buttons}
        </>
      ) : (
        <>
          <p className="cage">{ruby(t('ship.cage', { carrier: nameOf(cage) }))}</p>
          <p className="cage-counts">
            <strong>{ruby(t('ship.left', { count: left }))}</strong>{' '}
            <span>{ruby(t('ship.waiting', { count: waiting }))}</span>
          </p>
          {waiting === 0 && left === 0 && isFetchedAfterMount && (
            <p role="status">{ruby(t('ship.cageNone'))}</p>
          )}
          <div className="next">
            <p className="next-words">{ruby(t('ship.scan'))}</p>
            <div className="next-row">
              <button type="button" className="plain" onClick={() => setKeypad(true)}>
                {ruby(t('pack.manual'))}
              </button>
              <button type="button" className="plain" onClick={() => setCage(undefined)}>
                {ruby(t('ship.change'))}
              </button>
            </div>
            {lateDesk.buttons}
          </div>
        </>
      )}
      {lateDesk.sheet}
      {hasKeypad && <KeypadOver onClose={() => setKeypad(false)} />}
    </section>
  );
};
