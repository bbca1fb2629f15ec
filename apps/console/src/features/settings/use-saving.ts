import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '../../shared/feedback/band.js';
import { type FieldFaults, faultWords, fieldFaultsOf } from './faults.js';

/** One change at a time; what came of it is told above the form, and at the fields. */
export const useSaving = () => {
  const { t } = useTranslation();
  const [note, setNote] = useState<Note>();
  const [faults, setFaults] = useState<FieldFaults>({});
  const [isBusy, setBusy] = useState(false);
  /** Answers whether it was done. */
  const save = async (change: () => Promise<unknown>, done: string): Promise<boolean> => {
    if (isBusy) return false;
    setBusy(true);
    setNote(undefined);
    setFaults({});
    try {
      await change();
      setNote({ tone: 'ok', text: done });
      return true;
    } catch (fault) {
      const told = faultWords(fault);
      setNote({ tone: 'warning', text: 'key' in told ? t(told.key) : told.words });
      setFaults(fieldFaultsOf(fault));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { note, faults, isBusy, save };
};
