import type { AuditAction, AuditEntry, Principal } from '../../people/index.ts';
import type { ConnectorParts } from '../parts.ts';
import { actorOf } from './caller.ts';

/** Records what was done to a profile or an account: names of settings, never their values. */
export async function audit(
  { people }: Pick<ConnectorParts, 'people'>,
  caller: Principal,
  action: AuditAction,
  object: { readonly kind: 'profile' | 'account'; readonly name: string },
  details: AuditEntry['details'] = {},
): Promise<void> {
  await people.audit({ actor: actorOf(caller), action, object, details });
}

/** The names of the settings that differ, for the record. What becomes of a claim has an entry of its own. */
export function changedSettings(before: object, after: object): string {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  const valueOf = (settings: object, field: string) => JSON.stringify((settings as Record<string, unknown>)[field]);
  return [...fields]
    .filter((field) => field !== 'version' && field !== 'claim' && valueOf(before, field) !== valueOf(after, field))
    .join(', ');
}
