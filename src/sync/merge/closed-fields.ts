import type { FieldSpec } from '../../model/index.ts';
import type { PendingBecause } from '../step.ts';
import type { FieldSettlement, Permission } from './field-change.ts';

/** Directions in which one field does not travel although the rule of the direction is on, and why. */
export interface ClosedDirections {
  readonly toExchange?: PendingBecause;
  readonly toCrm?: PendingBecause;
}

/** Asked for each field of a pair. */
export type ClosedFields = (field: string) => ClosedDirections;

const OPEN: ClosedDirections = {};
const TOLD_BY_EXCHANGE: ClosedDirections = { toExchange: 'toldByExchange' };

/** What is closed for one field: by what it is, and by the pair that it is of. */
export function closedDirections(
  name: string,
  spec: FieldSpec | undefined,
  closed: ClosedFields | undefined,
): ClosedDirections {
  const ofPair = closed?.(name) ?? OPEN;
  return spec?.toldBy === 'exchange' ? { ...ofPair, ...TOLD_BY_EXCHANGE } : ofPair;
}

/** The same object where nothing is closed. */
export function withoutClosed(permission: Permission, { toExchange, toCrm }: ClosedDirections): Permission {
  if (toExchange === undefined && toCrm === undefined) return permission;
  return {
    ...permission,
    toExchange: permission.toExchange && toExchange === undefined,
    toCrm: permission.toCrm && toCrm === undefined,
  };
}

/** What a pending change waits for, where the rules alone would have let it travel. */
export function withReason(
  settlement: FieldSettlement,
  permission: Permission,
  closed: ClosedDirections,
): FieldSettlement {
  const { outcome } = settlement;
  if (outcome.kind !== 'pending' || outcome.because !== undefined) return settlement;
  const toExchange = permission.toExchange ? closed.toExchange : undefined;
  const toCrm = permission.toCrm ? closed.toCrm : undefined;
  const because = outcome.changedOn === 'exchange' ? toCrm : (toExchange ?? toCrm);
  return because === undefined ? settlement : { ...settlement, outcome: { ...outcome, because } };
}
