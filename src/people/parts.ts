import type { CrmUsers } from '../crm/builtin/index.ts';
import type { Database } from '../database/index.ts';
import type { PasswordHasher } from './password-hash.ts';

/** What the operations on people work with. */
export interface PeopleParts {
  readonly database: Database;
  readonly users: CrmUsers;
  readonly hasher: PasswordHasher;
  readonly now: () => Date;
}
