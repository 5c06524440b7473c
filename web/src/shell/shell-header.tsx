import { Badge, Burger, Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe, useSwitchSession } from '../access/session.tsx';
import { signOut } from '../api/session.ts';
import { Brand } from './brand.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { askBeforeLeaving } from './unsaved.ts';

interface Props {
  /** Whether the page hears of changes as they happen. */
  readonly live: boolean;
  readonly onMenu: () => void;
}

export function ShellHeader({ live, onMenu }: Props) {
  const { t } = useTranslation();
  return (
    <header className="page-header">
      <Burger
        className="only-narrow"
        color="white"
        size="sm"
        onClick={onMenu}
        aria-label={t('page.navigation.open')}
        aria-haspopup="dialog"
      />
      <Link href="/" className="brand-link">
        <Brand />
      </Link>
      <div className="header-end">
        <Badge className="live-badge" color={live ? 'teal.9' : 'gray.7'} variant="filled" aria-live="polite">
          {live ? t('page.live') : t('page.reconnecting')}
        </Badge>
        <div className="only-wide">
          <LanguageChoice />
        </div>
        <PersonMenu />
      </div>
    </header>
  );
}

function PersonMenu() {
  const { t } = useTranslation();
  const { person } = useMe();
  const switchSession = useSwitchSession();
  const leave = useMutation({ mutationFn: signOut, onSettled: () => switchSession(null) });
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="white"
          size="xs"
          loading={leave.isPending}
          rightSection={<span aria-hidden="true">▾</span>}
          aria-label={t('page.navigation.signedInAs', { name: person.displayName })}
        >
          <span className="only-wide">{person.displayName}</span>
          <PersonSign />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href="/me">
          {t('page.navigation.me')}
        </Menu.Item>
        <Menu.Item onClick={() => askBeforeLeaving(() => leave.mutate())}>{t('page.navigation.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonSign() {
  return (
    <svg className="only-narrow" viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">
      <circle cx="8" cy="5" r="3" />
      <path d="M2 14.5a6 6 0 0 1 12 0z" />
    </svg>
  );
}
