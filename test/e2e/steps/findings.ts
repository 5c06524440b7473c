import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { HEIGHT, WIDTH } from './visitor.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_OPTIONS = JSON.stringify({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
const TELEPHONE_WIDTH = 360;

/**
 * What axe finds against WCAG 2.2 AA on the page as it stands. It is looked at from its end, where the bar with the actions of a
 * form lies in its own place: what that covers elsewhere is uncovered by scrolling.
 */
export async function accessibilityFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate<string[]>(`(async () => {
    const { scrollX, scrollY } = window;
    window.scrollTo(scrollX, document.documentElement.scrollHeight);
    try {
      const { violations } = await axe.run(document, ${AXE_OPTIONS});
      return violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).slice(0, 3).join(' | '));
    } finally {
      window.scrollTo(scrollX, scrollY);
    }
  })()`);
}

/** What is wider than the window, and texts of which a part cannot be read. */
export function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const { documentElement: root } = document;
    const found = root.scrollWidth > root.clientWidth ? ['the page is ' + root.scrollWidth + ' pixels wide'] : [];
    for (const element of document.body.querySelectorAll('*')) {
      // Fields scroll what is typed in them; what is for the ear only is one pixel wide.
      if (element.closest('input, textarea, select') || element.clientWidth <= 1) continue;
      const { overflowX, clipPath } = getComputedStyle(element);
      if (!['hidden', 'clip'].includes(overflowX) || clipPath !== 'none') continue;
      if (element.scrollWidth > element.clientWidth + 1 && element.textContent.trim() !== '')
        found.push('cut off: ' + element.textContent.trim().slice(0, 80));
    }
    return found;
  })()`);
}

/** The page as it stands: for every sense, on a wide window and on a telephone. */
export async function expectUsable(page: Page): Promise<void> {
  expect(await accessibilityFindings(page)).toEqual([]);
  expect(await cutOff(page)).toEqual([]);
  await page.setViewportSize({ width: TELEPHONE_WIDTH, height: HEIGHT });
  try {
    expect(await cutOff(page)).toEqual([]);
  } finally {
    await page.setViewportSize({ width: WIDTH, height: HEIGHT });
  }
}
