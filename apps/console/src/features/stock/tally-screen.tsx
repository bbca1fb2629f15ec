import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Band } from '../../shared/feedback/band.js';
import { signal } from '../../shared/feedback/sounds.js';
import { NoAnswer, Problem } from '../../shared/http.js';
import { digitOf } from '../../shared/keypad/sign-digits.js';
import { Over } from '../../shared/over.js';
import { openPdf, PdfLink } from '../../shared/pdf.js';
import { type ReadBy, useScans } from '../../shared/scanner/scanner.js';
import { stationOf } from '../../shared/station.js';
import { languageNow } from '../../words/words.js';
import { Choices, choiceOf, ItemHead, itemLabelPath, NeedsServer } from './item-parts.js';
import { LotFields } from './lot-fields.js';
import { firstLot, isNamed, isSameLot, type LotInHand } from './lots.js';
import { NumberPad } from './number-pad.js';
import { SearchField } from './search-field.js';
import { stockScanOf } from './stock-scan.js';
import { Asking, type Found, lastMovementOf } from './stock-api.js';
import {
  isOf,
  isReady,
  type Mode,
  moved,
  type Reason,
  reasonOf,
  REASONS,
  requestOf,
  type Tally,
} from './tally.js';
import { nameOf, useFinding } from './use-finding.js';
import { useKeptTally } from './use-kept-tally.js';
import './stock.css';
import '../../words/learn-office-words.js';

interface Done {
  readonly onHand: number;
  readonly before: number;
  readonly difference: number;
  readonly items: readonly { readonly onHand: number; readonly toQueue: number }[];
}
const REASON_NAMES = Object.keys(REASONS) as Reason[];

