import { Loader } from '@mantine/core';
import type { Command } from '@okuru/scan-engine';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { Band } from '../../shared/feedback/band.js';
import { type Place, useGoTo, useGround } from '../../shared/ground/ground-context.js';
import { Problem } from '../../shared/http.js';
import { KeypadOver } from '../../shared/keypad/keypad-over.js';
import { PdfLink } from '../../shared/pdf.js';
import { readAs } from '../../shared/scanner/command.js';
import { type ReadBy, useScans } from '../../shared/scanner/scanner.js';
import { languageNow } from '../../words/words.js';
import { LeaveWalk } from './leave-walk.js';
import { PrintLabels } from './print-labels.js';
import { PutBack, ToteNumber, Totes } from './slots.js';
import { StopCard } from './stop-card.js';
import { useBatchLabels } from './use-batch-labels.js';
import { useWalk } from './use-walk.js';
import { leftIn, openAt } from '../../shared/picking/walk.js';
import { meaningOf } from './what-was-read.js';
import '../../words/learn-pick-words.js';

/** One walk, one stop at a time, from its first shelf to the totes at the packing table. */
export const PickScreen = ({ batchId }: { readonly batchId: string }) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const goTo = useGoTo();
  const { isPractice } = useGround();
  const walk = useWalk(batchId);
  const labels = useBatchLabels(walk);
  const { batch, stop, fault, note, told, warn } = walk;
  const [hasKeypad, setKeypad] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const isFinished = batch?.status === 'finished';
  const next = batch && stop ? openAt(batch, stop)[0] : undefined;
  const toCount = walk.mayCount && next ? { slot: next.slot, count: leftIn(next) } : undefined;

  const leave = (to: Place): void => {
    walk.putAway();
    goTo(to);
  };
  const hold = (): void => (isFinished ? leave('home') : setLeaving(true));
  /** The large button, whatever it is now. */
  const goOn = (): void => {
    if (isFinished) leave('home');
    else if (stop && toCount) walk.pick(stop.sku, stop.sku, 'manual', toCount.count);
    else if (stop) warn(t('pick.scanNext'));
    else walk.finish();
  };
  const printLabels = (): void => (labels.total > 0 ? labels.print() : warn(t('pick.labelsAtTable')));
  const whileOpen = (act: () => void): void => (isFinished ? warn(t('pick.finished')) : act());
  const command = (name: Command, raw: string, by: ReadBy): boolean => {
    if (name === 'NEXT') goOn();
    else if (name === 'HOLD') hold();
    else if (name === 'UNDO') whileOpen(() => walk.undo(raw, by));
    else if (name === 'SHORT') whileOpen(() => walk.reportShort(raw, by));
    else if (name === 'PRINT') printLabels();
    else if (name === 'LOGOUT' || name === 'HELP') return false;
    else warn(t('pack.notYetPossible'));
    return true;
  };
  const onScan = (text: string, by: ReadBy): boolean => {
    if (!batch) return false;
    const meaning = meaningOf(readAs(text, 'item'));
    switch (meaning.kind) {
      case 'command':
        return command(meaning.command, text, by);
      case 'unit':
        if (stop) walk.pick(meaning.barcode, text, by, 1, meaning.unit);
        else warn(t(isFinished ? 'pick.finished' : 'pick.finish'));
        return true;
      case 'shelf':
        walk.lookAtShelf(meaning.shelf, text);
        return true;
      case 'unreadable':
        warn(meaning.words[languageNow()]);
        return true;
      case 'case':
        warn(t('pack.caseCode'));
        return true;
      case 'elsewhere':
        if (isFinished) return false;
        warn(t('pack.elsewhere'));
        return true;
    }
  };
  useScans('screen', {
    onScan,
    onKey: (key) => {
      const pressed = key.toLowerCase();
      walk.hideTold();
      if (pressed === 'n') goOn();
      else if (pressed === 'p') printLabels();
      else if (pressed === 't') setKeypad(true);
      else if (pressed === 'u') whileOpen(() => walk.undo('U', 'manual'));
      else if (pressed === 's') whileOpen(() => walk.reportShort('S', 'manual'));
      else if (pressed === 'h' || key === 'Escape') hold();
      else return false;
      return true;
    },
  });

  if (fault)
    return (
      <section>
        <p role="alert">
          {fault instanceof Problem && fault.status === 404 ? t('pick.notFound') : t('app.error')}
        </p>
        <button type="button" className="plain" onClick={() => leave('pick')}>
          {ruby(t('app.back'))}
        </button>
      </section>
    );
  if (!batch) return <Loader />;
  return (
    <section className="pick">
      <div className="pack-head">
        <h1>{ruby(t('pick.title'))}</h1>
        {!isFinished && <p className="pack-left">{ruby(t('pick.left', { count: batch.left }))}</p>}
      </div>
      <Band note={note} />
      <PutBack batch={batch} />
      {stop && <StopCard batch={batch} stop={stop} />}
      {isFinished && (
        <>
          <p className="closed-words" role="status">
            ✓ {ruby(t('pick.finished'))}
          </p>
          <p>{ruby(t('pick.finishedMore'))}</p>
        </>
      )}
      {!stop && <Totes batch={batch} />}
      <div className="next">
        {stop && !toCount ? (
          <p className="next-words">{ruby(t('pick.scanNext'))}</p>
        ) : (
          <button type="button" className="primary" onClick={goOn}>
            {toCount ? t('pick.countAll', toCount) : t(isFinished ? 'work.title' : 'pick.finish')} (N)
          </button>
        )}
        {isFinished && labels.total > 0 && (
          <div className="next-row">
            <PrintLabels labels={labels} />
          </div>
        )}
        {!isFinished && (
          <div className="next-row">
            <PrintLabels labels={labels} />
            {stop && !isPractice && (
              <PdfLink path={`/v1/pick-batches/${batchId}/picking-list.pdf`} words={t('pick.list')} />
            )}
            {stop && (
              <button type="button" className="plain" onClick={() => setKeypad(true)}>
                {ruby(t('pack.manual'))}
              </button>
            )}
            {stop && (
              <button type="button" className="plain" onClick={() => walk.reportShort('SHORT', 'manual')}>
                {ruby(t('pick.short'))} (S)
              </button>
            )}
            <button type="button" className="plain" onClick={() => walk.undo('UNDO', 'manual')}>
              {ruby(t('pick.undo'))} (U)
            </button>
            <button type="button" className="plain" onClick={hold}>
              {ruby(t('pick.hold'))}
            </button>
          </div>
        )}
      </div>
      {told && <ToteNumber told={told} onHide={walk.hideTold} />}
      {hasKeypad && <KeypadOver onClose={() => setKeypad(false)} />}
      {isLeaving && (
        <LeaveWalk
          left={batch.left}
          onClose={() => setLeaving(false)}
          onLater={() => leave('pick')}
          onEnd={() => {
            setLeaving(false);
            walk.finish();
          }}
        />
      )}
    </section>
  );
};
