import type { Fields } from '../../src/model/index.ts';
import { AFTER_CRM_RESTORE } from '../../src/settings/settings.ts';
import type { Link } from '../../src/sync/index.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Administration } from '../invariants/index.ts';
import { WINDOWS } from './calendar.ts';
import { looks } from './looks.ts';
import type { Mailbox } from './mailbox.ts';
import { isVisible, originOf, setRules } from './mailbox.ts';
import type { Doing } from './people.ts';
import { doubtOutOfReach, isKnown, isUntraceable, note, noteRegressed, parted, partedIfApart } from './people.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import { CATEGORIES, randomRules } from './simulated-world.ts';
import type { ActKind } from './swarm.ts';

type AdministratorsKind = Extract<
  ActKind,
  | 'migrate'
  | 'loseFolderRight'
  | 'loseCursor'
  | 'flipRule'
  | 'flipStrategy'
  | 'changeCategories'
  | 'changeProfile'
  | 'shiftWindow'
  | 'poison'
  | 'backUpCrm'
  | 'restoreCrm'
  | 'chooseAfterRestore'
  | 'flipPrivacy'
>;

const RULES = ['updateCrmToExchange', 'updateExchangeToCrm', 'deleteCrmToExchange', 'deleteExchangeToCrm'] as const;

/** What administrators of the connector and of the mail server do. @returns in words; `null` for nothing */
export function administrate(doing: Doing, kind: AdministratorsKind): string | null {
  const { mailbox, random } = doing;
  switch (kind) {
    case 'migrate':
      return migrate(doing);
    case 'loseFolderRight': {
      const place = random.chance(0.5) ? 'deletedItems' : 'other';
      const without = mailbox.exchange.unreadable.length > 0;
      mailbox.rightsChanged = true;
      mailbox.exchange.unreadable = without ? [] : [{ place, code: 'ErrorAccessDenied' }];
      for (const item of mailbox.exchange.inFolder(place)) doubtOutOfReach(doing, item, place);
      return without ? 'all folders readable' : `${place} unreadable`;
    }
    case 'loseCursor':
      mailbox.exchange.invalidateCursors();
      return 'position lost';
    case 'flipRule': {
      const rule = random.pick(RULES) ?? RULES[0];
      setRules(mailbox, { ...mailbox.rules, [rule]: !mailbox.rules[rule] });
      noteAdministration(doing, 'rules');
      return `${rule} ${String(mailbox.rules[rule])}`;
    }
    case 'flipStrategy': {
      const conflictStrategy = mailbox.rules.conflictStrategy === 'crm' ? 'exchange' : 'crm';
      setRules(mailbox, { ...mailbox.rules, conflictStrategy });
      noteAdministration(doing, 'rules');
      return conflictStrategy;
    }
    case 'flipPrivacy': {
      const privateItems = random.pick(['skip', 'busyOnly', 'full'] as const) ?? 'busyOnly';
      setRules(mailbox, { ...mailbox.rules, privateItems });
      noteAdministration(doing, 'rules');
      return privateItems;
    }
    case 'changeCategories': {
      const exchangeCategories = CATEGORIES.filter(() => random.chance(0.5));
      setRules(mailbox, { ...mailbox.rules, exchangeCategories });
      noteAdministration(doing, 'rules');
      return exchangeCategories.join(', ');
    }
    case 'changeProfile':
      setRules(mailbox, {
        ...randomRules(random, mailbox.rules.crmItems.kind === 'ownAndShared'),
        afterCrmRestore: mailbox.rules.afterCrmRestore,
      });
      noteAdministration(doing, 'rules');
      return JSON.stringify(mailbox.rules);
    case 'shiftWindow':
      if (mailbox.itemType === 'contacts') return null;
      mailbox.from = random.chance(0.3) ? { kind: 'all' } : { kind: 'date', date: random.pick(WINDOWS) ?? WINDOWS[0] };
      noteAdministration(doing, 'window');
      return JSON.stringify(mailbox.from);
    case 'poison':
      return poison(doing);
    case 'backUpCrm':
      doing.world.backups.set(mailbox.itemType, mailbox.crm.backUp());
      return 'a backup';
    case 'restoreCrm':
      return restoreCrm(doing);
    case 'chooseAfterRestore': {
      const afterCrmRestore = random.pick(AFTER_CRM_RESTORE) ?? 'exchange';
      for (const one of doing.world.mailboxes) setRules(one, { ...one.rules, afterCrmRestore });
      return afterCrmRestore;
    }
  }
}

function noteAdministration({ world, mailbox }: Doing, kind: Administration): void {
  world.history.acts.push({ kind, at: world.history.at(), scopeId: mailbox.scope.id });
}

