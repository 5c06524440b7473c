import { describe, expect, test } from 'vitest';
import { translatorFor } from '../../src/messages/index.ts';
import { ApiProblem } from '../../web/src/api/problem.ts';
import { connectionFaults } from '../../web/src/settings/form/check-values.ts';
import { profileProblems } from '../../web/src/settings/form/profile-problems.ts';
import { connectionOf, valuesOf } from '../../web/src/settings/form/profile-values.ts';
import { isSameServer } from '../../web/src/settings/form/same-server.ts';
import { addressOf, placeOf } from '../../web/src/settings/form/server-address.ts';

/** The choice between the address of a server and a mail domain, in the form of a profile. */

const EMPTY = valuesOf(null);
const DOMAIN = { ...EMPTY, serverPlace: 'mailDomain', mailDomain: ' azienda.example ' } as const;

describe('what the form holds is one text for the API, and comes back as it was', () => {
  test.each([
    'https://mail.azienda.example/EWS/Exchange.asmx',
    'autodiscover:azienda.example',
    'autodiscover:azienda.example?trust=mail.provider.example,autodiscover.provider.example',
  ])('%s', (address) => {
    expect(addressOf(placeOf(address))).toBe(address);
  });

  test('hosts may stand with commas, spaces or one below the other', () => {
    const acceptedHosts = 'a.example, b.example;c.example\nd.example';
    expect(connectionOf({ ...DOMAIN, acceptedHosts }).serverUrl).toBe(
      'autodiscover:azienda.example?trust=a.example,b.example,c.example,d.example',
    );
  });

  test('what was typed on the other side of the choice is not sent, and not lost while the form is open', () => {
    const values = { ...DOMAIN, serverUrl: 'mail.azienda.example' };
    expect(connectionOf(values).serverUrl).toBe('autodiscover:azienda.example');
    expect(connectionOf({ ...values, serverPlace: 'server' }).serverUrl).toBe('mail.azienda.example');
  });
});

test('the field that is chosen is required, and is where a refused address shows', () => {
  expect(connectionFaults(EMPTY, null)).toEqual({ serverUrl: 'required' });
  expect(connectionFaults({ ...DOMAIN, mailDomain: ' ' }, null)).toEqual({ mailDomain: 'required' });
  expect(connectionFaults(DOMAIN, null)).toEqual({});
  const problems = [{ path: 'serverUrl', sentence: 'server_url', params: { why: 'server_url_invalid' } }];
  const error = new ApiProblem(422, 'settings_invalid', { problems });
  const t = translatorFor('it') as Parameters<typeof profileProblems>[0];
  expect(Object.keys(profileProblems(t, error, DOMAIN).fields)).toEqual(['mailDomain']);
  expect(Object.keys(profileProblems(t, error, EMPTY).fields)).toEqual(['serverUrl']);
});

test.each([
  ['autodiscover:azienda.example', 'autodiscover:azienda.example', true],
  ['autodiscover:Mario@Azienda.example', 'autodiscover:azienda.example', true],
  ['autodiscover:azienda.example', 'autodiscover:azienda.example?trust=a.example', true],
  ['autodiscover:azienda.example?trust=a.example', 'autodiscover:azienda.example', false],
  ['autodiscover:altra.example', 'autodiscover:azienda.example', false],
  ['autodiscover:azienda.example', 'https://azienda.example/EWS/Exchange.asmx', false],
  ['azienda.example', 'autodiscover:azienda.example', false],
])('a stored password for %s after %s: kept is %s', (typed, stored, same) => {
  expect(isSameServer(typed, stored)).toBe(same);
});
