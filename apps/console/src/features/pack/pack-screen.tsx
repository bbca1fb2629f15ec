import { Loader } from '@mantine/core';
import type { ShortageCause } from '@okuru/contracts';
import type { Command } from '@okuru/scan-engine';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuby } from '../../shared/furigana/use-ruby.js';
import { Band } from '../../shared/feedback/band.js';
import { useGoTo, useGround } from '../../shared/ground/ground-context.js';
import { Problem } from '../../shared/http.js';
import { KeypadOver } from '../../shared/keypad/keypad-over.js';
import { type Enclosure, signOf, untickedOf } from '../../shared/parcels/enclosures.js';
import { unitsLeft, unitsOf, unproven } from '../../shared/parcels/parcel.js';
import { readAs } from '../../shared/scanner/command.js';
import { type ReadBy, useScans } from '../../shared/scanner/scanner.js';
import { languageNow } from '../../words/words.js';
import { MissingUnits } from './missing-units.js';
import { Enclosures } from './enclosures.js';
import { Lines } from './lines.js';
import { NextThing } from './next-thing.js';
import { OtherPackage } from './other-package.js';
import { PackagePanel } from './package-panel.js';
import { PicturePanel } from './picture-panel.js';
import { mayHaveLabel, stepOf } from '../../shared/parcels/gate.js';
import { usePacking } from './use-packing.js';
import { meaningOf } from './what-was-read.js';
import { PhotoButton } from './photo/photo-button.js';
import { usePhoto } from './photo/use-photo.js';
import { SecondBox } from './second-box.js';
import { isWhole } from './split.js';
import { useNextBox } from './use-next-box.js';
import { type Sheet, WhySheet } from './why-sheet.js';

/** Where nothing but the right scan goes on. */
const WANTED = {
  units: 'pack.unitsFirst',
  waits: 'pack.replacementAwaited',
  enclosures: 'pack.enclosed.first',
  weight: 'pack.weigh',
  waybill: 'pack.scanWaybill',
  'other-label': 'pack.otherLabel',
  'not-workable': 'pack.notYetPossible',
} as const;

