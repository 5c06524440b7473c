/** Exchange announces nothing to the page, so the mailbox on screen is asked again and again. */
export const MAILBOX_EVERY_MS = 4_000;
/** A search starts when the typing pauses. */
export const SEARCH_DELAY_MS = 250;
