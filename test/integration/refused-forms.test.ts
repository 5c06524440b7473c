import { createInstance } from 'i18next';
import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/api/resources.ts';
import { catalogues } from '../../src/messages/index.ts';
import { accountProblems } from '../../web/src/accounts/account-problems.ts';
import { ownerNameWith, patchOf, saysImpersonate, valuesOf } from '../../web/src/accounts/account-values.ts';
import { fieldFacts } from '../../web/src/accounts/field-facts.ts';
import { ApiProblem } from '../../web/src/api/problem.ts';
import { rebased } from '../../web/src/form/three-way.ts';
import { connectionFaults } from '../../web/src/settings/form/check-values.ts';
import { profileProblems } from '../../web/src/settings/form/profile-problems.ts';
import { valuesOf as profileValuesOf } from '../../web/src/settings/form/profile-values.ts';

/** Where the forms of the page show what the API refused, and what they make of a change of somebody else. */

const i18n = createInstance();
void i18n.init({ lng: 'en', resources: catalogues, initAsync: false, interpolation: { escapeValue: false } });
const { t } = i18n;
const invalid = (...problems: readonly object[]) => new ApiProblem(400, 'settings_invalid', { problems });

const ACCOUNT = {
  name: 'anna-sede',
  mailbox: 'anna@acme.example',
  credentials: null,
  synchronise: { contacts: true, appointments: true },
  appointmentsFrom: { kind: 'all' },
  active: true,
} as unknown as Account;
const PROFILE = {
  name: 'sede',
  title: 'Sede',
  ownCredentials: false,
  mailboxByName: true,
  impersonatesBy: 'primarySmtpAddress',
  itemTypes: ['contacts', 'appointments'],
} as const;
const PROFILE_FORM = { oauthProof: 'secret', serverPlace: 'server' } as const;

describe('a refusal stands at the field that it is about', () => {
  const shown = ['mailbox', 'contacts', 'appointments'] as const;

  test('by its code', () => {
    const unknown = accountProblems(t, new ApiProblem(422, 'mailbox_unknown', { mailbox: 'ana' }), shown);
    expect(unknown.fields.mailbox).toContain('“ana”');
    expect(unknown.general).toBeNull();
    const elsewhere = new ApiProblem(409, 'item_type_active_elsewhere', { itemType: 'appointments' });
    expect(Object.keys(accountProblems(t, elsewhere, shown).fields)).toEqual(['appointments']);
    const insecure = profileProblems(t, new ApiProblem(422, 'insecure_http_refused', {}), PROFILE_FORM);
    expect(Object.keys(insecure.fields)).toEqual(['serverUrl']);
  });

  test.each(['mailbox', 'body.mailbox', 'accounts[0].mailbox'])('by its place in the request: %s', (path) => {
    const { fields, general } = accountProblems(t, invalid({ path, sentence: 'not_valid', params: {} }), shown);
    expect(fields.mailbox).toMatch(/^[A-Z].*[.]$/);
    expect(general).toBeNull();
  });

  test('of a profile likewise, also of one that is only tried', () => {
    const error = invalid({ path: 'draft.delegate.user', message: 'too long' }, { path: 'profiles[0].tls.caPem' });
    expect(Object.keys(profileProblems(t, error, PROFILE_FORM).fields).sort()).toEqual(['caPem', 'delegateUser']);
  });

  test('at the one of several fields that is in sight', () => {
    const secret = new ApiProblem(409, 'secret_needed_for_new_server', { host: 'login.example' });
    expect(Object.keys(profileProblems(t, secret, PROFILE_FORM).fields)).toEqual(['oauthSecret']);
    const withKey = { ...PROFILE_FORM, oauthProof: 'certificate' } as const;
    expect(Object.keys(profileProblems(t, secret, withKey).fields)).toEqual(['oauthPrivateKey']);
  });
});

describe('what cannot be the address of a server is said before it is sent, at the field where it stands', () => {
  const faults = (changes: Partial<ReturnType<typeof profileValuesOf>>) =>
    connectionFaults({ ...profileValuesOf(null), ...changes }, null);
  const searched = { serverPlace: 'mailDomain', mailDomain: 'acme.example' } as const;

  test.each([
    'acme',
    'acme .example',
    'https://acme.example',
    'acme.example/owa',
    '10.0.0.1',
    '-acme.example',
    'acme.e',
  ])('no mail domain: %s', (mailDomain) =>
    expect(faults({ ...searched, mailDomain })).toEqual({ mailDomain: 'badMailDomain' }),
  );

  test.each(['acme.example', ' Acme.Example. ', 'anna@acme.example', 'autodiscover:acme.example', 'caffè.example'])(
    'a mail domain: %s',
    (mailDomain) => expect(faults({ ...searched, mailDomain })).toEqual({}),
  );

  test('hosts beside it are whole names: to accept one label would be to accept a whole top-level domain', () => {
    expect(faults({ ...searched, acceptedHosts: 'mail.provider.example, example' })).toEqual({
      acceptedHosts: 'badAcceptedHosts',
    });
    expect(faults({ ...searched, acceptedHosts: ' mail.provider.example;owa.other.example ' })).toEqual({});
  });

  test('plain http: the switch that permits it is named only where it would help', () => {
    const plain = { serverUrl: 'http://mail.acme.example' };
    expect(faults(plain)).toEqual({ serverUrl: 'plainHttp' });
    expect(faults({ ...plain, allowInsecureHttp: true })).toEqual({});
    expect(faults({ ...plain, allowInsecureHttp: true, signIn: 'oauth' }).serverUrl).toBe('oauthNeedsHttps');
    const authority = { serverUrl: 'mail.acme.example', oauthAuthority: 'http://login.acme.example/adfs' };
    expect(faults({ ...authority, signIn: 'oauth' }).oauthAuthority).toBe('oauthNeedsHttps');
  });
});

