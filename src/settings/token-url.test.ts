import { describe, expect, test } from 'vitest';
import { isAuthority, tokenUrlOf } from './token-url.ts';

describe('the token endpoint of an authority', () => {
  test.each([
    [
      'https://login.microsoftonline.com/contoso.example',
      'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
    ],
    [
      'https://login.microsoftonline.com/contoso.example/',
      'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
    ],
    [
      'https://login.microsoftonline.com/contoso.example/v2.0',
      'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
    ],
    ['https://login.example/t/oauth2/v2.0/token', 'https://login.example/t/oauth2/v2.0/token'],
    ['https://login.example/t/oauth2/token?p=1', 'https://login.example/t/oauth2/token?p=1'],
    ['https://adfs.brenta.example/adfs', 'https://adfs.brenta.example/adfs/oauth2/token'],
    ['https://adfs.brenta.example/adfs/oauth2/', 'https://adfs.brenta.example/adfs/oauth2/token'],
    ['https://localhost:8443/tenant', 'https://localhost:8443/tenant/oauth2/v2.0/token'],
  ])('%s', (authority, endpoint) => {
    expect(tokenUrlOf(authority)).toBe(endpoint);
  });

  test.each([
    'login.microsoftonline.com/contoso',
    'https://login.microsoftonline.com',
    'https://user:secret@login.example/t',
    'https://login.example/t#x',
    'ftp://login.example/t',
    '',
  ])('cannot be found from %j', (text) => {
    expect(isAuthority(text)).toBe(false);
  });
});
