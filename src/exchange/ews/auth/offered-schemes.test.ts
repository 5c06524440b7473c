import { describe, expect, test } from 'vitest';
import { basicAuthorization } from './basic.ts';
import { findOffer, isOffered, readOffers } from './offered-schemes.ts';

describe('WWW-Authenticate', () => {
  test('one header a scheme, as IIS sends it', () => {
    const offers = readOffers(['Negotiate', 'NTLM', 'Basic realm="mail.example.org"']);
    expect(offers.map((offer) => offer.scheme)).toEqual(['Negotiate', 'NTLM', 'Basic']);
    expect(isOffered(offers, 'NTLM')).toBe(true);
  });

  test('several schemes in one header, with commas inside parameters', () => {
    const offers = readOffers('NTLM, Basic realm="a, Digest b", charset="UTF-8", Bearer error="x"');
    expect(offers.map((offer) => offer.scheme)).toEqual(['NTLM', 'Basic', 'Bearer']);
  });

  test('names are matched without regard to case and the offer with a token is the one that counts', () => {
    const offers = readOffers(['ntlm', 'NTLM TlRMTVNTUAACAAAA', 'basic realm=x']);
    expect(findOffer(offers, 'NTLM')?.token).toBe('TlRMTVNTUAACAAAA');
    expect(findOffer(offers, 'Basic')?.token).toBeNull();
  });

  test('a missing or empty header offers nothing', () => {
    expect(readOffers(undefined)).toEqual([]);
    expect(readOffers(['', ' , '])).toEqual([]);
  });
});

describe('Basic', () => {
  test('names and passwords are UTF-8, a colon in the password is fine', () => {
    const header = basicAuthorization({ user: 'zoë@example.org', domain: 'X', password: 'Sècret:Pà55!' });
    expect(Buffer.from(header.slice('Basic '.length), 'base64').toString('utf8')).toBe('zoë@example.org:Sècret:Pà55!');
  });

  test('a domain stands before the name', () => {
    const header = basicAuthorization({ user: 'mario', domain: 'CONTOSO', password: 'p' });
    expect(Buffer.from(header.slice('Basic '.length), 'base64').toString('utf8')).toBe('CONTOSO\\mario:p');
  });
});
