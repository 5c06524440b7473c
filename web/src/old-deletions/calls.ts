import type { OldDeletions, OldDeletionsLeft, RunList } from '../../../src/api/resources.ts';
import type { Run } from '../api/accounts.ts';
import { request } from '../api/request.ts';

/** Of one item type. */
export type OldDeletionsOf = OldDeletions['oldDeletions'][number];
type ItemType = OldDeletionsOf['itemType'];

const address = (account: string) => `/api/accounts/${encodeURIComponent(account)}/old-deletions`;

export const readOldDeletions = async (account: string) =>
  (await request<OldDeletions>('GET', address(account))).oldDeletions;

/** Starts the run that plans what would become of them; it writes nothing. @throws ApiProblem `no_old_deletions` */
export async function planOldDeletions(account: string, itemType: ItemType): Promise<Run> {
  const { runs } = await request<RunList>('POST', `${address(account)}/plan`, { body: { itemType } });
  const [run] = runs;
  if (run === undefined) throw new Error('no run was started');
  return run;
}

/** What they left stays for good. @returns how many */
export const leaveOldDeletions = async (account: string, itemType: ItemType) =>
  (await request<OldDeletionsLeft>('POST', `${address(account)}/leave`, { body: { itemType } })).left;
