import type { Fields, Side } from '../../src/model/index.ts';
import type { WindowRule } from '../../src/sync/index.ts';
import { windowStart, withoutManagedCategories } from '../../src/sync/index.ts';
import { isBeforeWindow } from '../../src/sync/window.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Write } from '../invariants/index.ts';
import { callOff, tellAttendees } from '../meetings/outlook.ts';
import { TODAY, ZONE } from './calendar.ts';
import type { Mailbox } from './mailbox.ts';
import { originOf } from './mailbox.ts';
import type { Row, RowChange } from './rows.ts';
import { changedRows, hasRows, isOnce, rowsOf } from './rows.ts';
import type { WriteContext } from './run-context.ts';

interface Attempt {
  readonly side: Side;
  readonly op: Write['op'];
  /** `null` for deletes. */
  readonly sent: Fields | null;
  readonly itemId?: string;
  readonly forced?: boolean;
  /** Exchange mails the people in it. */
  readonly notifies?: boolean;
}

interface Done<T> {
  readonly outcome: T;
  /** The item that was written; `null` when nothing was. */
  readonly id: string | null;
  readonly stamped: boolean;
  readonly categories: readonly string[];
}

/** Carries a write out and puts it down as what it was, whether or not anybody learns that it happened. */
export async function recordWrite<T>(
  context: WriteContext,
  attempt: Attempt,
  carryOut: () => Promise<Done<T>>,
): Promise<T> {
  const { mailbox, history, schedule } = context;
  const item = attempt.side === 'exchange' ? mailbox.exchange.items.get(attempt.itemId ?? '') : undefined;
  const meeting = item?.meeting ?? null;
  const before = attempt.itemId === undefined ? null : fieldsNow(context, attempt.side, attempt.itemId);
  const victim =
    attempt.op === 'delete' && attempt.itemId !== undefined ? victimOf(context, attempt.side, attempt.itemId) : null;
  const rows = item !== undefined && hasRows(mailbox) ? rowsOf(item) : null;
  const { outcome, id, stamped, categories } = await carryOut();
  const put = (what: Pick<Write, 'op' | 'itemId' | 'origin' | 'before' | 'after' | 'victim'>): void =>
    void history.writes.push({
      at: history.at(),
      scopeId: mailbox.scope.id,
      cause: context.cause,
      side: attempt.side,
      stamped,
      categories,
      runFrom: context.runFrom,
      rules: context.rules,
      forced: attempt.forced ?? false,
      meeting,
      notifies: attempt.notifies ?? false,
      ...what,
    });
  // What takes place once is written as itself.
  const isOfSeries = rows !== null && !isOnce(rows);
  const ofRows = isOfSeries ? writtenRows(context, attempt, rows) : [];
  for (const write of ofRows) put(write);
  if (id !== null) {
    const origin = originOf(mailbox.itemType, { ...before, ...attempt.sent });
    if (ofRows.length === 0)
      put({ op: attempt.op, itemId: id, origin, before, after: isOfSeries ? {} : attempt.sent, victim });
    if (attempt.side === 'exchange') deliverMail(context, item, attempt.op);
    history.words.push(`    ${context.process.name} writes: ${attempt.op} ${id} (${origin}) in ${attempt.side}`);
    const { process } = context;
    if (process.diesAfterWrites !== null) {
      process.diesAfterWrites -= 1;
      if (process.diesAfterWrites === 0) process.diesAtTurn = process.turns + 1;
    }
    schedule.note(`  effect ${attempt.side} ${attempt.op} ${id}`);
  }
  return outcome;
}

/** What a write to a series did to its days, whatever it sent of them: a part of it, where it was cut. */
function writtenRows(
  context: WriteContext,
  { itemId = '', op, sent }: Attempt,
  rows: ReadonlyMap<string, Row>,
): readonly Pick<Write, 'op' | 'itemId' | 'origin' | 'before' | 'after' | 'victim'>[] {
  const { itemType, exchange } = context.mailbox;
  const item = op === 'delete' ? undefined : exchange.items.get(itemId);
  return changedRows(rows, item === undefined ? new Map() : rowsOf(item)).map((change) => ({
    op: change.op,
    itemId: change.id,
    origin: originOf(itemType, change.fields),
    before: change.op === 'create' ? null : change.fields,
    after: change.changes === null ? null : { ...change.changes, ...sentFor(change, sent) },
    victim: change.op === 'delete' ? victimOf(context, 'exchange', change.id) : null,
  }));
}

/** Of the texts that Exchange cut the whole. */
function sentFor({ day, changes }: RowChange, sent: Fields | null): Fields {
  const days = (sent?.['occurrences'] ?? {}) as Readonly<Record<string, Fields>>;
  const own = Object.entries((days[day]?.['fields'] ?? {}) as Fields);
  return Object.fromEntries(own.filter(([name]) => Object.hasOwn(changes ?? {}, name)));
}

function fieldsNow({ mailbox, rules }: WriteContext, side: Side, id: string): Fields | null {
  if (side === 'crm') return mailbox.crm.records.get(id)?.fields ?? null;
  const item = mailbox.exchange.items.get(id);
  if (item === undefined) return null;
  const categories = item.categories.length === 0 ? null : item.categories;
  return withoutManagedCategories({ ...item.fields, categories }, rules.exchangeCategories);
}

/** Whatever the server mailed for a write reaches the calendars of the people in it. @param item as it was before */
function deliverMail(
  { mailbox, colleagues, history, rules }: WriteContext,
  item: StoredItem | undefined,
  op: string,
): void {
  for (const { kind, itemId, recipients } of mailbox.exchange.outbox.splice(0)) {
    const what = `${recipients} times the ${kind} of ${itemId}, by ${op}`;
    history.mails.push({ at: history.at(), what, recipients, invitations: rules.invitations });
    history.words.push(`    mailed: ${what}`);
    if (item === undefined) continue;
    if (kind === 'update') tellAttendees({ desks: colleagues }, item);
    else callOff({ desks: colleagues }, item);
  }
}

function victimOf({ mailbox, isShared, from }: WriteContext, side: Side, id: string): Write['victim'] {
  const links = [...mailbox.memory.links.values()].filter((link) => link.state !== 'CLOSED');
  const link = links.find((one) => (side === 'crm' ? one.crmId : one.exchangeId) === id);
  const item = side === 'exchange' ? mailbox.exchange.items.get(id) : undefined;
  const record = side === 'crm' ? mailbox.crm.records.get(id) : undefined;
  const fields = item?.fields ?? record?.fields ?? {};
  const stampOwner = links.find((one) => one.stamp === item?.stamp && one.exchangeId !== id);
  return {
    outside: isOutside(mailbox, from, fields),
    ambiguous: link?.ambiguous ?? false,
    notOurs: side === 'crm' && (record?.ownerId !== mailbox.user.id || isShared(id)),
    ownDuplicate:
      link === undefined && stampOwner !== undefined && mailbox.exchange.items.has(stampOwner.exchangeId ?? ''),
  };
}

function isOutside({ itemType }: Mailbox, from: WindowRule, fields: Fields): boolean {
  return itemType === 'appointments' && isBeforeWindow(fields, windowStart(from, TODAY, ZONE), ZONE);
}