describe('a refusal without a field of the form is said as a whole', () => {
  test('because the form does not show the field', () => {
    expect(accountProblems(t, new ApiProblem(422, 'sign_in_refused', {}), ['mailbox']).fields).toEqual({});
    const { fields, general } = accountProblems(t, invalid({ path: 'credentials.user' }, { path: 'mailbox' }), [
      'mailbox',
    ]);
    expect(Object.keys(fields)).toEqual(['mailbox']);
    expect(general).toContain('credentials.user: ');
  });

  test('because it is about none, or is no answer of the API at all', () => {
    expect(profileProblems(t, new ApiProblem(0, 'offline', {}), PROFILE_FORM)).toEqual({
      fields: {},
      general: expect.any(String),
    });
    expect(accountProblems(t, new Error('defect'), ['mailbox']).general).toBe(t('errors.internal'));
  });
});

describe('somebody else changed the account meanwhile', () => {
  const theirs: Account = {
    ...ACCOUNT,
    mailbox: 'info@acme.example',
    appointmentsFrom: { kind: 'lastMonths', months: 3 },
  };
  const mine = { ...valuesOf(ACCOUNT), mailbox: 'anna.b@acme.example', active: false };
  const clash = rebased(valuesOf(ACCOUNT), mine, valuesOf(theirs));

  test('what was typed stays on top of theirs, and a save sends no more than that', () => {
    expect(clash.values).toMatchObject({ mailbox: 'anna.b@acme.example', active: false, fromKind: 'lastMonths' });
    expect(patchOf(theirs, clash.values, PROFILE, false)).toEqual({ mailbox: 'anna.b@acme.example', active: false });
  });

  test('the name to impersonate by goes with a save of an administrator alone, and again with another mailbox', () => {
    const bySid = { ...PROFILE, impersonatesBy: 'sid' } as const;
    const moved = { ...valuesOf(theirs), mailbox: 'anna.b@acme.example', impersonate: ' S-1-5-21-1-2-3-4 ' };
    expect(patchOf(theirs, moved, bySid, true)).toEqual({
      mailbox: 'anna.b@acme.example',
      impersonate: 'S-1-5-21-1-2-3-4',
    });
    expect(patchOf(theirs, moved, bySid, false)).toEqual({ mailbox: 'anna.b@acme.example' });
    const nobody = { ...PROFILE, impersonatesBy: null };
    expect(patchOf(theirs, moved, nobody, true)).toEqual({ mailbox: 'anna.b@acme.example' });
  });

  test('what they set is said with its value, each setting once', () => {
    expect(fieldFacts(t, 'en', theirs, clash.both)).toEqual(['Mailbox: info@acme.example']);
    expect(fieldFacts(t, 'en', theirs, clash.theirs)).toEqual(['Synchronise appointments from: the last 3 months']);
  });
});

describe('the name of the owner of a mailbox', () => {
  const SID = 'S-1-5-21-1-2-3-4';
  const stored: Account = { ...ACCOUNT, impersonate: SID };
  const typed = (mailbox: string, impersonate: string) => ({ ...valuesOf(stored), mailbox, impersonate });

  test('goes with the mailbox, and comes back with it', () => {
    const moved = ownerNameWith('anna.b@acme.example', valuesOf(stored), stored);
    expect(moved).toBe('');
    expect(ownerNameWith(' Anna@Acme.example', typed('anna.b@acme.example', moved), stored)).toBe(SID);
  });

  test('stays as a person types it', () => {
    const other = 'S-1-5-21-9-9-9-9';
    expect(ownerNameWith('info@acme.example', typed('anna@acme.example', other), stored)).toBe(other);
    expect(ownerNameWith('info@acme.example', typed('inf@acme.example', SID), stored)).toBe(SID);
    expect(ownerNameWith('anna@acme.example', typed('inf@acme.example', other), stored)).toBe(other);
    expect(ownerNameWith('Anna@acme.example', typed('anna@acme.example', ''), stored)).toBe('');
  });

  test('can be said before the profile impersonates by it, and where nobody is impersonated there is none', () => {
    expect(saysImpersonate(PROFILE, true)).toBe(true);
    expect(saysImpersonate({ ...PROFILE, impersonatesBy: null }, true)).toBe(false);
    expect(saysImpersonate({ ...PROFILE, impersonatesBy: 'sid' }, false)).toBe(false);
  });
});
