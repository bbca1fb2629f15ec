import type { ReactNode } from 'react';
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
}) => (
  <dialog
    className="over"
    aria-label={label}
    ref={useModal()}
    onCancel={(event) => {
      event.preventDefault();
      onClose();
    }}
  >
    <div className="over-inside">{children}</div>
  </dialog>
);
