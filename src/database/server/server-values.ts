import type { CustomTypesConfig } from 'pg';
import { types } from 'pg';
import { PARSERS } from '../pglite/pg-values.mjs';

/** Arrays of the types in `PARSERS`: their elements follow the same conventions. */
const ELEMENT_OF: Readonly<Record<number, number>> = { 1016: 20, 1231: 1700, 1182: 1082, 1115: 1114, 1185: 1184 };
const TEXT_ARRAY = 1009;

/** The table of node-postgres; its type knows no arrays. */
const usualParser = types.getTypeParser as (oid: number, format?: 'text' | 'binary') => (text: string) => unknown;

/** How the server's text becomes a value: the conventions of `Row` in `port.ts`, whichever engine answers. */
export const SERVER_TYPES: CustomTypesConfig = { getTypeParser: parserOf };

function parserOf(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  const own = PARSERS[oid];
  if (own !== undefined) return own;
  const ofElement = PARSERS[ELEMENT_OF[oid] ?? 0];
  if (ofElement === undefined) return usualParser(oid, format);
  const textsIn = usualParser(TEXT_ARRAY, 'text') as (text: string) => readonly (string | null)[];
  return (text) => textsIn(text).map((element) => (element === null ? null : ofElement(element)));
}
