import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useLiveEvents } from '../api/live.ts';
import { InstallationDoubt } from '../installation/installation-doubt.tsx';
import { ServerStops } from '../stops/server-stops.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { Navigation } from './navigation-list.tsx';
import { Routes } from './routes.tsx';
import { ShellHeader } from './shell-header.tsx';
import { UnsavedQuestion } from './unsaved-question.tsx';

/** What stands around every page of somebody who is signed in: header, navigation and the page itself. */
export function Shell() {
  const { t } = useTranslation();
  const live = useLiveEvents();
  const [menuOpen, menu] = useDisclosure(false);
  return (
    <>
      <a className="skip-link" href="#content">
        {t('page.skip')}
      </a>
      <ShellHeader live={live} onMenu={menu.open} />
      <div className="shell">
        <nav className="shell-navigation" aria-label={t('page.navigation.label')}>
          <Navigation />
        </nav>
        <main id="content" tabIndex={-1} className="shell-content">
          <InstallationDoubt />
          <ServerStops />
          <Routes />
        </main>
      </div>
      <Drawer opened={menuOpen} onClose={menu.close} title={t('page.title')} size="xs">
        <nav aria-label={t('page.navigation.label')}>
          <Navigation onChoose={menu.close} />
        </nav>
        <div className="drawer-language">
          <LanguageChoice labelled />
        </div>
      </Drawer>
      <UnsavedQuestion />
    </>
  );
}
