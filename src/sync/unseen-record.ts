import type { Link } from './state.ts';

/** Review reason of a detached pair whose record its user may not see, or may not make. */
export const RECORD_OUT_OF_SIGHT = 'crm_write_forbidden';

/** A create of ours made the record, or may have, and nobody has seen it since: not even its id is known. */
export function isUnseen({ crmId, reviewReason }: Pick<Link, 'crmId' | 'reviewReason'>): boolean {
  return crmId === null && reviewReason === RECORD_OUT_OF_SIGHT;
}
