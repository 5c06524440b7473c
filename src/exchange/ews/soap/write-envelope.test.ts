import { describe, expect, test } from 'vitest';
import type { Impersonated } from '../options.ts';
import { assertValidMessage, haveSchemas } from '../testing/request-schema.ts';
import { xml } from '../xml/write.ts';
import { REQUEST_VERSIONS } from './channel.ts';
import { versionProbe } from './version-probe.ts';
import { writeEnvelope } from './write-envelope.ts';

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
    const validate = (message: string) => assertValidMessage(message, version);
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
