import type { Fields } from '../model/index.ts';
import type { Link } from '../sync/index.ts';
import type { PackedBase } from './base-pair.ts';
import { packBase, unpackBase } from './base-pair.ts';

/** What a link's row holds beside its scope, in the order of `LINK_COLUMNS`. */
interface LinkValues {
  readonly id: string;
  readonly state: Link['state'];
  readonly ambiguous: boolean;
  readonly not_compared: boolean;
  readonly crm_id: string | null;
  readonly crm_version: string | null;
  readonly exchange_id: string | null;
  readonly change_key: string | null;
  readonly uid: string | null;
  readonly search_key: string | null;
  readonly stamp: string;
  readonly stamped: boolean;
  readonly generation: number;
  readonly base_crm: Fields;
  readonly base_exchange: PackedBase;
  readonly projection: number;
  readonly suppressed: readonly string[];
  readonly pending: boolean;
  readonly review_reason: string | null;
  readonly given_categories: readonly string[];
  readonly former_stamps: readonly string[];
}

export interface LinkRow extends LinkValues {
  readonly scope_id: string;
}

export const LINK_COLUMNS = `id, state, ambiguous, not_compared, crm_id, crm_version, exchange_id, change_key, uid, search_key,
  stamp, stamped, generation, base_crm, base_exchange, projection, suppressed, pending, review_reason,
  given_categories, former_stamps`;

export function linkToRow(link: Link): LinkValues {
  return {
    id: link.id,
    state: link.state,
    ambiguous: link.ambiguous,
    not_compared: link.notCompared,
    crm_id: link.crmId,
    crm_version: link.crmVersion,
    exchange_id: link.exchangeId,
    change_key: link.changeKey,
    uid: link.uid,
    search_key: link.searchKey,
    stamp: link.stamp,
    stamped: link.stamped,
    generation: link.generation,
    base_crm: link.baseCrm,
    base_exchange: packBase(link.baseCrm, link.baseExchange),
    projection: link.projection,
    suppressed: link.suppressed,
    pending: link.pending,
    review_reason: link.reviewReason,
    given_categories: link.givenCategories,
    former_stamps: link.formerStamps,
  };
}

export function linkFromRow(row: LinkRow): Link {
  return {
    id: row.id,
    scopeId: row.scope_id,
    state: row.state,
    ambiguous: row.ambiguous,
    notCompared: row.not_compared,
    crmId: row.crm_id,
    crmVersion: row.crm_version,
    exchangeId: row.exchange_id,
    changeKey: row.change_key,
    uid: row.uid,
    searchKey: row.search_key,
    stamp: row.stamp,
    stamped: row.stamped,
    generation: row.generation,
    baseCrm: row.base_crm,
    baseExchange: unpackBase(row.base_crm, row.base_exchange),
    projection: row.projection,
    suppressed: row.suppressed,
    pending: row.pending,
    reviewReason: row.review_reason,
    givenCategories: row.given_categories,
    formerStamps: row.former_stamps,
  };
}