/** One parcel at the packing table, from its first unit to the waybill on its box. */
export const PackScreen = ({ parcelId }: { readonly parcelId: string }) => {
  const { t } = useTranslation();
  const ruby = useRuby();
  const goTo = useGoTo();
  const { parcels, isPractice } = useGround();
  const packing = usePacking(parcelId);
  const { table, parcel, fault, note, busy, countable, stoppedGrams } = packing;
  const warn = (text: string): void => table.warn(text);
  const { data: decision } = useQuery({
    queryKey: ['decision', parcelId, parcel && unitsOf(parcel)],
    queryFn: () => parcels.decisionOf(parcelId),
    enabled: parcel !== undefined,
    placeholderData: (before) => before,
  });
  const nextBox = useNextBox(parcel, packing.divided);
  const photo = usePhoto(table);
  const [hasKeypad, setKeypad] = useState(false);
  const [missing, setMissing] = useState<ShortageCause>();
  const [other, setOther] = useState<string | true>();
  const [sheet, setSheet] = useState<Sheet>();
  const [hasSecondBox, setSecondBox] = useState(false);
  /** A handheld has no room for it unless it is asked for. */
  const [hasPicture, setPicture] = useState(() => matchMedia('(min-width: 900px)').matches);
  const step = parcel && stepOf(parcel);
  // A field of the step before may have scrolled the goods away.
  useEffect(() => {
    if (step !== 'weight') scrollTo(0, 0);
  }, [step]);

  const leave = (): void => goTo('home');
  const next = (): void => (step === 'closed' && nextBox ? goTo({ parcelId: nextBox.parcelId }) : leave());
  const addBox = (): void => {
    if (isPractice || step === 'closed' || step === 'not-workable') warn(t('pack.notYetPossible'));
    else setSecondBox(true);
  };
  const putAside = (): void => {
    if (!step || step === 'closed' || step === 'not-workable') leave();
    else setSheet('hold');
  };
  const countRest = (): void => {
    if (!countable) return;
    void table.scan(countable.sku, countable.sku, 'manual', unproven(countable));
  };
  const report = (cause: ShortageCause): void => {
    if (step === 'closed' || step === 'not-workable') warn(t('pack.notYetPossible'));
    else setMissing(cause);
  };
  const askLabel = (): void => {
    if (!parcel) return;
    if (mayHaveLabel(parcel)) void table.ask('label', {});
    else if (parcel.trackingNumber !== null && step !== 'closed' && step !== 'not-workable')
      setSheet('reprint');
    else if (step === 'closed' || step === 'not-workable') warn(t('pack.notYetPossible'));
    else if (step === 'units' || step === 'waits' || step === 'enclosures') warn(t(WANTED[step]));
    else warn(t('pack.weigh'));
  };
  /** `^C:ACK` said once more, when the stop is gone: the weight was looked at and is right. */
  const acceptWeight = (): void => {
    if (stoppedGrams === undefined) warn(t('pack.notYetPossible'));
    else setSheet('weight');
  };
  const putIn = ({ code }: Enclosure): void => void table.scan(signOf(code), signOf(code), 'manual');
  const putNext = (): void => {
    const [next] = parcel && step !== 'closed' && step !== 'not-workable' ? untickedOf(parcel) : [];
    if (next) putIn(next);
    else warn(t('pack.notYetPossible'));
  };
  /** The large button, whatever it is now. */
  const goOn = (): void => {
    if (step === 'units' && countable) countRest();
    else if (step === 'enclosures') putNext();
    else if (step === 'package') setOther(true);
    else if (step === 'label' || step === 'other-label') askLabel();
    else if (step === 'closed' || step === 'waits') next();
    else if (step) warn(t(WANTED[step]));
  };
  const takePhoto = (): void => {
    if (step === 'not-workable') warn(t('pack.notYetPossible'));
    else photo.open();
  };
  const command = (name: Command, carton: string | undefined): boolean => {
    if (name === 'NEXT') goOn();
    else if (name === 'PRINT') askLabel();
    else if (name === 'ACK') acceptWeight();
    else if (name === 'UNDO') table.undo('scanner');
    else if (name === 'HOLD') putAside();
    else if (name === 'SHORT') report('not-found');
    else if (name === 'DAMAGE') report('damaged');
    else if (name === 'BOX') addBox();
    else if (name === 'CARTON' && carton) setOther(carton);
    else if (name === 'LOGOUT' || name === 'HELP') return false;
    else warn(t('pack.notYetPossible'));
    return true;
  };
  const otherParcel = (other: string): void => {
    if (other === parcelId) return;
    if (step !== 'closed') warn(t('pack.otherParcel'));
    else goTo({ parcelId: other });
  };
  const onScan = (text: string, by: ReadBy): boolean => {
    if (!parcel || !step) return false;
    const meaning = meaningOf(readAs(text, step === 'waybill' ? 'waybill' : 'item'), parcel, step);
    switch (meaning.kind) {
      case 'command':
        return command(meaning.command, meaning.carton);
      case 'unit':
        void table.scan(meaning.barcode, text, by);
        return true;
      case 'waybill':
        void table.scanWaybill(meaning.waybill, text, by);
        return true;
      case 'weight':
        void table.ask('weight', { grams: meaning.grams });
        return true;
      case 'parcel':
        otherParcel(meaning.parcelId);
        return true;
      case 'cage':
        if (step === 'closed' && !isPractice) goTo({ cage: meaning.carrier });
        else warn(t('pack.elsewhere'));
        return true;
      case 'unreadable':
        warn(meaning.words[languageNow()]);
        return true;
      case 'case':
        warn(t('pack.caseCode'));
        return true;
      case 'weight-too-early':
        warn(t('pack.unitsFirst'));
        return true;
      case 'photo':
        takePhoto();
        return true;
      case 'elsewhere':
        warn(t('pack.elsewhere'));
        return true;
    }
  };
  useScans('screen', {
    onScan,
    onKey: (key) => {
      const pressed = key.toLowerCase();
      if (pressed === 'n') goOn();
      else if (pressed === 'p') askLabel();
      else if (pressed === 'e') putNext();
      else if (pressed === 'a' && stoppedGrams !== undefined) acceptWeight();
      else if (pressed === 'u') table.undo('manual');
      else if (pressed === 't') setKeypad(true);
      else if (pressed === 's') report('not-found');
      else if (pressed === 'd') report('damaged');
      else if (pressed === 'b') addBox();
      else if (pressed === 'f') takePhoto();
      else if (pressed === 'v') setPicture(!hasPicture);
      else if (pressed === 'h') putAside();
      else if (key === 'Escape') leave();
      else if (/^[1-6c]$/.test(pressed) && step !== 'closed' && step !== 'not-workable') setOther(true);
      else return false;
      return true;
    },
  });

  if (fault)
    return (
      <section>
        <p role="alert">
          {fault instanceof Problem && fault.status === 404 ? t('work.notFound') : t('app.error')}
        </p>
        <button type="button" className="plain" onClick={leave}>
          {ruby(t('app.back'))}
        </button>
      </section>
    );
  if (!parcel || !step) return <Loader />;
  return (
    <section className="pack">
      <div className="pack-head">
        <h1>{ruby(t('pack.title', { reference: parcel.orderReference }))}</h1>
        {(parcel.boxes ?? 1) > 1 && (
          <p className="pack-box">{t('boxes.box', { number: parcel.boxNumber, of: parcel.boxes })}</p>
        )}
        {step === 'units' && (
          <p className="pack-left">{ruby(t('pack.left', { count: unitsLeft(parcel) }))}</p>
        )}
      </div>
      <Band note={note} />
      <div className="pack-halves">
        <Lines parcel={parcel}>
          <Enclosures
            parcel={parcel}
            onPut={step === 'closed' || step === 'not-workable' ? undefined : putIn}
          />
        </Lines>
        <PackagePanel
          parcel={parcel}
          decision={decision}
          canLabel={step !== 'label' && mayHaveLabel(parcel)}
          onLabel={askLabel}
          onReprint={askLabel}
          onOther={() => setOther(true)}
          onBox={addBox}
        >
          <PhotoButton photo={photo} taken={packing.photos} />
          <PicturePanel parcel={parcel} isOpen={hasPicture} onToggle={() => setPicture(!hasPicture)} />
        </PackagePanel>
      </div>
      {/* Made anew with a sheet: a field below it cannot take the focus, and a half typed number is no answer to it. */}
      <NextThing
        key={hasSecondBox || sheet ? 'below' : 'free'}
        parcel={parcel}
        step={step}
        busy={busy}
        countable={countable}
        onCount={countRest}
        onWeigh={(grams) => void table.ask('weight', { grams })}
        stoppedGrams={stoppedGrams}
        onAccept={acceptWeight}
        onPackage={() => setOther(true)}
        onLabel={askLabel}
        onReprint={askLabel}
        onPut={putNext}
        nextBox={nextBox}
        onNext={next}
        onKeypad={() => setKeypad(true)}
        onUndo={() => table.undo('manual')}
        onLeave={putAside}
        onMissing={report}
      />
      {hasKeypad && <KeypadOver onClose={() => setKeypad(false)} />}
      {sheet && (
        <WhySheet sheet={sheet} packing={packing} onClose={() => setSheet(undefined)} onLeave={leave} />
      )}
      {missing !== undefined && (
        <MissingUnits
          parcel={parcel}
          cause={missing}
          lastSku={packing.lastSku}
          onClose={() => setMissing(undefined)}
          onReport={(sku, quantity) => {
            setMissing(undefined);
            void table.ask('missing', { sku, quantity, cause: missing });
          }}
        />
      )}
      {hasSecondBox && (
        <SecondBox
          parcel={parcel}
          busy={busy}
          divided={isWhole(parcel) ? packing.divided : undefined}
          onPreview={() => table.splitPreview()}
          onSplit={() =>
            void table.ask('split', {}).then(({ kind }) => {
              if (kind !== 'taken') setSecondBox(false);
            })
          }
          onClose={() => setSecondBox(false)}
        />
      )}
      {other !== undefined && (
        <OtherPackage
          parcel={parcel}
          decision={decision}
          asked={other === true ? undefined : other}
          onClose={() => setOther(undefined)}
          onChoose={(packageCode, reason) => {
            setOther(undefined);
            void table.ask('package', { packageCode, reason });
          }}
        />
      )}
    </section>
  );
};
