import type { Page } from 'playwright-core';

/** Answers on their way to the page. */
export interface HeldAnswers {
  /** The server has given the first one. */
  readonly given: Promise<void>;
  /** They arrive, as they were when the server gave them; nothing is held any more. */
  letGo(): void;
}

/** From now on, what the page reads at this address of the API arrives only when it is let go. */
export async function holdAnswers(page: Page, path: string): Promise<HeldAnswers> {
  const gift = opening();
  const gate = opening();
  let holds = true;
  await page.route(
    ({ pathname }) => pathname === path,
    async (route) => {
      if (!holds || route.request().method() !== 'GET') return route.fallback();
      const response = await route.fetch();
      gift.open();
      await gate.opened;
      await route.fulfill({ response });
    },
  );
  return {
    given: gift.opened,
    letGo() {
      holds = false;
      gate.open();
    },
  };
}

function opening() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
