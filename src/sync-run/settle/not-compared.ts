import type { Link } from '../../sync/index.ts';
import { changedFields } from '../../sync/index.ts';
import type { Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';

/**
 * Whether it stays open if what the record of a pair at rest has otherwise than was agreed is from before a restore: the
 * pair slept or lay elsewhere while its scope was frozen, so that nobody was asked. A record that shows what was agreed
 * leaves nothing open; one of which something is withheld may.
 */
export function isNotCompared(
  run: Run,
  { crm, exchange }: Pick<Unit, 'crm' | 'exchange'>,
  { notCompared, baseCrm }: Link,
): boolean {
  if (crm.kind !== 'live') return notCompared;
  if (!notCompared && run.plan.frozen !== 'restored') return false;
  if (crm.withheld !== undefined) return true;
  const unagreed = exchange.kind === 'live' ? exchange.unagreed : undefined;
  return changedFields(run.specs, baseCrm, crm.fields).some((name) => !unagreed?.includes(name));
}