/** The mailbox moves to another server: no id is what it was. */
function migrate(doing: Doing): string {
  const { world, mailbox, random } = doing;
  const { exchange, itemType } = mailbox;
  const keepsSearchKeys = random.chance(0.6);
  if (!keepsSearchKeys)
    for (const item of exchange.items.values())
      if (item.stamp === null && (looksUnlikeItsBase(mailbox, item) || hasTwin(doing, item) || hasRival(mailbox, item)))
        world.history.doubt(originOf(itemType, item.fields), 'lost its marks and its looks');
  for (const item of exchange.items.values())
    if (isParkedBehindUnseen(mailbox, item)) world.history.doubt(originOf(itemType, item.fields), 'moved out of reach');
  exchange.migrate(keepsSearchKeys);
  for (const item of exchange.items.values()) {
    const origin = originOf(itemType, item.fields);
    const isSeen = item.folder === 'synchronised' && !world.history.poisoned.has(origin);
    if (!isSeen && isUntraceable(doing, item) && isKnown(doing, origin))
      world.history.doubt(origin, 'lost its marks and its looks');
    partedIfApart(doing, origin);
  }
  const { smtp, fingerprint } = exchange.identity;
  exchange.identity = random.chance(0.5)
    ? { smtp, fingerprint: `${fingerprint}+` }
    : { smtp: `new-${smtp}`, fingerprint: `${fingerprint}+` };
  return `all ids are others${keepsSearchKeys ? '' : ', search keys too'}; now ${exchange.identity.smtp}`;
}

/** Edited since it was last settled, or since its record is being made, in what an item without marks is recognised by. */
function looksUnlikeItsBase(mailbox: Mailbox, item: StoredItem): boolean {
  const base = rememberedOf(mailbox, item);
  return base !== undefined && looks(base) !== looks(item.fields);
}

/** Linked, or its record is being made or about to be; and another item without marks looks the same. */
function hasTwin({ world, mailbox }: Doing, item: StoredItem): boolean {
  const isRead = world.running > 0 && mailbox.memory.unlinked.get(`exchange:${item.id}`)?.state === 'wait';
  if (!isRead && rememberedOf(mailbox, item) === undefined) return false;
  return mailbox.exchange
    .inFolder('synchronised')
    .some(({ id, stamp, fields }) => id !== item.id && stamp === null && looks(fields) === looks(item.fields));
}

/** Linked, and looks as the item of another pair did that no stamp leads to: it may be either's. */
function hasRival(mailbox: Mailbox, item: StoredItem): boolean {
  const own = linkOf(mailbox, item);
  if (own === undefined) return false;
  const stamps = new Set([...mailbox.exchange.items.values()].map(({ stamp }) => stamp));
  return liveLinksOf(mailbox).some(
    (link) => link !== own && !stamps.has(link.stamp) && looks(link.baseExchange) === looks(item.fields),
  );
}

function rememberedOf(mailbox: Mailbox, item: StoredItem): Fields | undefined {
  const intents = [...mailbox.memory.intents.values()];
  return linkOf(mailbox, item)?.baseExchange ?? foundFor(item, intents)?.sourceFields;
}

function linkOf(mailbox: Mailbox, item: StoredItem): Link | undefined {
  return foundFor(item, liveLinksOf(mailbox));
}

function liveLinksOf({ memory }: Mailbox): readonly Link[] {
  return [...memory.links.values()].filter(({ state }) => state !== 'CLOSED');
}

/** By the search key, which copies share, after a move of the mailbox that nobody has looked at yet. */
function foundFor<T extends Pick<Link, 'exchangeId' | 'searchKey'>>(
  item: StoredItem,
  among: readonly T[],
): T | undefined {
  return (
    among.find(({ exchangeId }) => exchangeId === item.id) ??
    among.find(({ searchKey }) => searchKey === item.searchKey)
  );
}

/**
 * Its record was made and went out of sight before we knew it: the item waits under its id, by which the record is
 * known (I12). Under another id it is a new item, also with its stamp: a copy from another mailbox carries one too.
 */
function isParkedBehindUnseen(mailbox: Mailbox, item: StoredItem): boolean {
  const { crm, itemType } = mailbox;
  const live = liveLinksOf(mailbox);
  if (live.some(({ exchangeId, stamp }) => exchangeId === item.id || stamp === item.stamp)) return false;
  const origin = originOf(itemType, item.fields);
  return [...crm.records.values()].some(
    (record) =>
      originOf(itemType, record.fields) === origin &&
      record.externalKey !== null &&
      (item.stamp === null || item.stamp === record.externalKey) &&
      !live.some(({ crmId }) => crmId === record.id) &&
      !isVisible(mailbox, record),
  );
}

