import { ConnectorError } from '../../../model/index.ts';

/** How servers say that they do not know a property, be it asked for or searched by. */
const CODES: ReadonlySet<string> = new Set([
  'ErrorInvalidExtendedProperty',
  'ErrorInvalidPropertyRequest',
  'ErrorInvalidPropertyForOperation',
  'ErrorInvalidRequest',
  'ErrorInvalidRestriction',
  'ErrorItemPropertyRequestFailed',
  'ErrorNoPropertyTagForCustomProperties',
  'ErrorSchemaValidation',
  'ErrorUnsupportedPathForQuery',
  'ErrorUnsupportedPathForSortGroup',
  'ErrorUnsupportedPropertyDefinition',
]);

/** These are about one item: its property is broken, and no other item's. */
const OF_ONE_ITEM: ReadonlySet<string> = new Set(['ErrorItemPropertyRequestFailed']);

/** Whether the server objects to what is asked for, whatever item it is asked of. */
export function refusesQuestion(code: string): boolean {
  return CODES.has(code) && !OF_ONE_ITEM.has(code);
}

export function refusesProperty(code: string): boolean {
  return CODES.has(code);
}

export function isRefusedProperty(error: unknown): boolean {
  return error instanceof ConnectorError && refusesProperty(error.code);
}

/** Refusals of a write that may be about anything in it. Nothing of it was applied. */
const VAGUE: ReadonlySet<string> = new Set(['Client', 'Sender', 'ErrorInvalidRequest', 'ErrorSchemaValidation']);

export function refusesVaguely(code: string): boolean {
  return VAGUE.has(code);
}
