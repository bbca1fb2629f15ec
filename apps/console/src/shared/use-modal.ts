import { type RefObject, useEffect, useRef } from 'react';

/** For a `dialog`: over everything else, which nobody reaches while it is there. What had the focus before gets it back. */
export const useModal = (): RefObject<HTMLDialogElement | null> => {
  const own = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    if (own.current && !own.current.open) own.current.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return own;
};
