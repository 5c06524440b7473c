import type { Browser } from 'playwright-core';
import type { Language } from '../../../src/messages/index.ts';
import { launchBrowser } from '../../support/browser.ts';
import type { Place, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';
import type { Visitor } from './visitor.ts';
import { openVisitor } from './visitor.ts';

/** Simulator and connector in this process, the built page, a browser; nothing is synchronised by itself. */
export interface EngineWorld {
  readonly world: SettingsWorld;
  /** Signed in as the person of this place. */
  visit(place: Place, language: Language, path: string): Promise<Visitor>;
  close(): Promise<void>;
}

export async function openEngineWorld(): Promise<EngineWorld> {
  const [world, browser] = await Promise.all([openSettingsWorld({ people: 6 }), launchBrowser()]);
  return {
    world,
    visit: (place, language, path) => visit(world, browser, place, language, path),
    close: async () => {
      await browser.close();
      await world.close();
    },
  };
}

async function visit(
  world: SettingsWorld,
  browser: Browser,
  { person }: Place,
  language: Language,
  path: string,
): Promise<Visitor> {
  const { cookie } = await world.signIn(person);
  const [name = '', value = ''] = cookie.split('=');
  const { url } = world.server;
  return openVisitor(browser, { language, address: `${url}${path}`, cookies: [cookieAt(url, name, value)] });
}

function cookieAt(url: string, name: string, value: string) {
  const domain = new URL(url).hostname;
  return { name, value, domain, path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' as const };
}
