import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import type { ExchangeVersion } from '../soap/versions.ts';

/** Folder of Microsoft's schemas, which are not ours to ship. */
export const SCHEMA_FOLDER =
  process.env['RACCORDO_XSD'] ?? fileURLToPath(new URL('../../../shared/xsd', import.meta.url));

export const SCHEMAS_FOUND = existsSync(`${SCHEMA_FOLDER}/exchange2016/envelope.xsd`);
if (!SCHEMAS_FOUND) {
  console.warn(
    `NOT CHECKED against Microsoft's schemas: nothing at ${SCHEMA_FOLDER} (set RACCORDO_XSD to their folder)`,
  );
}

/** Versions without a schema of their own are checked against the next higher one. */
export const SCHEMA_OF: Readonly<Record<ExchangeVersion, string>> = {
  Exchange2007: 'exchange2007sp1',
  Exchange2007_SP1: 'exchange2007sp1',
  Exchange2010: 'exchange2010sp2',
  Exchange2010_SP1: 'exchange2010sp2',
  Exchange2010_SP2: 'exchange2010sp2',
  Exchange2013: 'exchange2013sp1',
  Exchange2013_SP1: 'exchange2013sp1',
  Exchange2015: 'exchange2016',
  Exchange2016: 'exchange2016',
};

const validators = new Map<string, XsdValidator>();

function validatorOf(schema: string): XsdValidator {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  xmlRegisterFsInputProviders();
  const document = XmlDocument.fromBuffer(Buffer.from(ENTRY), { url: `${SCHEMA_FOLDER}/${schema}/entry.xsd` });
  const validator = XsdValidator.fromDoc(document);
  validators.set(schema, validator);
  return validator;
}

const ENTRY = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://schemas.microsoft.com/exchange/services/2006/types" schemaLocation="types.xsd"/>
<xs:import namespace="http://schemas.microsoft.com/exchange/services/2006/messages" schemaLocation="messages.xsd"/>
<xs:import namespace="http://schemas.xmlsoap.org/soap/envelope/" schemaLocation="../soap11.xsd"/>
</xs:schema>`;

/** @throws what libxml2 says, when the message is not valid; does nothing without schemas */
export function assertValid(message: string, version: ExchangeVersion): void {
  if (!SCHEMAS_FOUND) return;
  const document = XmlDocument.fromString(message);
  try {
    validatorOf(SCHEMA_OF[version]).validate(document);
  } catch (error) {
    throw new Error(`not valid for ${version}: ${String(error)}\n${message.slice(0, 4000)}`, { cause: error });
  } finally {
    document.dispose();
  }
}
