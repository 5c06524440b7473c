import type { Principal } from '../../people/index.ts';
import { ApiRefusal } from '../problem.ts';
import { isAdministrator } from './principal.ts';

/**
 * Whoever says by which name an account impersonates says whose mailbox the service account opens for it, whatever mailbox
 * was granted. @throws ApiRefusal 403 `forbidden_field`
 */
export function refuseImpersonateOfUser(caller: Principal, impersonate: string | null | undefined): void {
  if (impersonate === undefined || isAdministrator(caller)) return;
  const message = 'only an administrator may say whom an account impersonates';
  throw new ApiRefusal(403, 'forbidden_field', message, { field: 'impersonate' });
}
