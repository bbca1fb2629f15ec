import { useTranslation } from 'react-i18next';
import { ReasonSheet } from './reason-sheet.js';
import type { Packing } from './use-packing.js';

/** What is asked why. */
export type Sheet = 'reprint' | 'weight' | 'hold';

const HOLD_REASONS = ['later', 'goods-missing', 'goods-damaged', 'no-package', 'needs-lead'] as const;
const WEIGHT_REASONS = ['counted-again', 'more-filler', 'item-weight-wrong'] as const;
const REPRINT_REASONS = ['damaged-label', 'printer-fault', 'another-service'] as const;

/** Another label, a parcel put aside, a weight that is right though it was stopped: none without its reason. */
export const WhySheet = ({
  sheet,
  packing,
  onClose,
  onLeave,
}: {
  readonly sheet: Sheet;
  readonly packing: Packing;
  readonly onClose: () => void;
  readonly onLeave: () => void;
}) => {
  const { t } = useTranslation();
  const { stoppedGrams, table } = packing;
  switch (sheet) {
    case 'reprint':
      return (
        <ReasonSheet
          title={t('pack.whyReprint')}
          reasons={REPRINT_REASONS.map((code) => ({ code, words: t(`pack.reprintReasons.${code}`) }))}
          opener="PRINT"
          onClose={onClose}
          onChoose={(reason) => {
            onClose();
            void table.ask('label/reprint', { reason });
          }}
        />
      );
    case 'hold':
      return (
        <ReasonSheet
          title={t('pack.whyHold')}
          reasons={HOLD_REASONS.map((code) => ({ code, words: t(`hold.reasons.${code}`) }))}
          opener="HOLD"
          onClose={onClose}
          onChoose={(reason) => {
            table.hold(reason, 'manual');
            onLeave();
          }}
        />
      );
    case 'weight':
      return (
        stoppedGrams !== undefined && (
          <ReasonSheet
            title={t('pack.whyWeight', { grams: stoppedGrams })}
            reasons={WEIGHT_REASONS.map((code) => ({ code, words: t(`pack.weightReasons.${code}`) }))}
            opener="ACK"
            onClose={onClose}
            onChoose={(acceptedBecause) => {
              onClose();
              void table.ask('weight', { grams: stoppedGrams, acceptedBecause });
            }}
          />
        )
      );
  }
};
