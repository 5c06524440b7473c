import { VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useMe } from '../access/session.tsx';
import { useOpenCount } from '../conflicts/use-open-count.ts';

const OWN = [
  { href: '/', name: 'synchronisation' },
  { href: '/accounts', name: 'accounts' },
  { href: '/conflicts', name: 'conflicts' },
  { href: '/why', name: 'why' },
] as const;

const COMPANY = [
  { href: '/settings/exchange', name: 'exchangeConnector' },
  { href: '/users', name: 'users' },
  { href: '/audit', name: 'audit' },
] as const;

/** Where one can go; administrators also to the company's settings. */
export function Navigation({ onChoose }: { readonly onChoose?: () => void }) {
  const { t } = useTranslation();
  const { isAdministrator } = useMe();
  const company = useId();
  const openConflicts = useOpenCount();
  return (
    <>
      <ul className="plain-list">
        {OWN.map((target) => (
          <Target
            key={target.href}
            {...target}
            open={target.name === 'conflicts' ? openConflicts : 0}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {isAdministrator ? (
        <>
          <h2 id={company} className="navigation-group">
            {t('page.navigation.company')}
          </h2>
          <ul className="plain-list" aria-labelledby={company}>
            {COMPANY.map((target) => (
              <Target key={target.href} {...target} onChoose={onChoose} />
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

type TargetProps = (typeof OWN | typeof COMPANY)[number] & {
  /** How many there are to look at. */
  readonly open?: number;
  readonly onChoose: (() => void) | undefined;
};

function Target({ href, name, open = 0, onChoose }: TargetProps) {
  const { t } = useTranslation();
  const [path] = useLocation();
  const isHere = path === href;
  const isBelow = href !== '/' && path.startsWith(`${href}/`);
  return (
    <li>
      <Link
        href={href}
        className="navigation-link"
        aria-current={isHere ? 'page' : isBelow ? 'true' : undefined}
        onClick={onChoose}
      >
        {t(`page.navigation.${name}`)}
        {open === 0 ? null : (
          <>
            <span className="navigation-count" aria-hidden="true">
              {open}
            </span>
            <VisuallyHidden>{t('conflicts.navigationOpen', { count: open })}</VisuallyHidden>
          </>
        )}
      </Link>
    </li>
  );
}
