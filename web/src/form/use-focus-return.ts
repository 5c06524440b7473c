import { useEffect } from 'react';

/** A dialog disappears as a whole when it closes; who works with the keyboard goes on where they opened it. */
export function useFocusReturn(): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
}
