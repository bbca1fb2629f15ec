import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '../../shared/feedback/band.js';
import { signal } from '../../shared/feedback/sounds.js';
import { NoAnswer, Problem } from '../../shared/http.js';
import { languageNow } from '../../words/words.js';
import { type Found, findItems } from './stock-api.js';

/** What a screen of the stock tells, and how it finds items. */
export const useFinding = (
  onFound: (found: Found, by: 'scanner' | 'manual') => void | Promise<void>,
  /** Something else is asked for: what was found before is no answer to it. */
  onAsked?: () => void,
) => {
  const { t } = useTranslation();
  const [note, setNote] = useState<Note>();
  const [choices, setChoices] = useState<readonly Found[]>([]);
  /** bound: as fast as one person scans; each waits for the one before, so that units are told in order. */
  const line = useRef(Promise.resolve());

  const warn = useCallback((text: string): true => {
    signal('warning');
    setNote({ tone: 'warning', text });
    return true;
  }, []);
  const tell = useCallback((text: string): void => setNote({ tone: 'ok', text }), []);
  const failed = useCallback(
    (fault: unknown): void => {
      if (fault instanceof NoAnswer) warn(t('stock.noAnswer'));
      else if (!(fault instanceof Problem)) warn(t('app.error'));
      else
        warn(
          t(`stock.refusals.${fault.code}`, {
            defaultValue: t('pack.refusedBy', { words: fault.message }),
          }),
        );
    },
    [t, warn],
  );
  const choose = async (found: Found, by: 'scanner' | 'manual'): Promise<void> => {
    setChoices([]);
    setNote(undefined);
    signal('ok');
    await onFound(found, by);
  };
  const find = (code: string, by: 'scanner' | 'manual'): void => {
    setChoices([]);
    onAsked?.();
    line.current = line.current.then(async () => {
      try {
        const items = await findItems(code);
        const [only] = items;
        if (!only) warn(t('stock.notFound', { code }));
        else if (items.length === 1 && (by === 'manual' || bears(only, code))) await choose(only, by);
        // A scanner reads whole codes: what only contains one is another item.
        else if (by === 'scanner') warn(t('stock.notFound', { code }));
        else {
          setNote(undefined);
          setChoices(items);
        }
      } catch (fault) {
        failed(fault);
      }
    });
  };
  const pick = (found: Found): void => {
    line.current = line.current.then(() => choose(found, 'manual').catch(failed));
  };
  return { note, setNote, warn, tell, failed, choices, setChoices, find, pick };
};

const bears = ({ item }: Found, code: string): boolean => item.sku === code || item.barcodes.includes(code);

export const nameOf = ({ names, sku }: { names: { ja: string; en: string }; sku: string }): string =>
  (languageNow() === 'en' ? names.en || names.ja : names.ja) || sku;
