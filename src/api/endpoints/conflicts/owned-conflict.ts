import type { ConflictView } from '../../../connector/index.ts';
import { getConflictOrThrow, refusal } from '../../../connector/index.ts';
import type { Principal } from '../../../people/index.ts';
import type { ApiContext } from '../../endpoint.ts';
import { maySee } from '../../security/owned-account.ts';
import { isAdministrator } from '../../security/principal.ts';

/** A conflict of an account that the caller may see. Somebody else's does not exist. @throws ConnectorError `conflict_unknown` */
export async function ownedConflictOrThrow(
  { connector }: Pick<ApiContext, 'connector'>,
  principal: Principal,
  id: string,
): Promise<ConflictView> {
  const conflict = await getConflictOrThrow(connector, id);
  if (isAdministrator(principal)) return conflict;
  const accounts = await connector.parts.settings.listAccounts({ ids: [conflict.accountId] });
  if (accounts.some((account) => maySee(principal, account))) return conflict;
  throw refusal('conflict_unknown', `there is no conflict ${id}`, { conflict: id });
}
