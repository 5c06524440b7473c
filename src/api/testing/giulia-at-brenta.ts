import type { FieldValue } from '../../model/index.ts';
import type { ApiWorld, SignedIn } from './api-world.ts';

/** One account, of `giulia`. Nobody listens on port 9 of this machine: the connection is refused at once. */
export const GIULIA_AT_BRENTA = `
profiles:
  - name: brenta
    serverUrl: http://127.0.0.1:9/EWS/Exchange.asmx
    allowInsecureHttp: true
    delegate: { user: 'BRENTA\\svc', passwordEnv: EXCHANGE_PASSWORD }
accounts:
  - { name: giulia-brenta, user: giulia, profile: brenta, mailbox: giulia@brenta.example }
`;

/** A conflict of her contacts that the CRM has won, as a run leaves it behind. @returns its id */
export async function conflictOfGiulia(
  { connector: { parts } }: ApiWorld,
  { person }: SignedIn,
  field: string,
  values: { readonly crm: FieldValue; readonly exchange: FieldValue },
): Promise<string> {
  const [account] = await parts.settings.listAccounts({});
  const owner = { accountId: account?.id ?? '', crmUserId: person.id, mailbox: 'giulia@brenta.example' };
  const scope = await parts.store.ensureScope(owner, 'contacts');
  const lease = await parts.store.acquireLease(scope.id, 'test', 60);
  if (lease === null) throw new Error('the scope is busy');
  const conflict = { field, winner: 'crm', base: null, ...values } as const;
  const ids = { runId: 'run', linkId: 'link', crmId: null, exchangeId: null };
  const reason = { row: 'L4', code: 'changed_on_both_sides' } as const;
  const entry = { ...ids, side: 'exchange', op: 'conflict', reason, before: null, after: null, conflict } as const;
  await parts.store.openIntents(lease, [], [entry]);
  await parts.store.releaseLease(lease);
  const filter = { accountIds: null, states: ['open'], itemType: null, beforeId: null, limit: 1 } as const;
  return (await parts.conflicts.page(filter))[0]?.id ?? '';
}
