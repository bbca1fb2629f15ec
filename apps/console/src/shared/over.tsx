import type { ReactNode } from 'react';
import { PracticeBand } from './feedback/practice-band.js';
import { useGround } from './ground/ground-context.js';
import { useModal } from './use-modal.js';

/** Lies over the screen until it is closed. */
export const Over = ({
  label,
  onClose,
  children,
}: {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) => {
  const { isPractice } = useGround();
  return (
    <dialog
      className="over"
      aria-label={label}
      ref={useModal()}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="over-inside">
        {isPractice && <PracticeBand />}
        {children}
      </div>
    </dialog>
  );
};
