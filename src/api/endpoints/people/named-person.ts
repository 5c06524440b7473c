import { z } from 'zod';
import type { Person, Principal } from '../../../people/index.ts';
import { personUnknown } from '../../../people/index.ts';
import type { ApiContext } from '../../endpoint.ts';
import { isAdministrator } from '../../security/principal.ts';

export const personParams = z.object({ name: z.string().describe('Login name, without regard to case.') });

/**
 * The person whom the address names, for those who may know that there is one.
 * @throws ConnectorError `person_unknown`, also for everybody else's eyes
 */
export async function namedPersonOrThrow(
  { connector }: ApiContext,
  principal: Principal,
  name: string,
): Promise<Person> {
  const person = await connector.parts.people.findByName(name);
  if (person === null || !(isAdministrator(principal) || isSelf(principal, person))) throw personUnknown();
  return person;
}

export function isSelf(principal: Principal, person: Person): boolean {
  return principal.kind === 'person' && principal.userId === person.id;
}