const OVERTAKEN = 12;

/** The CRM goes back to its backup: what was made and changed since is not there any more, what was deleted is. */
function restoreCrm(doing: Doing): string | null {
  const { world, mailbox, random } = doing;
  const { crm, itemType } = mailbox;
  const backup = world.backups.get(itemType);
  if (backup === undefined) return null;
  const copies = (records: Iterable<StoredRecord>) => new Map([...records].map((one) => [one.id, { ...one }]));
  const before = copies(crm.records.values());
  const deleted = copies(crm.erased());
  const database = world.databases[itemType];
  // Positions that people overtake before anybody looks tell nothing: such a restore has to be told.
  if (database.log.length - backup.log.length < OVERTAKEN || random.chance(0.5)) database.instance += '+';
  crm.restore(backup);
  for (const record of before.values()) {
    const now = crm.records.get(record.id);
    if (now === undefined) note(doing, 'lost', 'crm', record);
    else if (now.version !== record.version) noteRegressed(doing, now, record.fields);
  }
  for (const record of crm.records.values()) {
    if (before.has(record.id)) continue;
    note(doing, 'restore', 'crm', record);
    const origin = originOf(itemType, record.fields);
    const isHeir = (other: StoredRecord): boolean =>
      other.id !== record.id && originOf(itemType, other.fields) === origin;
    if ([...before.values(), ...deleted.values()].some(isHeir))
      world.history.doubt(origin, 'brought back beside another');
    // What was edited between the backup and the deletion does not come back with it.
    const last = deleted.get(record.id);
    if (last?.version !== record.version) noteRegressed(doing, record, last?.fields ?? {});
  }
  // Deleted before and after, and brought back and edited between: whoever brings it back now gets it as it was.
  for (const record of crm.erased()) {
    const last = deleted.get(record.id);
    if (last !== undefined && last.version !== record.version) noteRegressed(doing, record, last.fields);
  }
  for (const record of crm.records.values())
    if (world.mailboxes.some((other) => other.itemType === itemType && isOutOfSight(other, record)))
      world.history.doubt(originOf(itemType, record.fields), 'put out of sight by a restore');
  return 'the backup is back';
}

export type CrmsAndMailboxes = Pick<SimulatedWorld, 'history' | 'mailboxes' | 'databases'>;

/** A right withdrawn after a restore and before it was noticed and approved looks like one that the restore took. */
export function doubtOutOfSight(
  { world, mailbox: { itemType } }: { readonly world: CrmsAndMailboxes; readonly mailbox: Pick<Mailbox, 'itemType'> },
  record: StoredRecord,
): void {
  const isDoubtful = world.mailboxes.some(
    (other) => other.itemType === itemType && isBeingRestored(world, other) && isOutOfSight(other, record),
  );
  if (isDoubtful) world.history.doubt(originOf(itemType, record.fields), 'put out of sight by a restore');
}

function isBeingRestored({ databases }: CrmsAndMailboxes, { itemType, memory, scope }: Mailbox): boolean {
  const { status, crmInstance, crmHighWater } = memory.scopes.get(scope.id) ?? scope;
  if (status === 'restored') return true;
  const { instance, log } = databases[itemType];
  return crmInstance !== null && (crmInstance !== instance || (crmHighWater ?? 0) > log.length);
}

/**
 * Linked, or just being linked, and now from before its user was given a right to it: the CRM tells as little of it as of
 * a record that it lost.
 */
function isOutOfSight(mailbox: Mailbox, record: StoredRecord): boolean {
  const { links, intents } = mailbox.memory;
  const isLinked = [...links.values()].some(({ crmId, state }) => crmId === record.id && state === 'LINKED');
  const isBeingLinked = [...intents.values()].some(({ crmId }) => crmId === record.id);
  return (isLinked || isBeingLinked) && !isVisible(mailbox, record);
}

/** One item that the mail server can neither read nor write, until somebody repairs it. */
function poison(doing: Doing): string | null {
  const { world, mailbox, random } = doing;
  const { exchange, itemType } = mailbox;
  const sick = world.history.poisoned;
  const [healed] = sick;
  if (healed !== undefined && random.chance(0.7)) {
    sick.delete(healed);
    return `${healed} is repaired`;
  }
  const item = random.pick(exchange.inFolder('synchronised'));
  if (item === undefined) return null;
  const origin = originOf(itemType, item.fields);
  // What cannot be read cannot be met.
  parted(doing, origin);
  sick.add(origin);
  exchange.poisonWhen = (fields) => sick.has(originOf(itemType, fields));
  return `${origin} is broken`;
}
