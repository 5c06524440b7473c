import type { Database, Queryable } from '../database/index.ts';
import { isUniqueViolation } from '../database/index.ts';
import { ConnectorError } from '../model/index.ts';
import { newProfile } from './new-profile.ts';
import type { Profile, Versioned } from './settings.ts';

type Document = Omit<Profile, 'id' | 'name'>;

/** In order of name. A setting that a stored profile does not have yet, because it is older, has its default. */
export async function listProfiles(db: Queryable): Promise<readonly (Profile & Versioned)[]> {
  const rows = await db.query<{ id: string; name: string; version: string; document: Document }>(
    'SELECT id, name, version::text AS version, document FROM raccordo.profile ORDER BY name',
  );
  return rows.map(({ id, name, version, document }) => ({ ...newProfile({ ...document, id, name }), version }));
}

/** @throws ConnectorError `profile_name_taken` (disposition `halt`), `profile_changed` (disposition `conflict`) */
export async function putProfile(
  db: Queryable,
  profile: Profile & Partial<Versioned>,
  expectedVersion: string | null,
): Promise<Versioned> {
  const { id, name, version: _asRead, ...document } = profile;
  const values = [id, name, JSON.stringify(document)];
  try {
    const rows =
      expectedVersion === null
        ? await db.query<{ version: string }>(
            `INSERT INTO raccordo.profile AS stored (id, name, document) VALUES ($1, $2, $3::jsonb)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, document = excluded.document,
               version = stored.version + 1
             RETURNING version::text AS version`,
            values,
          )
        : await db.query<{ version: string }>(
            `UPDATE raccordo.profile SET name = $2, document = $3::jsonb, version = version + 1
             WHERE id = $1 AND version::text = $4 RETURNING version::text AS version`,
            [...values, expectedVersion],
          );
    if (rows[0] === undefined) throw profileChanged();
    return rows[0];
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

/** @throws ConnectorError `profile_in_use` (disposition `halt`) with the number of accounts, `profile_changed` */
export async function deleteProfile(db: Database, id: string, expectedVersion: string | null): Promise<void> {
  await db.transaction(async (tx) => {
    const [stored] = await tx.query<{ version: string }>(
      'SELECT version::text AS version FROM raccordo.profile WHERE id = $1 FOR UPDATE',
      [id],
    );
    if (expectedVersion !== null && stored?.version !== expectedVersion) throw profileChanged();
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

/** @throws ConnectorError `profile_changed`. Otherwise it stays as it is until the transaction ends. */
export async function refuseChangedProfile(tx: Queryable, id: string, expectedVersion: string): Promise<void> {
  const [stored] = await tx.query<Versioned>(
    'SELECT version::text AS version FROM raccordo.profile WHERE id = $1 FOR SHARE',
    [id],
  );
  if (stored?.version !== expectedVersion) throw profileChanged();
}

function profileChanged(): ConnectorError {
  return new ConnectorError({
    code: 'profile_changed',
    disposition: 'conflict',
    message: 'the profile was changed or deleted since it was read',
  });
}
