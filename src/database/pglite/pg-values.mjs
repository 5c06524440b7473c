// Plain JavaScript, because the worker thread of the embedded database loads it and Node 20 loads no TypeScript.

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;

const asWritten = (text) => text;

/** `2026-03-01 08:00:00.25+00` → `2026-03-01T08:00:00.25Z`; the session's zone is UTC. `infinity` stays. */
const isoInstant = (text) => text.replace(' ', 'T').replace(/\+00$/, 'Z');

/** How PostgreSQL's text becomes a value: the conventions of `Row` in `port.ts`. */
export const PARSERS = {
  // Beyond 2^53 a JavaScript number lies, so bigint is text for every value, not only for large ones.
  [INT8]: asWritten,
  [NUMERIC]: asWritten,
  [DATE]: asWritten,
  [TIMESTAMP]: asWritten,
  [TIMESTAMPTZ]: isoInstant,
};
