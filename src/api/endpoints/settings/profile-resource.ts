import type { ProfileView } from '../../../connector/index.ts';
import type { Profile } from '../../resources.ts';
import { etagOf } from '../../version-header.ts';

export function profileResource({ version, ...profile }: ProfileView): Profile {
  return { ...profile, etag: etagOf(version) };
}