/** 入荷, 棚卸し, 在庫調整: units of one item, scanned one by one or typed as a number, then told to the server at once. */
export const TallyScreen = ({ mode }: { readonly mode: Mode }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [tally, setTally] = useState<Tally>();
  const [reason, setReason] = useState<Reason>();
  /** What is in the number pad when it opens; undefined: it is not open. */
  const [pad, setPad] = useState<string>();
  /** Nobody answered: whether it was done is not known, so it is asked again before anything else. */
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const asking = useRef(new Asking());
  const field = useRef<HTMLInputElement>(null);
  /** As of the last scan: several may come before React has drawn one. */
  const now = useRef<Tally | undefined>(undefined);
  /** What the code of the unit that is being looked for says of its lot. */
  const scannedLot = useRef<Partial<LotInHand> | undefined>(undefined);
  const set = (next: Tally | undefined): void => {
    now.current = next;
    setTally(next);
    if (next) void device.keep({ tally: next, asked: undefined });
    else void device.forget();
  };
  const device = useKeptTally(mode, ({ tally: kept, asked }) => {
    if (now.current) return;
    asking.current.goOnWith(asked);
    setOpen(asked !== undefined);
    now.current = kept;
    setTally(kept);
    setReason(kept.reason);
    setNote({ tone: 'queued', text: t('stock.kept', { units: kept.units, name: nameOf(kept.item) }) });
  });
  const begin = async ({ item }: Found, by: ReadBy): Promise<void> => {
    if (now.current) return void (isOf(now.current.item, item.sku) ? count(1) : warn(t('stock.otherItem')));
    const lastMovement = mode === 'count' ? await lastMovementOf(item.sku) : null;
    // Who scanned has a unit in hand; who typed its code has not told how many there are.
    const lot = firstLot(item, scannedLot.current);
    set({ item, units: by === 'scanner' ? 1 : 0, isTyped: false, lastMovement, reason, lot });
  };
  const { note, setNote, warn, tell, failed, choices, setChoices, find, pick } = useFinding(begin);

  const count = (by: number): void => {
    if (!now.current) return;
    if (isOpen || isBusy) return void warn(t('stock.askAgain'));
    signal('ok');
    setNote(undefined);
    set(moved(now.current, by));
  };
  const unit = (code: string, by: ReadBy, lot?: Partial<LotInHand>): true => {
    if (isOpen || isBusy) return warn(t('stock.askAgain'));
    scannedLot.current = lot;
    if (!now.current) find(code, by);
    else if (isOf(now.current.item, code) && !isSameLot(now.current.lot, lot)) warn(t('lots.otherLot'));
    else if (isOf(now.current.item, code)) {
      if (now.current.lot) set({ ...now.current, lot: { ...now.current.lot, ...lot } });
      count(1);
    } else warn(t('stock.otherItem'));
    return true;
  };
  const because = (chosen: Reason): void => {
    signal('ok');
    setNote(undefined);
    setReason(chosen);
    if (now.current) set({ ...now.current, reason: chosen });
  };
  const leave = (to: '/stock' | NonNullable<ReturnType<typeof stationOf>>): true => {
    if (isOpen || isBusy) return warn(t('stock.askAgain'));
    void navigate({ to });
    return true;
  };
  const told = tally && { ...tally, reason };
  const commit = async (): Promise<void> => {
    const whole = now.current && { ...now.current, reason };
    if (isBusy) return;
    if (!isReady(whole, mode)) return void warn(t(firstWanted(whole, mode)));
    setBusy(true);
    try {
      const { path, body } = requestOf(whole, mode);
      const done = await asking.current.post<Done>(path, body, () =>
        device.keep({ tally: whole, asked: asking.current.open }),
      );
      signal('done');
      setOpen(false);
      tell(t(`stock.${mode}.done`, { name: nameOf(whole.item), units: whole.units, ...figuresOf(done) }));
      set(undefined);
      setReason(undefined);
    } catch (fault) {
      setOpen(fault instanceof NoAnswer);
      failed(fault);
      if (!(fault instanceof NoAnswer)) void device.keep({ tally: whole, asked: undefined });
      if (fault instanceof Problem && fault.code === 'stock-moved') await countAnew(whole);
    } finally {
      setBusy(false);
    }
  };
  const countAnew = async (before: Tally): Promise<void> => {
    set(undefined);
    try {
      set({ ...before, units: 0, isTyped: false, lastMovement: await lastMovementOf(before.item.sku) });
    } catch {
      // The item is scanned again, and with it the ledger is asked again.
    }
  };

  const isLocked = isOpen || isBusy;
  useScans('screen', {
    onScan: (text, by) => {
      const scan = stockScanOf(text);
      if (scan.kind === 'command')
        switch (scan.command) {
          case 'NEXT':
            void commit();
            return true;
          case 'UNDO':
            count(-1);
            return true;
          case 'HOLD':
            return leave('/stock');
          case 'PRINT':
            if (tally) openPdf(itemLabelPath(tally.item.sku, Math.max(1, Math.min(COPIES_MAX, tally.units))));
            return true;
          case 'DAMAGE':
            if (mode === 'adjust') because('damaged');
            return true;
          case 'HELP':
          case 'LOGOUT':
            return false;
          case 'ACK':
          case 'BOX':
          case 'CARTON':
          case 'SHORT':
            return warn(t('stock.elsewhere'));
        }
      if (scan.kind === 'shelf') {
        const why = mode === 'adjust' ? reasonOf(scan.code) : undefined;
        const digit = digitOf(scan.code);
        const station = stationOf(scan.code);
        if (why) because(why);
        else if (digit !== undefined && now.current && !isLocked) setPad(digit);
        else if (!station) warn(t('stock.elsewhere'));
        else if (now.current && now.current.units > 0) warn(t('stock.finishFirst'));
        else leave(station);
        return true;
      }
      if (scan.kind === 'refused') return warn(scan.words[languageNow()]);
      if (scan.kind === 'case') return warn(t('pack.caseCode'));
      if (scan.kind === 'elsewhere' || scan.kind === 'parcel') return warn(t('stock.elsewhere'));
      return unit(scan.code, by, scan.lot);
    },
    onKey: (key) => {
      const choice = choiceOf(choices, key);
      const why =
        mode === 'adjust' && tally && /^[1-9]$/.test(key) ? REASON_NAMES[Number(key) - 1] : undefined;
      const pressed = key.toLowerCase();
      if (choice) pick(choice);
      else if (why) because(why);
      else if (pressed === 'n') void commit();
      else if (pressed === 'u') count(-1);
      else if (key === '+') count(1);
      else if (pressed === 't' && tally) setPad('');
      else if (pressed === 't') field.current?.focus();
      else if (key === 'Escape' || pressed === 'h') leave('/stock');
      else return false;
      return true;
    },
  });
  return (
    <section className="stock">
      <h1>{t(`stock.${mode}.title`)}</h1>
      <NeedsServer />
      <Band note={note} />
      {!told && (
        <>
          <p className="next-words">{t(`stock.${mode}.scan`)}</p>
          <SearchField
            field={field}
            onFind={(text) => {
              setChoices([]);
              find(text, 'manual');
            }}
          />
          <Choices choices={choices} onPick={pick} />
        </>
      )}
      {told && (
        <article className="package" aria-label={told.item.sku}>
          <ItemHead item={told.item} />
          <p
            className={told.units > 9_999 ? 'tally tally-long' : 'tally'}
            role="status"
            aria-label={t('stock.units')}
          >
            {told.units}
          </p>
          {told.lot && (
            <LotFields lot={told.lot} isLocked={isLocked} onChange={(lot) => set({ ...told, lot })} />
          )}
          {mode === 'count' && <p className="quiet">{t('stock.count.what')}</p>}
          {mode === 'adjust' && (
            <fieldset className="reasons-of-stock" disabled={isLocked}>
              <legend>{t('stock.why')}</legend>
              {REASON_NAMES.map((name, at) => (
                <button
                  key={name}
                  type="button"
                  className="plain"
                  aria-pressed={reason === name}
                  onClick={() => because(name)}
                >
                  {at + 1}. {t(`stock.reasons.${name}`)} ({REASONS[name] > 0 ? '+' : '−'})
                </button>
              ))}
            </fieldset>
          )}
          <div className="next-row">
            <button type="button" className="plain" disabled={isLocked} onClick={() => count(1)}>
              ＋1
            </button>
            <button type="button" className="plain" disabled={isLocked} onClick={() => count(-1)}>
              −1
            </button>
            <button type="button" className="plain" disabled={isLocked} onClick={() => setPad('')}>
              {t('stock.number')}
            </button>
            {mode === 'receive' && told.units > 0 && (
              <PdfLink
                path={itemLabelPath(told.item.sku, Math.min(COPIES_MAX, told.units))}
                words={t('stock.labels', { count: Math.min(COPIES_MAX, told.units) })}
              />
            )}
          </div>
        </article>
      )}
      <div className="next">
        {told && (
          <button
            type="button"
            className="primary"
            disabled={isBusy || !isReady(told, mode)}
            onClick={() => void commit()}
          >
            {t(isOpen ? 'app.again' : `stock.${mode}.commit`, { units: told.units })}
          </button>
        )}
        <div className="next-row">
          {told && (
            <button
              type="button"
              className="plain"
              disabled={isLocked}
              onClick={() => {
                set(undefined);
                setReason(undefined);
                setNote(undefined);
              }}
            >
              {t('stock.drop')}
            </button>
          )}
          <button type="button" className="plain" disabled={isLocked} onClick={() => leave('/stock')}>
            {t('stock.back')}
          </button>
        </div>
      </div>
      {pad !== undefined && (
        <Over label={t('stock.units')} onClose={() => setPad(undefined)}>
          <NumberPad
            label={t('stock.units')}
            first={pad}
            min={mode === 'count' ? 0 : 1}
            onClose={() => setPad(undefined)}
            onEnter={(units) => {
              setPad(undefined);
              if (now.current) set({ ...now.current, units, isTyped: true });
              signal('ok');
              setNote(undefined);
            }}
          />
        </Over>
      )}
    </section>
  );
};

/** What is to be said before the tally can be confirmed. */
const firstWanted = (tally: Tally | undefined, mode: Mode): string => {
  if (mode === 'adjust' && !tally?.reason) return 'stock.whyFirst';
  return tally && !isNamed(tally.lot, mode === 'receive') ? 'lots.nameFirst' : 'stock.unitsFirst';
};

const COPIES_MAX = 500;

/** What the answer of each mode says, for its words. */
const figuresOf = ({ items, onHand, before, difference }: Partial<Done>) => ({
  onHand: items?.[0]?.onHand ?? onHand ?? 0,
  toQueue: items?.[0]?.toQueue ?? 0,
  before: before ?? 0,
  difference: difference === undefined ? '' : `${difference > 0 ? '+' : ''}${difference}`,
});
