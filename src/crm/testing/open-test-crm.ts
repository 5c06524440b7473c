import type { Database } from '../../database/index.ts';
import { migrate } from '../../database/index.ts';
import { openTestDatabase } from '../../database/testing/test-database.ts';
import { createPhotoStore } from '../../store/index.ts';
import type { BuiltinCrm } from '../builtin/index.ts';
import { createBuiltinCrm } from '../builtin/index.ts';
import type { CrmUser } from '../port.ts';

export interface TestCrm {
  readonly db: Database;
  readonly crm: BuiltinCrm;
  /** A new user in Rome with a name of its own. */
  user(name: string): Promise<CrmUser>;
}

/** The built-in CRM on a real database that lives in memory. */
export async function openTestCrm(): Promise<TestCrm> {
  const db = await openTestDatabase();
  await migrate(db);
  const crm = createBuiltinCrm(db, createPhotoStore(db));
  let serial = 0;
  return {
    db,
    crm,
    user(name) {
      serial += 1;
      const email = `${name}.${serial}@meccanica-brenta.example`;
      return crm.users.create({ name: `${name}${serial}`, displayName: name, email, timeZone: 'Europe/Rome' });
    },
  };
}
