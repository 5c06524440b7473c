import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Configuration } from './configuration.ts';
import { diffConfiguration } from './diff.ts';
import { readConfiguration } from './read-configuration.ts';

const EMPTY: Configuration = { users: [], profiles: [], accounts: [] };

function read(profile: string, password = 'one'): Configuration {
  const text = JSON.stringify({
    users: [{ name: 'u', email: 'u@x.example' }],
    profiles: [
      {
        name: 'p',
        serverUrl: 'x',
        delegate: { user: 's', password },
        ...(JSON.parse(profile) as object),
      },
    ],
    accounts: [{ name: 'a', user: 'u', profile: 'p', mailbox: 'u@x.example' }],
  });
  const result = readConfiguration(text, { current: EMPTY, secretValues: {}, normaliseServerUrl: (url) => url });
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
  return result.configuration;
}

describe('the difference between what is stored and what a file wants', () => {
  test('is nothing when the file was applied before', () => {
    expect(diffConfiguration(read('{}'), read('{}')).map(({ action }) => action)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
  });

  test('names each setting that changes, with both values', () => {
    const after = read('{"interval": "1m", "contacts": {"exchangeCategories": ["CRM"]}}');
    expect(diffConfiguration(read('{}'), after)[1]).toEqual({
      object: 'profile',
      name: 'p',
      action: 'update',
      fields: [
        { kind: 'value', field: 'contacts.exchangeCategories', from: [], to: ['CRM'] },
        { kind: 'value', field: 'intervalSeconds', from: 30, to: 60 },
      ],
    });
  });

  test('leaves out what the file does not name', () => {
    expect(diffConfiguration(read('{}'), EMPTY)).toEqual([]);
  });

  test('is nothing for a role that the file does not name, whatever it is', () => {
    const { users, ...others } = read('{}');
    const current: Configuration = { ...others, users: users.map((user) => ({ ...user, role: 'administrator' })) };
    const text = JSON.stringify({ users: [{ name: 'u', email: 'u@x.example', displayName: 'Ugo' }] });
    const wanted = readConfiguration(text, { current, secretValues: {}, normaliseServerUrl: (url) => url });
    if (wanted.kind === 'problems') throw new Error(JSON.stringify(wanted.problems));
    expect(diffConfiguration(current, wanted.configuration)).toEqual([
      {
        object: 'user',
        name: 'u',
        action: 'update',
        fields: [{ kind: 'value', field: 'displayName', from: 'u', to: 'Ugo' }],
      },
    ]);
  });

  test('of a new object lists all its settings and that a password is set', () => {
    const [, profile] = diffConfiguration(EMPTY, read('{}'));
    expect(profile?.action).toBe('create');
    expect(profile?.fields).toContainEqual({ kind: 'value', field: 'serverUrl', from: null, to: 'x' });
    expect(profile?.fields).toContainEqual({ kind: 'secret', field: 'delegate.password', change: 'set' });
  });

  test('of a stored password that cannot be opened any more is that it changes', () => {
    const wanted = read('{}');
    const [profile] = wanted.profiles;
    if (profile?.delegate == null) throw new Error('no delegate');
    const current = { ...wanted, profiles: [{ ...profile, delegate: { ...profile.delegate, password: null } }] };
    expect(diffConfiguration(current, wanted)[1]?.fields).toEqual([
      { kind: 'secret', field: 'delegate.password', change: 'changed' },
    ]);
  });

  test('never holds a password, whatever it is', () => {
    const password = string({ minLength: 12 });
    assert(
      property(password, password, (before, after) => {
        const changes = diffConfiguration(read('{}', before), read('{}', after));
        const text = JSON.stringify([changes, diffConfiguration(EMPTY, read('{}', after))]);
        expect(text).not.toContain(JSON.stringify(after).slice(1, -1));
        expect(changes[1]?.action).toBe(before === after ? 'unchanged' : 'update');
      }),
      { numRuns: 200 },
    );
  });
});
