import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountIdOf, slugOf, uniqueName } from './unique-name.ts';

describe('a name made from a title', () => {
  test.each([
    ['Sede di Città – Exchange 2019', 'sede-di-citta-exchange-2019'],
    ['  Žižkov & Söhne  ', 'zizkov-sohne'],
    ['日本', 'exchange'],
    ['---', 'exchange'],
  ])('"%s" is %s', (title, slug) => {
    expect(slugOf(title, 'exchange')).toBe(slug);
  });

  test('is one that files and addresses accept, and nobody has yet', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), fc.nat(12), (title, taken) => {
        const used: string[] = [];
        for (let index = 0; index <= taken; index++) used.push(uniqueName(slugOf(title, 'x'), used).toUpperCase());
        expect(new Set(used).size).toBe(used.length);
        for (const name of used) expect(name.toLowerCase()).toMatch(/^[a-z0-9][a-z0-9._@-]{0,63}$/);
      }),
    );
  });
});

test('a title that is cut leaves no hyphen at the end', () => {
  expect(uniqueName(`${'a'.repeat(63)}-b`, [])).toBe('a'.repeat(63));
});

test('the same account of the same user has the same id, and nobody else’s', () => {
  expect(accountIdOf('u1', 'giulia-sede')).toBe(accountIdOf('u1', 'Giulia-Sede'));
  expect(accountIdOf('u1', 'giulia-sede')).not.toBe(accountIdOf('u2', 'giulia-sede'));
});
