import type { Actor } from '../../crm/builtin/index.ts';
import type { ItemType } from '../../model/index.ts';
import { ITEM_TYPES } from '../../model/index.ts';
import type { QuarantineEntry, Scope, StoredJournalEntry, Unlinked } from '../../store/port.ts';
import type { Link, Reason } from '../../sync/index.ts';
import type { Connector } from '../connector.ts';
import type { Found } from './find-in-memory.ts';
import { findInMemory, JOURNAL_ENTRIES, MATCH_LIMIT } from './find-in-memory.ts';
import { mayBeId } from './id-of-mailbox.ts';
import { idsInMailboxes } from './ids-in-mailboxes.ts';
import { labelOf } from './label.ts';
import type { LinkFacts } from './link-facts.ts';
import { linkFacts } from './link-facts.ts';
import type { RemedyCode } from './remedy.ts';
import { remedyFor } from './remedy.ts';

/** Why an item is as it is, and what would change that. */
export interface ExplainedItem {
  /** `null` for a CRM record that no account has met. */
  readonly account: string | null;
  readonly itemType: ItemType;
  /** Name or subject, as far as it is known. */
  readonly label: string | null;
  readonly crmId: string | null;
  readonly exchangeId: string | null;
  readonly state:
    | 'linked'
    /** Linked, and a change waits because a rule is off. */
    | 'pending'
    | 'detached'
    | 'closed'
    /** Seen and not linked; the reason says why. */
    | 'unlinked'
    /** No synchronisation has met the record. */
    | 'unseen';
  readonly link: LinkFacts | null;
  readonly unlinkedState: Unlinked['state'] | null;
  /** The decision that led here, with the row of the decision table. */
  readonly reason: Reason | null;
  readonly remedy: RemedyCode;
  readonly quarantine: QuarantineEntry | null;
  /** Newest first. */
  readonly journal: readonly StoredJournalEntry[];
}

export interface Explanation {
  readonly query: string;
  readonly items: readonly ExplainedItem[];
  /** There are more matches than are listed. */
  readonly more: boolean;
}

/**
 * @param actor who asks: a user is told of the own mailboxes, and of the records that the user may see
 * @param query an id of either side, also as Outlook or a script shows it, or words of a name, an e-mail address or a
 *   subject
 */
export async function explain(connector: Connector, actor: Actor, query: string): Promise<Explanation> {
  const known = await explainKnown(connector, actor, query);
  if (known.items.length > 0 || !mayBeId(query)) return known;
  for (const id of await idsInMailboxes(connector, actor, query)) {
    const { items, more } = await explainKnown(connector, actor, id);
    if (items.length > 0) return { query, items, more };
  }
  return known;
}

/** Asks no server. */
async function explainKnown(connector: Connector, actor: Actor, query: string): Promise<Explanation> {
  const { parts } = connector;
  const [allScopes, accounts] = await Promise.all([parts.store.listScopes(), parts.settings.listAccounts()]);
  const scopes = allScopes.filter(({ crmUserId }) => actor.kind === 'operator' || actor.userId === crmUserId);
  const accountNames = new Map(accounts.map(({ id, name }) => [id, name]));
  const items: ExplainedItem[] = [];
  let more = false;
  for (const itemType of ITEM_TYPES) {
    const records = await crmMatches(connector, actor, itemType, query);
    const explained = new Set<string>();
    for (const scope of scopes.filter((candidate) => candidate.itemType === itemType)) {
      const found = await findInMemory(parts.store, scope, query, [...records.keys()]);
      more ||= found.more;
      const quarantine = await parts.store.listQuarantine(scope.id);
      for (const match of found.matches) {
        const item = await explainMatch(connector, scope, match, quarantine, records);
        if (item.crmId !== null) explained.add(item.crmId);
        items.push({ ...item, account: accountNames.get(scope.accountId) ?? null });
      }
    }
    for (const [id, record] of records) if (!explained.has(id)) items.push(unseen(itemType, id, record, allScopes));
  }
  return { query, items: items.slice(0, MATCH_LIMIT), more: more || items.length > MATCH_LIMIT };
}

interface CrmMatch {
  readonly label: string | null;
  readonly ownerId: string;
}

async function crmMatches(
  { parts }: Connector,
  actor: Actor,
  itemType: ItemType,
  query: string,
): Promise<ReadonlyMap<string, CrmMatch>> {
  const records = parts.crm[itemType];
  const byId = await records.get(actor, query);
  const page =
    byId.kind === 'found' ? [byId.record] : (await records.list(actor, { search: query, limit: MATCH_LIMIT })).records;
  return new Map(page.map((record) => [record.id, { label: labelOf(record.fields), ownerId: record.ownerId }]));
}

async function explainMatch(
  { parts }: Connector,
  scope: Scope,
  match: Found,
  quarantine: readonly QuarantineEntry[],
  records: ReadonlyMap<string, CrmMatch>,
): Promise<Omit<ExplainedItem, 'account'>> {
  const { link, unlinked } = match;
  const crmId = link?.crmId ?? (unlinked?.side === 'crm' ? unlinked.itemId : null);
  const exchangeId = link?.exchangeId ?? (unlinked?.side === 'exchange' ? unlinked.itemId : null);
  const journal =
    link === null ? [] : await parts.store.listJournal(scope.id, { linkId: link.id, limit: JOURNAL_ENTRIES });
  const parked = quarantine.find(({ side, itemId }) => itemId === (side === 'crm' ? crmId : exchangeId)) ?? null;
  const reason = unlinked?.reason ?? journal[0]?.reason ?? null;
  const known = crmId === null ? null : (records.get(crmId)?.label ?? null);
  return {
    itemType: scope.itemType,
    label: known ?? (link === null ? null : (labelOf(link.baseCrm) ?? labelOf(link.baseExchange))),
    crmId,
    exchangeId,
    state: link === null ? 'unlinked' : stateOf(link),
    link: link && linkFacts(link),
    unlinkedState: unlinked?.state ?? null,
    reason,
    remedy: remedyOf(link, reason, parked),
    quarantine: parked,
    journal,
  };
}

function stateOf(link: Link): ExplainedItem['state'] {
  if (link.state === 'CLOSED') return 'closed';
  if (link.state !== 'LINKED') return 'detached';
  return link.pending ? 'pending' : 'linked';
}

function remedyOf(link: Link | null, reason: Reason | null, parked: QuarantineEntry | null): RemedyCode {
  if (parked !== null) return 'mend_item';
  if (link?.state === 'LINKED') return link.pending ? 'switch_on_update_rule' : 'nothing_to_do';
  return reason === null ? 'nothing_to_do' : remedyFor(reason.code);
}

function unseen(itemType: ItemType, crmId: string, record: CrmMatch, scopes: readonly Scope[]): ExplainedItem {
  const synchronised = scopes.some((scope) => scope.itemType === itemType && scope.crmUserId === record.ownerId);
  return {
    account: null,
    itemType,
    label: record.label,
    crmId,
    exchangeId: null,
    state: 'unseen',
    link: null,
    unlinkedState: null,
    reason: null,
    remedy: synchronised ? 'wait_for_next_run' : 'synchronise_owner',
    quarantine: null,
    journal: [],
  };
}
