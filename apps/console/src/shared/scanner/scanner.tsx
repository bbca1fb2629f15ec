import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { listenForScans } from './scan-listener.js';

export type ReadBy = 'scanner' | 'manual';

export interface ScanHandlers {
  /** What a scanner read or a person typed into the keypad; answers whether it was for this listener. */
  readonly onScan?: (text: string, by: ReadBy) => boolean;
  /** A shortcut; answers whether it meant something here. */
  readonly onKey?: (key: string) => boolean;
}

/**
 * Who is asked first: a stop hears alone, then what keeps codes out that have no place here, then what lies over the screen,
 * then the screen, then what is around it.
 */
export type Level = 'stop' | 'sieve' | 'over' | 'screen' | 'around';
const LEVELS: readonly Level[] = ['stop', 'sieve', 'over', 'screen', 'around'];

interface Listener {
  readonly level: Level;
  readonly handlers: { readonly current: ScanHandlers };
}

interface Scanner {
  readonly add: (listener: Listener) => () => void;
  /** As if it had been scanned. */
  readonly type: (text: string) => void;
}

const ScannerContext = createContext<Scanner | undefined>(undefined);

/** One listener for the whole document. */
export const ScannerProvider = ({ children }: { readonly children: ReactNode }) => {
  const listeners = useRef<readonly Listener[]>([]);
  const scanner = useMemo(() => {
    const ask = (takes: (handlers: ScanHandlers) => boolean | undefined): void => {
      const inTurn = LEVELS.flatMap((level) => listeners.current.filter((one) => one.level === level));
      const hasStop = inTurn[0]?.level === 'stop';
      for (const { handlers, level } of inTurn) {
        if (hasStop && level !== 'stop') return;
        if (takes(handlers.current)) return;
      }
    };
    return {
      add: (listener: Listener) => {
        listeners.current = [...listeners.current, listener];
        return () => void (listeners.current = listeners.current.filter((one) => one !== listener));
      },
      scanned: (text: string) => ask(({ onScan }) => onScan?.(text, 'scanner')),
      type: (text: string) => ask(({ onScan }) => onScan?.(text, 'manual')),
      pressed: (key: string) => ask(({ onKey }) => onKey?.(key)),
    };
  }, []);
  useEffect(() => listenForScans(document, scanner), [scanner]);
  return <ScannerContext.Provider value={scanner}>{children}</ScannerContext.Provider>;
};

export const useScanner = (): Scanner => {
  const scanner = useContext(ScannerContext);
  if (!scanner) throw new Error('useScanner stands outside of ScannerProvider');
  return scanner;
};

/** Hears scans and keys while the component is there. */
export const useScans = (level: Level, handlers: ScanHandlers): void => {
  const { add } = useScanner();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => add({ level, handlers: latest }), [add, level]);
};
