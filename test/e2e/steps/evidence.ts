import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';

/** What one visitor of this file has in sight. */
interface Witness {
  readonly page: Page;
  readonly complaints: readonly string[];
}

const MOST_CHARACTERS = 2_000;
/** A page that cannot answer says that instead. */
const PATIENCE_MS = 3_000;

const witnesses: Witness[] = [];

/** From now on, a test that fails also says where this visitor was and what the page said. */
export function watch(witness: Witness): void {
  witnesses.push(witness);
}

afterEach(async ({ task }) => {
  const error = task.result?.errors?.[0];
  if (error === undefined) return;
  const open = witnesses.filter(({ page }) => !page.isClosed());
  const seen = await Promise.all(open.map(inSight));
  error.message = [error.message, ...seen].join('\n\n');
});

async function inSight({ page, complaints }: Witness): Promise<string> {
  const text = await page
    .locator('body')
    .innerText({ timeout: PATIENCE_MS })
    .catch((error: unknown) => String(error));
  const { pathname, search } = new URL(page.url());
  return [
    `Open page ${pathname}${search}:`,
    // A link for a password is good once, and in a log it would still be one.
    text
      .replaceAll(/#link=\S+/g, '#link=…')
      .replaceAll(/\s*\n\s*/g, ' | ')
      .slice(0, MOST_CHARACTERS),
    ...complaints.map((complaint) => `It complained: ${complaint}`),
  ].join('\n');
}
