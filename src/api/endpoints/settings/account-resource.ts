import type { AccountView, ListedAccount } from '../../../connector/index.ts';
import type { Account, ListedAccount as ListedResource } from '../../resources.ts';
import { etagOf } from '../../version-header.ts';

export function accountResource({ version, userId: _user, ...account }: AccountView): Account {
  return { ...account, etag: etagOf(version) };
}

export function listedAccountResource({ standing, ...account }: ListedAccount): ListedResource {
  return { ...accountResource(account), standing };
}
