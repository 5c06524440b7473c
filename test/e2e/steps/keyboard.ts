import type { Page } from 'playwright-core';

/** More than any page has places for the focus before the one that is looked for. */
const MOST_TABS = 60;

/** Goes on with Tab until what has the focus is called so. @throws Error when it never is */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    const here = await focusedName(page);
    if (here === name) return;
    passed.push(here);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to "${name}", only to ${passed.join(' → ')}`);
}

/** Types into what has the focus, in place of what stands there. */
export async function typeOver(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** The accessible name of what has the focus, as assistive software hears it. */
async function focusedName(page: Page): Promise<string> {
  const focused = page.locator(':focus');
  if ((await focused.count()) === 0) return '';
  // A line of YAML, in quotes itself where the name holds a colon.
  return /^- '?\w+ "(.*?)"/.exec(await focused.ariaSnapshot())?.[1] ?? '';
}
