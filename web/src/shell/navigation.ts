import type { AroundNavHandler } from 'wouter';
import { wishFocus } from './focus-wish.ts';
import { askBeforeLeaving, holdBack } from './unsaved.ts';

/** Goes to another page, unless a form holds something unsaved and the person stays. */
export const aroundNavigation: AroundNavHandler = (navigate, to, options) => {
  const go = () => {
    const samePage = pathOf(to) === location.pathname;
    if (!samePage) wishFocus();
    navigate(to, options);
    if (!samePage) window.scrollTo(0, 0);
  };
  if (pathOf(to) === location.pathname) go();
  else askBeforeLeaving(go);
};

/**
 * Takes part in the browser's own Back and Forward. To be called before the router listens: a page that has gone
 * cannot be brought back with what was typed in it.
 */
export function watchHistory(): void {
  addEventListener('popstate', (event) => {
    if (!holdBack(event)) wishFocus();
  });
}

function pathOf(to: string): string {
  return new URL(to, location.href).pathname;
}
