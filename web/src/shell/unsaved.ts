import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { wishFocus } from './focus-wish.ts';

/** Forms that hold something unsaved. */
const holders = new Set<symbol>();
/** What happens if the person leaves all the same; `null`: nobody is being asked. */
let leaving: (() => void) | null = null;
let heldAddress = '';
const listeners = new Set<() => void>();

export interface UnsavedGuard {
  /** Saved, or thrown away on purpose: the way is free, also before the form renders again. */
  readonly release: () => void;
}

/**
 * Keeps a person from losing what was typed: leaving the page, going back and closing the tab are asked about
 * while `dirty`.
 */
export function useUnsavedGuard(dirty: boolean): UnsavedGuard {
  const holder = useRef(Symbol('form'));
  useEffect(() => {
    const { current } = holder;
    if (dirty) hold(current);
    return () => drop(current);
  }, [dirty]);
  return useMemo(() => ({ release: () => drop(holder.current) }), []);
}

/** Calls `go` at once when nothing is unsaved, otherwise when the person says so. */
export function askBeforeLeaving(go: () => void): void {
  if (holders.size === 0) return go();
  setLeaving(go);
}

/**
 * The browser's Back and Forward have changed the address already: while something is unsaved it is put back, and
 * the wish is kept for the answer.
 * @returns whether it was
 */
export function holdBack(event: PopStateEvent): boolean {
  if (holders.size === 0 || new URL(heldAddress).pathname === location.pathname) return false;
  event.stopImmediatePropagation();
  const wanted = location.href;
  history.pushState(null, '', heldAddress);
  setLeaving(() => {
    wishFocus();
    history.pushState(null, '', wanted);
  });
  return true;
}

/** For the dialog that asks: what to do on "leave", or `null` while there is no question. */
export function useLeavingQuestion(): { readonly leave: () => void; readonly stay: () => void } | null {
  const go = useSyncExternalStore(subscribe, () => leaving);
  if (go === null) return null;
  return {
    leave: () => {
      for (const holder of holders) drop(holder);
      setLeaving(null);
      go();
    },
    stay: () => setLeaving(null),
  };
}

function setLeaving(go: (() => void) | null): void {
  leaving = go;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function hold(holder: symbol): void {
  if (holders.size === 0) {
    heldAddress = location.href;
    addEventListener('beforeunload', askBrowser);
  }
  holders.add(holder);
}

function drop(holder: symbol): void {
  holders.delete(holder);
  if (holders.size === 0) removeEventListener('beforeunload', askBrowser);
}

function askBrowser(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
