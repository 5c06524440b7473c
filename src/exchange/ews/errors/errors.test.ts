import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readXml } from '../xml/read.ts';
import { ERROR_CATALOGUE, errorFromResponseCode } from './index.ts';

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
    expect(after('99999999999999')).toBe(86_400_000);
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
    });
    const indexed = readXml(
      `<t:MessageXml ${T}><t:IndexedFieldURI FieldURI="contacts:EmailAddress" FieldIndex="EmailAddress1"/></t:MessageXml>`,
    );
    expect(errorFromResponseCode('ErrorInvalidPropertySet', { messageXml: indexed }).details).toEqual({
      fieldUri: 'contacts:EmailAddress:EmailAddress1',
    });
  });
});

describe('the catalogue', () => {
  test('names every code once', () => {
    const codes = ERROR_CATALOGUE.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test('spells the codes of the wire as the schema does', () => {
    const folder = process.env['RACCORDO_XSD'] ?? new URL('../../../../../shared/xsd', import.meta.url).pathname;
    if (!existsSync(folder)) {
      console.warn('SKIPPED: no EWS schemas (set RACCORDO_XSD), so the spelling of ResponseCodes is not checked.');
      return;
    }
    const schema = ['exchange2007sp1', 'exchange2010sp2', 'exchange2013sp1', 'exchange2016']
      .map((version) => readFileSync(`${folder}/${version}/messages.xsd`, 'utf8'))
      .join('');
    const misspelt = ERROR_CATALOGUE.filter(({ code }) => code.startsWith('Error') && !schema.includes(`"${code}"`));
    expect(misspelt).toEqual([]);
  });
});
