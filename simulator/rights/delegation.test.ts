import { describe, expect, test } from 'vitest';
import { readDelegations } from './delegation.ts';

const read = (entries: unknown) => readDelegations(entries, (problem) => new Error(problem));

describe('delegates in a users file', () => {
  test('are read as they are written', () => {
    const delegates = [
      { to: 'svc', fullAccess: true },
      { to: 'svc@azienda.example', folders: { contacts: 'editor', Fornitori: 'none' }, viewPrivateItems: false },
    ];
    expect(read(delegates)).toEqual(delegates);
  });

  test.each([
    ['svc', 'must be a list'],
    [['svc'], 'must hold objects'],
    [[{ fullAccess: true }], '"to" must be a login or an address'],
    [[{ to: 'svc', fullAccess: 'yes' }], 'flags must be booleans'],
    [[{ to: 'svc', folders: 'contacts' }], '"folders" must be an object'],
    [[{ to: 'svc', folders: { contacts: 'redattore' } }], '"contacts" has no level of that name'],
  ])('%j is refused: %s', (entries, problem) => {
    expect(() => read(entries)).toThrow(problem);
  });
});
