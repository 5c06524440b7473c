/**
 * The longest that a server may keep us away at a time, whatever it says: a quarter of an hour. Exchange itself asks for
 * five minutes at most; a proxy that says "tomorrow" must not end a day's synchronisation. One question in a quarter
 * of an hour harms no server, and its answer may prolong the wait.
 */
export const LONGEST_WAIT_MS = 15 * 60_000;
