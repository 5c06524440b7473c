import type { Run } from '../../connector/index.ts';
import { getRunOrThrow, refusal } from '../../connector/index.ts';
import type { Principal } from '../../people/index.ts';
import type { Account, Versioned } from '../../settings/settings.ts';
import type { ApiContext } from '../endpoint.ts';
import { maySee } from './owned-account.ts';

export interface OwnedRun {
  readonly run: Run;
  readonly account: Account & Versioned;
}

/** A run of an account that the caller may see. Somebody else's does not exist. @throws ConnectorError `run_unknown` */
export async function ownedRunOrThrow(
  { connector }: Pick<ApiContext, 'connector'>,
  principal: Principal,
  id: string,
): Promise<OwnedRun> {
  const run = await getRunOrThrow(connector, id, 0);
  const [account] = await connector.parts.settings.listAccounts({ ids: [run.accountId] });
  if (account !== undefined && maySee(principal, account)) return { run, account };
  throw refusal('run_unknown', `there is no run ${id}`, { run: id });
}
