import { Title } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { takeFocusWish, wishFocus } from './focus-wish.ts';

/**
 * The heading of a page; every page has exactly one. It names the browser's tab, and takes the focus after a
 * navigation, so that people who do not see the page hear where they are.
 */
export function PageHeading({ children }: { readonly children: string }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const [path] = useLocation();
  useEffect(() => {
    document.title = `${children} · ${t('page.title')}`;
  }, [children, t]);
  // Not only when it appears: one heading may stay through a navigation.
  useEffect(() => {
    if (path !== '' && takeFocusWish()) heading.current?.focus({ preventScroll: true });
  }, [path]);
  useLayoutEffect(() => {
    const { current } = heading;
    // A page that has loaded replaces its heading by another one, which then has the focus instead.
    return () => {
      if (current !== null && document.activeElement === current) wishFocus();
    };
  }, []);
  return (
    <Title order={1} size="h2" ref={heading} tabIndex={-1} className="page-heading">
      {children}
    </Title>
  );
}
