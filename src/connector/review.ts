import type { Actor } from '../crm/builtin/index.ts';
import { asUser } from '../crm/builtin/index.ts';
import type { Fields, ItemType, Side } from '../model/index.ts';
import { ConnectorError, ITEM_TYPES } from '../model/index.ts';
import type { NewHint, QuarantineEntry, Scope, SyncStore, Unlinked } from '../store/port.ts';
import type { Reason } from '../sync/index.ts';
import type { AccountTarget } from './account-target.ts';
import { getTargetOrThrow } from './account-target.ts';
import type { Connector } from './connector.ts';
import type { RemedyCode } from './explain/remedy.ts';
import { remedyFor } from './explain/remedy.ts';
import { shownFields } from './shown-fields.ts';

/**
 * One end of a question, as it stands now. `fields` is `null` where the account's user cannot read it (any more); of a
 * private item others than the owner get only what they may be told.
 */
export interface ReviewedItem {
  readonly itemType: ItemType;
  readonly side: Side;
  readonly itemId: string;
  readonly fields: Fields | null;
}

/** Who is who? Nothing is created until a person has made that clear. */
export interface ReviewQuestion extends ReviewedItem {
  readonly reason: Reason;
  readonly remedy: RemedyCode;
  /** Items of the other side that could be the same. */
  readonly candidates: readonly ReviewedItem[];
}

/** Put aside after errors; tried again at `nextAt`, or as soon as it changes. */
export interface ParkedItem extends ReviewedItem, Pick<QuarantineEntry, 'attempts' | 'nextAt'> {
  readonly error: { readonly code: string; readonly details: QuarantineEntry['errorDetails'] };
}

export interface Review {
  readonly questions: readonly ReviewQuestion[];
  readonly parked: readonly ParkedItem[];
  /** There is more than is listed. */
  readonly more: boolean;
  /** Why the items of the mailbox stand here without content; `null` when the server answered. */
  readonly mailboxProblem: { readonly code: string; readonly details: ConnectorError['details'] } | null;
}

type Bare = Omit<ReviewedItem, 'fields'>;

/** What waits for a person in one account, with the contents of both sides: the mailbox is asked for its items. */
export async function readReview(
  connector: Connector,
  accountName: string,
  filter: { readonly itemType?: ItemType; readonly limit: number; readonly byOwner: boolean },
): Promise<Review> {
  const { store } = connector.parts;
  const target = await getTargetOrThrow(connector.parts, accountName);
  const scopes = (await store.listScopes([target.account.id])).filter(
    ({ itemType }) => filter.itemType === undefined || filter.itemType === itemType,
  );
  const questions: (Bare & Pick<ReviewQuestion, 'reason' | 'remedy'> & { readonly candidates: readonly Bare[] })[] = [];
  const parked: (Bare & Omit<ParkedItem, 'fields'>)[] = [];
  for (const scope of scopes) {
    for (const item of await underReview(store, scope.id, filter.limit + 1)) {
      questions.push({
        ...bare(scope, item),
        reason: item.reason,
        remedy: remedyFor(item.reason.code),
        candidates: await candidatesOf(store, scope, item),
      });
    }
    for (const entry of await store.listQuarantine(scope.id)) {
      const { attempts, nextAt, errorCode: code, errorDetails: details } = entry;
      parked.push({ ...bare(scope, entry), attempts, nextAt, error: { code, details } });
    }
  }
  // Told once, from the CRM's end: the other end of a question is among its candidates.
  const told = new Set(questions.flatMap(({ side, candidates }) => (side === 'crm' ? candidates.map(keyOf) : [])));
  const once = questions.filter((question) => question.side === 'crm' || !told.has(keyOf(question)));
  const listed = { questions: once.slice(0, filter.limit), parked: parked.slice(0, filter.limit) };
  const wanted = [...listed.questions.flatMap((question) => [question, ...question.candidates]), ...listed.parked];
  const records = await recordFields(connector, asUser(target.account.userId), wanted);
  const mailbox = await mailboxFields(connector, target, wanted);
  const shown = shownFields(target, filter.byOwner);
  const filled = <Item extends Bare>(item: Item) => {
    const fields = (item.side === 'crm' ? records : mailbox.fields).get(item.itemId);
    return { ...item, fields: fields === undefined ? null : shown(fields) };
  };
  return {
    questions: listed.questions.map((question) => ({
      ...filled(question),
      candidates: question.candidates.map(filled),
    })),
    parked: listed.parked.map(filled),
    more: listed.questions.length < once.length || listed.parked.length < parked.length,
    mailboxProblem: mailbox.problem,
  };
}

function keyOf({ itemType, side, itemId }: Bare): string {
  return `${itemType} ${side} ${itemId}`;
}

function bare({ itemType }: Scope, { side, itemId }: NewHint): Bare {
  return { itemType, side, itemId };
}

/** Rows of one scope that this looks through; far above what a person would work off. */
const SCANNED_ROWS = 50_000;
const PAGE = 500;

async function underReview(store: SyncStore, scopeId: string, limit: number): Promise<readonly Unlinked[]> {
  if ((await store.countUnlinked(scopeId)).review === 0) return [];
  const found: Unlinked[] = [];
  let after: NewHint | null = null;
  for (let seen = 0; seen < SCANNED_ROWS && found.length < limit; seen += PAGE) {
    const page: readonly Unlinked[] = await store.pageUnlinked(scopeId, after, PAGE);
    found.push(...page.filter(({ state }) => state === 'review'));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = { side: last.side, itemId: last.itemId };
  }
  return found.slice(0, limit);
}

/** As the matching finds them: by the strong keys, and only where these find nothing by the weak ones. */
async function candidatesOf(store: SyncStore, scope: Scope, item: Unlinked): Promise<readonly Bare[]> {
  const other: Side = item.side === 'crm' ? 'exchange' : 'crm';
  const strong = await store.findUnlinkedByKeys(scope.id, other, 'strong', item.strongKeys);
  const found = strong.length > 0 ? strong : await store.findUnlinkedByKeys(scope.id, other, 'weak', item.weakKeys);
  return found.map((candidate) => bare(scope, candidate));
}

async function recordFields(
  { parts }: Connector,
  actor: Actor,
  items: readonly Bare[],
): Promise<ReadonlyMap<string, Fields>> {
  const fields = new Map<string, Fields>();
  for (const { side, itemType, itemId } of items) {
    if (side !== 'crm' || fields.has(itemId)) continue;
    const read = await parts.crm[itemType].get(actor, itemId);
    if (read.kind === 'found') fields.set(itemId, read.record.fields);
  }
  return fields;
}

/** A mailbox that does not answer leaves its items without content; the questions are there all the same. */
async function mailboxFields(
  { sides }: Connector,
  target: AccountTarget,
  items: readonly Bare[],
): Promise<{ readonly fields: ReadonlyMap<string, Fields>; readonly problem: Review['mailboxProblem'] }> {
  const fields = new Map<string, Fields>();
  try {
    for (const itemType of ITEM_TYPES) {
      const own = items.filter((item) => item.side === 'exchange' && item.itemType === itemType);
      const ids = [...new Set(own.map(({ itemId }) => itemId))];
      if (ids.length === 0) continue;
      const reads = await sides.sideFor(target).read(itemType, ids);
      for (const read of reads) if (read.kind === 'found') fields.set(read.item.id, read.item.fields);
    }
    return { fields, problem: null };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { fields, problem: { code: error.code, details: error.details } };
  }
}
