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

export function refusesProperty(code: string): boolean {
  return CODES.has(code);
}

export function isRefusedProperty(error: unknown): error is ConnectorError {
  return error instanceof ConnectorError && refusesProperty(error.code);
}
