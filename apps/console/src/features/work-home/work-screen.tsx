import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Band, type Note } from '../../shared/feedback/band.js';
import { signal } from '../../shared/feedback/sounds.js';
import { FuriganaButton } from '../../shared/furigana/furigana-button.js';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { NewVersionButton } from '../../shared/new-version-button.js';
import { KeypadOver } from '../../shared/keypad/keypad-over.js';
import { isOpen, type Parcel, unitsAwaited, unitsOf } from '../../shared/parcels/parcel.js';
import { parcelsToHandOver, parcelsToPack } from '../../shared/parcels/parcels.js';
import { PickUpBoard } from '../../shared/pick-ups/pick-up-board.js';
import { openBatches } from '../../shared/picking/batches.js';
import { readAs } from '../../shared/scanner/command.js';
import { useScans } from '../../shared/scanner/scanner.js';
import { carrierOfCage, stationOf } from '../../shared/station.js';

const ASKED_AGAIN_AFTER_MS = 15_000;
/** More rows help nobody: who has so many parcels scans. */
const ROWS_MAX = 60;

/** What there is to do today. A parcel's code begins its work at once, wherever the focus is. */
export const WorkScreen = () => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const navigate = useNavigate();
  const [note, setNote] = useState<Note>();
  const [hasKeypad, setKeypad] = useState(false);
  const toPack = useQuery({
    queryKey: ['to-pack'],
    queryFn: parcelsToPack,
    refetchInterval: ASKED_AGAIN_AFTER_MS,
  });
  const toShip = useQuery({
    queryKey: ['to-hand-over'],
    queryFn: parcelsToHandOver,
    refetchInterval: ASKED_AGAIN_AFTER_MS,
  });
  const toPick = useQuery({
    queryKey: ['to-pick'],
    queryFn: openBatches,
    refetchInterval: ASKED_AGAIN_AFTER_MS,
  });
  const warn = (text: string): true => {
    signal('warning');
    setNote({ tone: 'warning', text });
    return true;
  };
  const open = (parcelId: string): true => {
    signal('ok');
    void navigate({ to: '/work/pack/$parcelId', params: { parcelId } });
    return true;
  };
  useScans('screen', {
    onScan: (text) => {
      const scan = readAs(text);
      if (scan.kind === 'parcel') return open(scan.code.toLowerCase());
      if (scan.kind === 'order') {
        const found = toPack.data?.find(
          ({ orderId, orderReference }) =>
            orderId === scan.code.toLowerCase() || orderReference === scan.code,
        );
        return found ? open(found.parcelId) : warn(t('work.notFound'));
      }
      const cage = scan.kind === 'shelf' ? carrierOfCage(scan.code) : undefined;
      if (cage !== undefined) {
        void navigate({ to: '/work/ship', search: { cage } });
        return true;
      }
      if (scan.kind === 'shelf' && scan.code.toUpperCase().match(/^(LATE|CAME)-/)) {
        void navigate({ to: '/work/ship' });
        return true;
      }
      const station = scan.kind === 'shelf' ? stationOf(scan.code) : undefined;
      if (station) {
        void navigate({ to: station });
        return true;
      }
      if (scan.kind === 'command' && scan.command === 'NEXT') {
        void navigate({ to: '/work/pick' });
        return true;
      }
      if (scan.kind === 'command') return false;
      const named = toPack.data?.find(({ orderReference }) => orderReference === text);
      if (named) return open(named.parcelId);
      return warn(t('work.whatIsThis'));
    },
    onKey: (key) => {
      if (key.toLowerCase() === 's') void navigate({ to: '/work/ship' });
      else if (key.toLowerCase() === 'i') void navigate({ to: '/stock' });
      else if (key.toLowerCase() === 'p') void navigate({ to: '/work/pick' });
      else if (key.toLowerCase() === 'l') void navigate({ to: '/practice' });
      else if (key.toLowerCase() === 't') setKeypad(true);
      else return false;
      return true;
    },
  });
  const parcels = toPack.data ?? [];
  return (
    <section className="home">
      <h1>{ruby(t('work.title'))}</h1>
      <div className="note-over">
        <Band note={note} />
      </div>
      <div className="tiles">
        <Link className="tile" to="/work/pick">
          {ruby(t('work.pick'))}
          <strong>{ruby(t('work.toPick', { count: toPick.data?.waiting ?? 0 }))}</strong>
        </Link>
        <a className="tile" href="#parcels">
          {ruby(t('work.pack'))}
          <strong>{ruby(t('work.toPack', { count: parcels.length }))}</strong>
        </a>
        <Link className="tile" to="/work/ship">
          {ruby(t('work.ship'))}
          <strong>{ruby(t('work.toShip', { count: toShip.data?.length ?? 0 }))}</strong>
        </Link>
        <Link className="tile" to="/stock">
          {ruby(t('work.stock'))}
        </Link>
        <Link className="tile" to="/settings">
          {ruby(t('work.settings'))}
        </Link>
        <Link className="tile" to="/practice">
          {ruby(t('work.practice'))}
        </Link>
      </div>
      <PickUpBoard />
      <p className="quiet">{ruby(t('work.hint'))}</p>
      <div className="next-row">
        <button type="button" className="plain" onClick={() => setKeypad(true)}>
          {ruby(t('pack.manual'))} (T)
        </button>
        <FuriganaButton />
      </div>
      <NewVersionButton />
      <h2 id="parcels">{ruby(t('work.listTitle'))}</h2>
      {toPack.error && <p role="alert">{ruby(t('app.error'))}</p>}
      {toPack.data?.length === 0 && <p className="quiet">{ruby(t('work.none'))}</p>}
      <ul className="rows">
        {parcels.slice(0, ROWS_MAX).map((parcel) => (
          <Row key={parcel.parcelId} parcel={parcel} />
        ))}
      </ul>
      {hasKeypad && <KeypadOver onClose={() => setKeypad(false)} />}
    </section>
  );
};

const Row = ({ parcel }: { readonly parcel: Parcel }) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const isBegun = parcel.status === 'packing' || parcel.lines.some((line) => !isOpen(line));
  return (
    <li>
      <Link className="row row-link" to="/work/pack/$parcelId" params={{ parcelId: parcel.parcelId }}>
        <strong>{parcel.orderReference}</strong>
        <span>{ruby(t('work.units', { count: unitsOf(parcel) }))}</span>
        <span>{parcel.carrier && t(`carriers.${parcel.carrier}`, { defaultValue: parcel.carrier })}</span>
        {parcel.heldReason && (
          <span className="tag">
            {ruby(
              t('work.held', {
                reason: t(`hold.reasons.${parcel.heldReason}`, { defaultValue: parcel.heldReason }),
              }),
            )}
          </span>
        )}
        {unitsAwaited(parcel) > 0 && (
          <span className="tag">{ruby(t('work.waits', { count: unitsAwaited(parcel) }))}</span>
        )}
        {isBegun && <span className="tag">{ruby(t('work.started'))}</span>}
      </Link>
    </li>
  );
};
