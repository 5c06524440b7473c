import type { Lease, Scope, SyncStore } from '../../store/port.ts';

/**
 * O11: this memory is older than what it describes. Both sides are listed from the beginning, everything is
 * compared, and nothing is deleted until that is done, as in a mailbox that is being recognised (O7). A scope whose CRM
 * was restored goes on with that first. May be repeated.
 */
export async function distrustMemory(
  store: Pick<SyncStore, 'recordPage' | 'hintEverything' | 'updateScope'>,
  lease: Lease,
  { status, statusReason, epoch }: Scope,
): Promise<void> {
  for (const side of ['crm', 'exchange'] as const) await store.recordPage(lease, side, [], null);
  await store.hintEverything(lease);
  const frozen =
    status === 'restored'
      ? { status, statusReason }
      : ({ status: 'relink', statusReason: { row: 'O11', code: 'database_restored' } } as const);
  // The status goes last: frozen with nothing to look at, the next run would take the freeze for over.
  await store.updateScope(lease, { ...frozen, epoch: epoch + 1 });
}
