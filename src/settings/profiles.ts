import type { Database, Queryable } from '../database/index.ts';
import { isUniqueViolation } from '../database/index.ts';
import { ConnectorError } from '../model/index.ts';
import { newProfile } from './new-profile.ts';
import type { Profile } from './settings.ts';

/** In order of name. A setting that a stored profile does not have yet, because it is older, has its default. */
export async function listProfiles(db: Queryable): Promise<readonly Profile[]> {
  const rows = await db.query<{ id: string; name: string; document: Omit<Profile, 'id' | 'name'> }>(
    'SELECT id, name, document FROM raccordo.profile ORDER BY name',
  );
  return rows.map(({ document, ...identity }) => newProfile({ ...document, ...identity }));
}

/** @throws ConnectorError `profile_name_taken` (disposition `halt`) */
export async function putProfile(db: Queryable, profile: Profile): Promise<void> {
  const { id, name, ...document } = profile;
  try {
    await db.query(
      `INSERT INTO raccordo.profile (id, name, document) VALUES ($1, $2, $3::jsonb)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, document = excluded.document`,
      [id, name, JSON.stringify(document)],
    );
  } catch (error) {
    if (!isUniqueViolation(error, 'profile_name_unique')) throw error;
    throw new ConnectorError({
      code: 'profile_name_taken',
      disposition: 'halt',
      message: 'another profile has this name',
      details: { profile: name },
    });
  }
}

/** @throws ConnectorError `profile_in_use` (disposition `halt`) with the number of accounts */
export async function deleteProfile(db: Database, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('SELECT 1 FROM raccordo.profile WHERE id = $1 FOR UPDATE', [id]);
    const [row] = await tx.query<{ accounts: number }>(
      'SELECT count(*)::integer AS accounts FROM raccordo.account WHERE profile_id = $1',
      [id],
    );
    const accounts = row?.accounts ?? 0;
    if (accounts > 0) {
      throw new ConnectorError({
        code: 'profile_in_use',
        disposition: 'halt',
        message: `${accounts} accounts use this profile: remove or move them first`,
        details: { accounts },
      });
    }
    await tx.query('DELETE FROM raccordo.profile WHERE id = $1', [id]);
  });
}
