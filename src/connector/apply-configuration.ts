import type { ConfigurationChange, ConfigurationProblem, SecretValues } from '../config/index.ts';
import { diffConfiguration, readConfiguration } from '../config/index.ts';
import type { Principal } from '../people/index.ts';
import type { EventHub } from './events.ts';
import type { ConnectorParts } from './parts.ts';
import { actorOf } from './settings/caller.ts';
import { storeConfiguration } from './store-configuration.ts';
import { readStoredConfiguration, withoutOpenClaims } from './stored-configuration.ts';

export interface ApplyRequest {
  /** YAML or JSON. */
  readonly document: string;
  /** What `passwordEnv` and `passwordFile` of the document point to. */
  readonly secretValues: SecretValues;
  /** Shows the difference and stores nothing. */
  readonly dryRun: boolean;
  /** Who applies it, and with that grants its mailboxes and confirms its e-mail addresses. Default: the operator. */
  readonly caller?: Principal;
}

export type ApplyResult =
  | { readonly kind: 'applied'; readonly dryRun: boolean; readonly changes: readonly ConfigurationChange[] }
  | { readonly kind: 'refused'; readonly problems: readonly ConfigurationProblem[] };

type Needed = Pick<ConnectorParts, 'settings' | 'people' | 'secrets' | 'newId' | 'normaliseServerUrl' | 'clock'>;

/** Makes the stored settings what the document says. Objects that it does not name are left alone. */
export async function applyConfiguration(parts: Needed, events: EventHub, request: ApplyRequest): Promise<ApplyResult> {
  const { caller = { kind: 'operator' } } = request;
  const stored = await readStoredConfiguration(parts);
  const read = readConfiguration(request.document, {
    current: withoutOpenClaims(stored.configuration, stored),
    secretValues: request.secretValues,
    normaliseServerUrl: parts.normaliseServerUrl,
  });
  if (read.kind === 'problems') return { kind: 'refused', problems: read.problems };
  const changes = diffConfiguration(stored.configuration, read.configuration);
  if (request.dryRun) return { kind: 'applied', dryRun: true, changes };

  const written = await storeConfiguration(parts, caller, stored, read.configuration, changes);
  if (written > 0) {
    const object = { kind: 'configuration', name: 'file' } as const;
    const details = { objects: written };
    await parts.people.audit({ actor: actorOf(caller), action: 'configuration_applied', object, details });
    events.publish({ kind: 'settings' });
  }
  return { kind: 'applied', dryRun: false, changes };
}
