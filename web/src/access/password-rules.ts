import type { PasswordWeakness } from '../../../src/people/password-rules.ts';
import { weaknessOf } from '../../../src/people/password-rules.ts';

export type PasswordOwner = Parameters<typeof weaknessOf>[1];

/** The rules as they are told to a person, in the order in which the server looks. */
export const PASSWORD_RULES = ['length', 'notPersonal', 'notPattern', 'same'] as const;
export type PasswordRule = (typeof PASSWORD_RULES)[number];

const BROKEN_BY: Readonly<Record<PasswordWeakness, PasswordRule>> = {
  tooShort: 'length',
  tooLong: 'length',
  containsName: 'notPersonal',
  frequent: 'notPattern',
  pattern: 'notPattern',
};

/** How many of the rules are met, from the first on: the later ones make no sense before the earlier ones. */
export function metRules(password: string, again: string, owner: PasswordOwner): number {
  const weakness = weaknessOf(password, owner);
  if (weakness !== null) return PASSWORD_RULES.indexOf(BROKEN_BY[weakness]);
  return password === again ? PASSWORD_RULES.length : PASSWORD_RULES.indexOf('same');
}
