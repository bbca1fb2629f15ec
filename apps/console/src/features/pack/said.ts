import type { TFunction } from 'i18next';
import { nameOf } from './name-of.js';
import type { Note } from '../../shared/feedback/told.js';
import type { Enclosure } from '../../shared/parcels/enclosures.js';
import type { ParcelLine } from '../../shared/parcels/parcel.js';

/** What came of the last thing that was done at the table. */
export type Said =
  | {
      readonly kind: 'taken';
      readonly line: ParcelLine;
      readonly isComplete: boolean;
      /** Kept on the device: nobody answers at the moment. */
      readonly isQueued: boolean;
    }
  | {
      readonly kind: 'enclosed';
      readonly enclosure: Enclosure;
      readonly isComplete: boolean;
      readonly isQueued: boolean;
    }
  | { readonly kind: 'undone'; readonly line: ParcelLine }
  | { readonly kind: 'taken-out'; readonly enclosure: Enclosure }
  | { readonly kind: 'taken-up'; readonly reason: string }
  | { readonly kind: 'photographed'; readonly photos: number }
  | { readonly kind: 'not-done'; readonly why: NotDone }
  | { readonly kind: 'refused'; readonly code: string; readonly words: string }
  /** In the words of the screen. */
  | { readonly kind: 'warned'; readonly text: string };

export type NotDone =
  'countNotAllowed' | 'replacementAwaited' | 'nothingToUndo' | 'busy' | 'noAnswer' | 'photosEnough';

export const noteOf = (said: Said, t: TFunction, language: 'ja' | 'en'): Note => {
  switch (said.kind) {
    case 'taken': {
      const { name, scanned, quantity } = said.line;
      const text = t('pack.taken', { name, scanned, quantity });
      if (said.isQueued) return { tone: 'queued', text: `${text} ${t('pack.queued')}` };
      return { tone: said.isComplete ? 'done' : 'ok', text };
    }
    case 'enclosed': {
      const text = t('pack.enclosed.isIn', { name: nameOf(said.enclosure, language) });
      if (said.isQueued) return { tone: 'queued', text: `${text} ${t('pack.queued')}` };
      return { tone: said.isComplete ? 'done' : 'ok', text };
    }
    case 'taken-out':
      return { tone: 'warning', text: t('pack.enclosed.isOut', { name: nameOf(said.enclosure, language) }) };
    case 'undone': {
      const { name, scanned, quantity } = said.line;
      return { tone: 'warning', text: t('pack.undone', { name, scanned, quantity }) };
    }
    case 'taken-up': {
      const reason = t(`hold.reasons.${said.reason}`, { defaultValue: said.reason });
      return { tone: 'ok', text: t('pack.takenUp', { reason }) };
    }
    case 'photographed':
      return { tone: 'ok', text: t('boxes.photo.kept', { count: said.photos }) };
    case 'not-done':
      return { tone: 'warning', text: t(`pack.${said.why}`) };
    case 'refused': {
      const refusedBy = t('pack.refusedBy', { words: said.words });
      return { tone: 'warning', text: t(`pack.refusals.${said.code}`, { defaultValue: refusedBy }) };
    }
    case 'warned':
      return { tone: 'warning', text: said.text };
  }
};
