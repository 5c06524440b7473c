import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { describe, expect, test } from 'vitest';
import type { Impersonated } from '../options.ts';
import { xml } from '../xml/write.ts';
import type { RequestVersion } from './channel.ts';
import { REQUEST_VERSIONS } from './channel.ts';
import { versionProbe } from './version-probe.ts';
import { writeEnvelope } from './write-envelope.ts';

const folder = process.env['RACCORDO_XSD'] ?? fileURLToPath(new URL('../../../../../shared/xsd', import.meta.url));
const haveSchemas = existsSync(folder);
if (!haveSchemas)
  console.warn(`NO SCHEMAS AT ${folder}: ENVELOPES ARE NOT VALIDATED. Set RACCORDO_XSD to their folder.`);

const SCHEMAS: Readonly<Record<RequestVersion, string>> = {
  Exchange2007_SP1: 'exchange2007sp1',
  Exchange2010: 'exchange2010sp2',
  Exchange2010_SP1: 'exchange2010sp2',
  Exchange2010_SP2: 'exchange2010sp2',
  Exchange2013: 'exchange2013sp1',
  Exchange2013_SP1: 'exchange2013sp1',
  Exchange2016: 'exchange2016',
};

const MARIO = 'mario.rossi@example.org';
const NAMED: readonly (readonly [owner: string | null, impersonate: Impersonated | null])[] = [
  [null, null],
  [MARIO, null],
  [null, { kind: 'primarySmtp', value: MARIO }],
  [null, { kind: 'principalName', value: 'mario@ad.example.org' }],
  [null, { kind: 'sid', value: 'S-1-5-21-1493619105-1843311271-3936346804-1118' }],
];

describe.skipIf(!haveSchemas)('the envelope with the version probe', () => {
  test.each(REQUEST_VERSIONS)('is valid for %s, for every way to name whom it is made for', (version) => {
    xmlRegisterFsInputProviders();
    const file = `${folder}/${SCHEMAS[version]}/envelope.xsd`;
    using schema = XmlDocument.fromBuffer(readFileSync(file), { url: pathToFileURL(file).href });
    using validator = XsdValidator.fromDoc(schema);
    const validate = (message: string) => {
      using document = XmlDocument.fromString(message);
      validator.validate(document);
    };
    for (const [owner, impersonate] of NAMED) {
      const message = writeEnvelope(versionProbe(owner).body(version), version, impersonate);
      expect(() => validate(message)).not.toThrow();
      expect(() => validate(message.replace('<m:FolderShape>', '<m:FolderShape><t:Unknown/>'))).toThrow(/Unknown/);
      expect(() =>
        validate(message.replace('<s:Header>', '<s:Header><t:RequestServerVersion Version="Exchange1999"/>')),
      ).toThrow(/Exchange1999/);
    }
  });
});

test('what is inserted stands in the body as it is', () => {
  expect(writeEnvelope(xml`<m:X a="${'<'}"/>`, 'Exchange2016', null)).toContain('<s:Body><m:X a="&lt;"/></s:Body>');
});
