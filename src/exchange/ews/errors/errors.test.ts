import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readXml } from '../xml/read.ts';
import { ERROR_CATALOGUE, errorFromResponseCode } from './index.ts';
import { MEANING_OF_CODE, MEANINGS } from './wire-codes.ts';

const T = 'xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"';

describe('errors from ResponseCodes', () => {
  test('a known code gets its disposition at either level', () => {
    for (const level of ['item', 'request'] as const) {
      expect(errorFromResponseCode('ErrorIrresolvableConflict', { level, itemRef: 'AAMk' })).toMatchObject({
        code: 'ErrorIrresolvableConflict',
        disposition: 'conflict',
        itemRef: 'AAMk',
      });
    }
  });

  test('an unknown code is kept verbatim: the item is parked, the request tried again', () => {
    expect(errorFromResponseCode('ErrorOfTomorrow')).toMatchObject({
      code: 'ErrorOfTomorrow',
      disposition: 'quarantine',
    });
    expect(errorFromResponseCode('ErrorOfTomorrow', { level: 'request' }).disposition).toBe('retry');
    expect(errorFromResponseCode('constructor').disposition).toBe('quarantine');
  });

  test('the wait that the server asks for is taken over, within reason', () => {
    const after = (value: string) =>
      errorFromResponseCode('ErrorServerBusy', {
        messageXml: readXml(`<t:MessageXml ${T}><t:Value Name="BackOffMilliseconds">${value}</t:Value></t:MessageXml>`),
      }).retryAfterMs;
    expect(after('297749')).toBe(297_749);
    expect(after(' 1000.2 ')).toBe(1_001);
    expect(after('99999999999999')).toBe(900_000);
    expect(after('-5')).toBeUndefined();
    expect(after('later')).toBeUndefined();
  });

  test('an inner code decides, the outer one stays the name', () => {
    const messageXml = readXml(
      `<t:MessageXml ${T}><t:Value Name="InnerErrorMessageText">segreto</t:Value><t:Value Name="InnerErrorResponseCode">ErrorQuotaExceeded</t:Value></t:MessageXml>`,
    );
    const error = errorFromResponseCode('ErrorInternalServerError', { messageXml });
    expect(error).toMatchObject({
      code: 'ErrorInternalServerError',
      disposition: 'reauth',
      details: { innerErrorResponseCode: 'ErrorQuotaExceeded' },
    });
    expect(JSON.stringify(error)).not.toContain('segreto');
  });

  test('the property that was refused is named', () => {
    const plain = readXml(`<t:MessageXml ${T}><t:FieldURI FieldURI="calendar:Start"/></t:MessageXml>`);
    expect(errorFromResponseCode('ErrorInvalidPropertySet', { messageXml: plain }).details).toEqual({
      fieldUri: 'calendar:Start',
      meaning: 'property_refused',
    });
    const indexed = readXml(
      `<t:MessageXml ${T}><t:IndexedFieldURI FieldURI="contacts:EmailAddress" FieldIndex="EmailAddress1"/></t:MessageXml>`,
    );
    expect(errorFromResponseCode('ErrorInvalidPropertySet', { messageXml: indexed }).details).toMatchObject({
      fieldUri: 'contacts:EmailAddress:EmailAddress1',
    });
  });
});

describe('the catalogue', () => {
  test('names every code once', () => {
    const codes = ERROR_CATALOGUE.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test('every meaning has its sentence, and says nothing without its codes', () => {
    for (const [meaning, { codes }] of Object.entries(MEANINGS)) {
      expect(codes.length, meaning).toBeGreaterThan(0);
      for (const code of codes) expect(errorFromResponseCode(code).details['meaning'], code).toBe(meaning);
    }
    expect(errorFromResponseCode('ErrorOfTomorrow').details['meaning']).toBeUndefined();
  });

  test('has every ResponseCode that any version of the schema names, spelt as there, and no other', () => {
    const folder = process.env['RACCORDO_XSD'] ?? new URL('../../../../../shared/xsd', import.meta.url).pathname;
    if (!existsSync(folder)) {
      console.warn('SKIPPED: no EWS schemas (set RACCORDO_XSD), so the list of ResponseCodes is not checked.');
      return;
    }
    const named = ['exchange2007sp1', 'exchange2010sp2', 'exchange2013sp1', 'exchange2016'].flatMap((version) => {
      const schema = readFileSync(`${folder}/${version}/messages.xsd`, 'utf8');
      const [, type = ''] = /<xs:simpleType name="ResponseCodeType">(.*?)<\/xs:simpleType>/s.exec(schema) ?? [];
      return [...type.matchAll(/enumeration value="(\w+)"/g)].map(([, code = '']) => code);
    });
    expect(named.length).toBeGreaterThan(1_500);
    const ours = [...MEANING_OF_CODE.keys()].filter((code) => code.startsWith('Error'));
    expect(ours.toSorted()).toEqual([...new Set(named)].filter((code) => code !== 'NoError').toSorted());
  });
});
