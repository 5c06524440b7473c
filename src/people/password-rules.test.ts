import { describe, expect, test } from 'vitest';
import { weaknessOf } from './password-rules.ts';

const anna = { name: 'averdi', email: 'anna.verdi@meccanica-brenta.example' };

describe('a password', () => {
  test.for([
    'quattro barche nel porto',
    'xK9#mv2Lq!7r',
    'correct kettle battery 9 garden',
    'Il treno delle 7:42 è in ritardo',
    'ščťžýáíéúäňô',
    'B4rca-Luna-Ponte',
    '🦊🐝🌲🌧🚲🧭🎈🍋🥨🪁🧩🛶',
  ])('that is long and like no other is accepted: %s', (password) => {
    expect(weaknessOf(password, anna)).toBeNull();
  });

  test.for([
    ['', 'tooShort'],
    ['xK9#mv2Lq!7', 'tooShort'],
    // Twelve code units, eleven characters.
    ['xK9#mv2Lq!🦊', 'tooShort'],
    ['xK9#mv2Lq!7r '.repeat(100), 'tooLong'],
    ['io-sono-AVERDI-2026', 'containsName'],
    ['Anna.Verdi sul lago', 'containsName'],
    ['aaaaaaaaaaaaaaaa', 'pattern'],
    ['abcabcabcabcab', 'pattern'],
    ['Zoppola7Zoppola7', 'pattern'],
    ['abcdefghijklmnop', 'pattern'],
    ['123456789012345', 'pattern'],
    ['987654321abcdef', 'pattern'],
    ['qwertyuiop1234', 'pattern'],
    ['ppppooooiiii', 'pattern'],
    ['aabbaababbab', 'pattern'],
    ['password2026', 'frequent'],
    ['P4ssw0rd2026!', 'frequent'],
    ['P@$$w0rd!!!!!', 'frequent'],
    ['Benvenuto-2026', 'frequent'],
    ['123Juventus123', 'frequent'],
    ['Forza.Milan.1899', 'frequent'],
    ['AdminPassword1', 'frequent'],
    ['correcthorsebatterystaple', 'frequent'],
    ['Correct horse, battery staple 9', 'frequent'],
    ['amministratore', 'frequent'],
  ] as const)('"%s" is refused as %s', ([password, weakness]) => {
    expect(weaknessOf(password, anna)).toBe(weakness);
  });

  test('may hold a name of two letters, which stand in every other word', () => {
    expect(weaknessOf('quattro barche nel porto', { name: 'ba', email: 'el@x.example' })).toBeNull();
  });

  test('is judged in time even where it is built to be slow', () => {
    const begin = performance.now();
    for (const unit of ['a', 'ab', 'password', 'abcd1', 'passpasswordword'])
      weaknessOf(unit.repeat(1_024).slice(0, 1_024), anna);
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
