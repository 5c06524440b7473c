import type { Person, Session } from '../../../people/index.ts';
import type { Person as PersonResource, Session as SessionResource } from '../../resources.ts';
import { etagOf } from '../../version-header.ts';

export function personResource({ version, ...person }: Person): PersonResource {
  return { ...person, etag: etagOf(version) };
}

export function sessionResource({ person, csrfToken, expiresAt }: Session): SessionResource {
  return { user: personResource(person), csrfToken, expiresAt };
}
