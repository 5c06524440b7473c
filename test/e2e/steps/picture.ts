import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** `RACCORDO_SCREENSHOTS=docs/images npx vitest run --project e2e` renews the pictures of the documents. */
const FOLDER = process.env['RACCORDO_SCREENSHOTS'];

/** @param below what stands at the upper edge; the head of the page by default */
export async function picture(page: Page, name: string, below: Locator = page.locator('body')): Promise<void> {
  if (FOLDER === undefined) return;
  await below.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}
