import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { autodiscoverAddress } from './autodiscover-address.ts';
import { normaliseServerUrl } from './server-url.ts';

function resultOf(typed: string, allowInsecureHttp = false): { url?: string; error?: unknown } {
  try {
    return { url: normaliseServerUrl(typed, allowInsecureHttp) };
  } catch (error) {
    return { error };
  }
}

const ofDomains = fc
  .tuple(fc.domain(), fc.array(fc.domain()))
  .map(([domain, trust]) => `autodiscover:${domain}?trust=${trust.join(',')}`);

function codeOf(typed: string): string {
  const { error } = resultOf(typed);
  return error === undefined ? 'none' : ((error as { code?: string }).code ?? String(error));
}

const EXPECTED = { name: 'ConnectorError', disposition: 'reauth' };

describe('the server as people type it', () => {
  test.each([
    ['ServerExchange', 'https://serverexchange/EWS/Exchange.asmx'],
    ['  mail.example.org ', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['192.0.2.10', 'https://192.0.2.10/EWS/Exchange.asmx'],
    ['192.0.2.10:8443', 'https://192.0.2.10:8443/EWS/Exchange.asmx'],
    ['2001:db8::1', 'https://[2001:db8::1]/EWS/Exchange.asmx'],
    ['[2001:db8::1]:444/ews', 'https://[2001:db8::1]:444/EWS/Exchange.asmx'],
    ['mail.example.org:443', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['https://mail.example.org/', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['mail.example.org/EWS/', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['HTTPS://MAIL.example.org/EWS/EXCHANGE.ASMX', 'https://mail.example.org/EWS/EXCHANGE.ASMX'],
    ['https://mail.example.org/ews/exchange.asmx?wsdl', 'https://mail.example.org/ews/exchange.asmx'],
    ['https://mail.example.org/owa/auth/logon.aspx?url=x', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['https://proxy.example.org/inside/ews', 'https://proxy.example.org/inside/ews/Exchange.asmx'],
    ['mäil.example.org', 'https://xn--mil-qla.example.org/EWS/Exchange.asmx'],
    ['https://mail.example.org/ecp/?rfr=owa#x', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['mail.example.org/autodiscover/autodiscover.xml', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['https://mail.example.org/Microsoft-Server-ActiveSync', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['https://mail.example.org:444/mapi/emsmdb/?MailboxId=x', 'https://mail.example.org:444/EWS/Exchange.asmx'],
    ['https://mail.example.org/ews/Services.wsdl', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['https://mail.example.org/EWS/exchange.asmx/s/GetUserPhoto', 'https://mail.example.org/EWS/exchange.asmx'],
    ['https://mail.example.org/owa/ (posta web, solo interna)', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['<https://mail.example.org/owa>;', 'https://mail.example.org/EWS/Exchange.asmx'],
    ['«mail.example.org»', 'https://mail.example.org/EWS/Exchange.asmx'],
  ])('%s → %s', (typed, expected) => {
    expect(normaliseServerUrl(typed, false)).toBe(expected);
  });

  test('plain http needs the switch', () => {
    expect(codeOf('http://mail.example.org')).toBe('insecure_http_refused');
    expect(normaliseServerUrl('http://127.0.0.1:8080', true)).toBe('http://127.0.0.1:8080/EWS/Exchange.asmx');
  });

  test.each([
    'outlook.office365.com',
    'https://outlook.office.com/EWS/Exchange.asmx',
    'contoso.onmicrosoft.com',
    'graph.microsoft.com',
    'OUTLOOK.OFFICE365.COM.',
  ])('%s is Exchange Online, which closed EWS', (typed) => {
    expect(codeOf(typed)).toBe('exchange_online_ews_closed');
  });

  test('with OAuth the names of Exchange Online pass', () => {
    expect(normaliseServerUrl('outlook.office365.com', false, 'oauth')).toBe(
      'https://outlook.office365.com/EWS/Exchange.asmx',
    );
    expect(normaliseServerUrl('autodiscover:contoso.onmicrosoft.com', false, 'oauth')).toBe(
      'autodiscover:contoso.onmicrosoft.com',
    );
    expect(codeOf('autodiscover:contoso.onmicrosoft.com')).toBe('exchange_online_ews_closed');
  });

  test.each([
    ['autodiscover:azienda.example', 'autodiscover:azienda.example', []],
    [' Autodiscover://Azienda.Example. ', 'autodiscover:azienda.example', []],
    ['autodiscover:mario.rossi@azienda.example', 'autodiscover:azienda.example', []],
    ['autodiscover:caffè.example', 'autodiscover:xn--caff-8oa.example', []],
    [
      'autodiscover:azienda.example?trust=Mail.Provider.example,*.other.example,mail.provider.example',
      'autodiscover:azienda.example?trust=mail.provider.example,other.example',
      ['mail.provider.example', 'other.example'],
    ],
  ])('%s is a mail domain whose servers are looked for', (typed, expected, trust) => {
    expect(normaliseServerUrl(typed, false)).toBe(expected);
    expect(normaliseServerUrl(expected, false)).toBe(expected);
    expect(autodiscoverAddress(expected)).toEqual({ domain: expected.replace(/^.*:|\?.*$/g, ''), trust });
  });

  test.each([
    'autodiscover:',
    'autodiscover:azienda',
    'autodiscover:192.0.2.10',
    'autodiscover:azienda.example/owa',
    'autodiscover:azienda.example:443',
    'autodiscover:azienda .example',
    'autodiscover:azienda.example?trust=example',
    'autodiscover:azienda.example?other=x.example',
    'autodiscover:azienda.example?trust=a.example?trust=b.example',
  ])('%j names no mail domain, or accepts more than a host', (typed) => {
    expect(codeOf(typed)).toBe('server_url_invalid');
  });

  test('the URL of a server is no mail domain', () => {
    expect(autodiscoverAddress('https://mail.example.org/EWS/Exchange.asmx')).toBeNull();
  });

  test.each([
    '',
    '   ',
    'not a server',
    'mario@example.org',
    'ftp://mail.example.org',
    'https://u:p@mail.example.org',
    'https://',
    'mail.example.org:99999',
    'mail:0',
    '???',
    '\\\\server\\share',
    'javascript:alert(1)',
  ])('%j is no server', (typed) => {
    expect(codeOf(typed)).toBe('server_url_invalid');
  });

  test('a remark between the last slashes is none of the path', () => {
    expect(resultOf('http://a.aa/,/', true)).toEqual(resultOf('http://a.aa', true));
    expect(resultOf('http://a.aa/posta/;/', true)).toEqual(resultOf('http://a.aa/posta', true));
  });

  test('whatever is typed gives a typed error or a URL that stays the same when typed again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.ipV6(), fc.domain(), ofDomains), (typed) => {
        const once = resultOf(typed, true);
        const again = once.url === undefined ? once : resultOf(once.url, true);
        expect(again).toEqual(once);
        expect(once.error ?? EXPECTED).toMatchObject(EXPECTED);
      }),
    );
  });
});
