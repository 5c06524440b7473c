import { describe, expect, test } from 'vitest';
import { defaultItemRules } from '../../src/settings/item-rules.ts';
import { rebased } from '../../web/src/form/three-way.ts';
import { intervalOf, secondsOf } from '../../web/src/settings/form/interval.ts';
import { newProfileOf, patchOf, valuesOf } from '../../web/src/settings/form/profile-values.ts';
import { addedDeletions } from '../../web/src/settings/rules/added-deletions.ts';

/** What the forms of the page decide by themselves, before and after the API is asked. */

const EMPTY = valuesOf(null);

describe('two people change one profile', () => {
  test('both changes stay where they touch different fields', () => {
    const mine = { ...EMPTY, title: 'Sede' };
    const stored = { ...EMPTY, privateItems: 'full' as const };
    expect(rebased(EMPTY, mine, stored)).toEqual({
      values: { ...EMPTY, title: 'Sede', privateItems: 'full' },
      theirs: ['privateItems'],
      both: [],
    });
  });

  test('what both changed keeps one’s own value, and says so', () => {
    const result = rebased(EMPTY, { ...EMPTY, title: 'mine' }, { ...EMPTY, title: 'theirs' });
    expect(result).toEqual({ values: { ...EMPTY, title: 'mine' }, theirs: [], both: ['title'] });
  });

  test('the same change of both is no conflict', () => {
    const same = { ...EMPTY, title: 'Sede' };
    expect(rebased(EMPTY, same, same)).toEqual({ values: same, theirs: [], both: [] });
  });
});

describe('what a save sends', () => {
  const before = { ...EMPTY, title: 'Sede', serverUrl: 'mail.acme.example', usesDelegate: true, delegateUser: 'svc' };

  test('is only what was changed', () => {
    expect(patchOf(before, { ...before, privateItems: 'full' })).toEqual({ privateItems: 'full' });
    expect(patchOf(before, before)).toEqual({});
  });

  test('never holds an empty password: the stored one stays', () => {
    const { delegate } = patchOf(before, { ...before, delegateDomain: 'ACME' });
    expect(delegate).toEqual({ user: 'svc', domain: 'ACME', accessModel: 'impersonation' });
  });

  test('ends the service account when it is switched off, whatever its fields still hold', () => {
    expect(patchOf(before, { ...before, usesDelegate: false, delegatePassword: 'typed' })).toEqual({ delegate: null });
    expect(newProfileOf({ ...before, usesDelegate: false, delegatePassword: 'typed' }).delegate).toBeNull();
  });

  test('puts an application in the place of the service account, and the other way round', () => {
    const oauth = { authority: 'https://login.acme.example/t', clientId: 'raccordo', scope: EMPTY.oauthScope };
    const application = {
      ...before,
      signIn: 'oauth',
      oauthAuthority: oauth.authority,
      oauthClientId: 'raccordo',
    } as const;
    expect(patchOf(before, { ...application, oauthSecret: 'typed' })).toEqual({
      signIn: 'oauth',
      delegate: null,
      oauth: { ...oauth, clientSecret: 'typed' },
    });
    const back = patchOf(application, { ...application, signIn: 'auto', delegatePassword: 'typed' });
    expect(back).toMatchObject({ signIn: 'auto', oauth: null, delegate: { user: 'svc', password: 'typed' } });
  });

  test('holds a secret or a certificate, never both, and of neither what was not entered', () => {
    const both = { ...before, signIn: 'oauth', oauthSecret: 'typed', oauthCertificate: 'PEM' } as const;
    const { authority: _authority, clientId: _client, scope: _scope, ...secret } = newProfileOf(both).oauth ?? {};
    expect(secret).toEqual({ clientSecret: 'typed' });
    expect(newProfileOf({ ...both, oauthProof: 'certificate' }).oauth).not.toHaveProperty('clientSecret');
    expect(newProfileOf({ ...both, oauthProof: 'certificate' }).oauth).not.toHaveProperty('privateKey');
  });
});

describe('the interval', () => {
  test.each([
    [5, 5, 'seconds'],
    [90, 90, 'seconds'],
    [120, 2, 'minutes'],
    [86_400, 24, 'hours'],
  ])('%i seconds stand as %i %s and come back unchanged', (seconds, amount, unit) => {
    expect(intervalOf(seconds)).toEqual({ amount, unit });
    expect(secondsOf(intervalOf(seconds))).toBe(seconds);
  });

  test.each([
    [4, 'seconds'],
    [25, 'hours'],
    [1.5, 'seconds'],
    ['', 'minutes'],
  ] as const)('%s %s is none', (amount, unit) => {
    expect(secondsOf({ amount, unit })).toBeNull();
  });
});

describe('rules that ask before they are saved', () => {
  const rules = defaultItemRules();

  test('are those under which more disappears than before', () => {
    expect(addedDeletions(rules, { ...rules, deleteCrmToExchange: true })).toEqual(['confirmDeleteCrmToExchange']);
    expect(addedDeletions(rules, { ...rules, deleteExchangeToCrm: true })).toEqual(['confirmDeleteExchangeToCrm']);
    const deleting = { ...rules, deleteCrmToExchange: true };
    expect(addedDeletions(deleting, { ...deleting, exchangeDeleteMode: 'permanent' })).toEqual(['confirmPermanent']);
  });

  test('also when deletions that were set wait for the item type to be switched on', () => {
    const waiting = { ...rules, synchronise: false, deleteExchangeToCrm: true };
    expect(addedDeletions(waiting, { ...waiting, synchronise: true })).toEqual(['confirmDeleteExchangeToCrm']);
  });

  test('are not those that delete less, or nothing yet', () => {
    const deleting = { ...rules, deleteCrmToExchange: true, deleteExchangeToCrm: true };
    expect(addedDeletions(deleting, rules)).toEqual([]);
    expect(addedDeletions(rules, { ...rules, exchangeDeleteMode: 'permanent' })).toEqual([]);
    expect(addedDeletions(rules, { ...deleting, synchronise: false })).toEqual([]);
  });
});
