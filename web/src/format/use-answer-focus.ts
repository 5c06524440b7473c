import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** Of the library: some of its inputs say it themselves, of others only the frame does. */
const INVALID = 'input[aria-invalid="true"], textarea[aria-invalid="true"], [data-error] input';

/**
 * A button that is busy cannot hold the focus, so after an answer it would be nowhere. It goes to what the answer
 * says: the first field that was not accepted, else the sentence in `role="alert"`, else the one in `role="status"`.
 * @returns for the form, or whatever else holds the button and the sentences (these need `tabIndex={-1}`)
 */
export function useAnswerFocus<T extends HTMLElement>(isPending: boolean, error: unknown): RefObject<T | null> {
  const place = useRef<T>(null);
  const wasPending = useRef(false);
  useEffect(() => {
    const answered = wasPending.current && !isPending;
    wasPending.current = isPending;
    if (!answered || place.current === null) return;
    const isRefused = error !== null && error !== undefined;
    if (!isRefused && document.activeElement !== document.body) return;
    const wanted = isRefused ? [INVALID, '[role="alert"][tabindex]:not(:empty)'] : ['[role="status"][tabindex]'];
    for (const selector of wanted) {
      const target = place.current.querySelector<HTMLElement>(selector);
      if (target !== null) return target.focus();
    }
  }, [isPending, error]);
  return place;
}
