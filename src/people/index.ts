export { createPeople, type PeopleOptions } from './create-people.ts';
export { forgetExpired } from './forget-expired.ts';
export type { PasswordCost } from './password-hash.ts';
export type { PasswordWeakness } from './password-rules.ts';
export { linkInvalid, personUnknown } from './people-error.ts';
export * from './port.ts';
export { readPerson } from './read-person.ts';
