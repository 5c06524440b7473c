import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Language, Translate } from '../../../src/messages/index.ts';
import { translatorFor } from '../../../src/messages/index.ts';
import { watch } from './evidence.ts';
import { LOST_CLICK, REPORT_LOST_CLICKS } from './lost-clicks.ts';

/** One person at a browser of their own. */
export interface Visitor {
  readonly page: Page;
  readonly language: Language;
  /** What the page says to this person. */
  readonly t: Translate;
  /** What the Content-Security-Policy refused, errors that nothing caught, and clicks that reached nothing. */
  readonly complaints: readonly string[];
  leave(): Promise<void>;
}

/** Cookies of somebody who has signed in. */
export type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

export interface VisitorOptions {
  readonly language: Language;
  readonly address: string;
  readonly width?: number;
  /** Comes in as who has these. */
  readonly cookies?: Cookies;
  /** Hears every answer of the API to this person. */
  readonly onAnswer?: (text: string) => void;
}

const LOCALES: Readonly<Record<Language, string>> = { it: 'it-IT', en: 'en-GB' };
/** Two busy cores; what takes longer does not come. */
const PATIENCE_MS = 20_000;
export const HEIGHT = 900;
export const WIDTH = 1280;

export async function openVisitor(browser: Browser, options: VisitorOptions): Promise<Visitor> {
  const { language, address, width = WIDTH, cookies = [], onAnswer } = options;
  const context = await browser.newContext({
    locale: LOCALES[language],
    viewport: { width, height: HEIGHT },
    timezoneId: 'Europe/Rome',
    reducedMotion: 'reduce',
  });
  await context.addCookies(cookies);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (text.includes('Content Security Policy') || text.startsWith(LOST_CLICK)) complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}`));
  if (onAnswer !== undefined) listenToApi(page, onAnswer);
  await page.addInitScript(REPORT_LOST_CLICKS);
  watch({ page, complaints });
  await page.goto(address);
  return { page, language, t: translatorFor(language), complaints, leave: () => context.close() };
}

function listenToApi(page: Page, onAnswer: (text: string) => void): void {
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/api/')) return;
    const headers = JSON.stringify(response.headers());
    // The body of a stream that never ends, or of a page that was left, cannot be had any more.
    const body = await response.text().catch(() => '');
    onAnswer(`${response.request().method()} ${pathname} ${response.status()} ${headers}\n${body}`);
  });
}
