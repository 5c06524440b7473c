import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import type { RequestVersion } from '../soap/channel.ts';
import { isAtLeast } from '../soap/channel.ts';
import { writeEnvelope } from '../soap/write-envelope.ts';

const folder = process.env.RACCORDO_XSD ?? join(import.meta.dirname, '../../../../../shared/xsd');

export const haveSchemas = existsSync(folder);
if (!haveSchemas) {
  console.warn(`NO SCHEMAS AT ${folder}: REQUESTS ARE NOT VALIDATED. Set RACCORDO_XSD to the folder that holds them.`);
}

/** The schema for a declared version, or the next higher one where the version has none of its own. */
function schemaOf(version: RequestVersion): string {
  if (isAtLeast(version, 'Exchange2016')) return 'exchange2016';
  if (isAtLeast(version, 'Exchange2013')) return 'exchange2013sp1';
  return isAtLeast(version, 'Exchange2010') ? 'exchange2010sp2' : 'exchange2007sp1';
}

const validators = new Map<string, XsdValidator>();

function validatorOf(version: RequestVersion): XsdValidator {
  const schema = schemaOf(version);
  const known = validators.get(schema);
  if (known !== undefined) return known;
  xmlRegisterFsInputProviders();
  const file = join(folder, schema, 'envelope.xsd');
  using document = XmlDocument.fromBuffer(readFileSync(file), { url: pathToFileURL(file).href });
  const validator = XsdValidator.fromDoc(document);
  validators.set(schema, validator);
  return validator;
}

/** @throws with the schema's complaints when the body, in the envelope that it is sent in, is no valid request of that version */
export function assertValidRequest(bodyMarkup: string, version: RequestVersion): void {
  assertValidMessage(writeEnvelope({ markup: bodyMarkup }, version, null), version);
}

/** @throws with the schema's complaints when the whole message is not valid for that version */
export function assertValidMessage(message: string, version: RequestVersion): void {
  using document = XmlDocument.fromString(message);
  validatorOf(version).validate(document);
}
