import type { Locator, Page } from 'playwright-core';

/** A field of any kind by its whole label. Passwords have no role. */
export function field(place: Page | Locator, label: string): Locator {
  return place.getByLabel(called(label)).and(place.locator('input, textarea, select'));
}

/** One of several values that are all in sight, each in words. */
export function option(place: Page | Locator, group: string, words: string | RegExp): Locator {
  return place.getByRole('radiogroup', { name: called(group) }).getByRole('radio', { name: words });
}

/** Puts a switch where it is wanted; its input lies invisible over what one sees. */
export async function turn(place: Page | Locator, label: string, on: boolean): Promise<void> {
  await place.getByRole('switch', { name: called(label) }).setChecked(on, { force: true });
}

/** The whole name, whichever apostrophe prints it; the mark of a required field is no part of it. */
function called(name: string): RegExp {
  return new RegExp(`^${asPattern(name)}(\\s?\\*)?$`);
}

export function asPattern(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&').replaceAll(/['’]/g, "['’]");
}
