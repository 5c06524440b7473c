import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/**
 * A button is out of use while it works, and the browser takes the focus from it; who works with the keyboard goes on
 * from here. @returns for what gets the focus then
 */
export function useKeptFocus<Element extends HTMLElement>(working: boolean): RefObject<Element | null> {
  const place = useRef<Element>(null);
  const worked = useRef(false);
  useEffect(() => {
    const hasEnded = worked.current && !working;
    worked.current = working;
    if (hasEnded && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [working]);
  return place;
}
