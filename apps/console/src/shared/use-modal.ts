import { type RefObject, useEffect, useRef } from 'react';

/** For a `dialog`: over everything else, which nobody reaches while it is there. */
export const useModal = (): RefObject<HTMLDialogElement | null> => {
  const own = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (own.current && !own.current.open) own.current.showModal();
  }, []);
  return own;
};
