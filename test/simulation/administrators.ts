import type { Fields } from '../../src/model/index.ts';
import { canonicalText } from '../../src/model/index.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Administration } from '../invariants/index.ts';
import { WINDOWS } from './calendar.ts';
import type { Mailbox } from './mailbox.ts';
import { isVisible, originOf, setRules } from './mailbox.ts';
import type { Doing } from './people.ts';
import { isUntraceable, note, parted } from './people.ts';
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
    case 'changeCategories': {
      const exchangeCategories = CATEGORIES.filter(() => random.chance(0.5));
      setRules(mailbox, { ...mailbox.rules, exchangeCategories });
      noteAdministration(doing, 'rules');
      return exchangeCategories.join(', ');
    }
    case 'changeProfile':
      setRules(mailbox, randomRules(random, mailbox.rules.crmItems.kind === 'ownAndShared'));
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
      if (item.stamp === null && looksUnlikeItsBase(mailbox, item))
        world.history.doubled.add(originOf(itemType, item.fields));
  exchange.migrate(keepsSearchKeys);
  for (const item of [...exchange.inFolder('other'), ...exchange.inFolder('deletedItems')])
    if (isUntraceable(doing, item)) world.history.doubled.add(originOf(itemType, item.fields));
  const { smtp, fingerprint } = exchange.identity;
  exchange.identity = random.chance(0.5)
    ? { smtp, fingerprint: `${fingerprint}+` }
    : { smtp: `new-${smtp}`, fingerprint: `${fingerprint}+` };
  return `all ids are others${keepsSearchKeys ? '' : ', search keys too'}; now ${exchange.identity.smtp}`;
}

/** Edited since it was last settled, in what an item without marks is recognised by. */
function looksUnlikeItsBase({ memory }: Mailbox, item: StoredItem): boolean {
  const link = [...memory.links.values()].find(({ exchangeId }) => exchangeId === item.id);
  const text = (fields: Fields): string =>
    ['time', 'subject', 'name', 'email1'].map((name) => canonicalText(fields[name] ?? null)).join();
  return link !== undefined && text(link.baseExchange) !== text(item.fields);
}

const OVERTAKEN = 12;

/** The CRM goes back to its backup: what was made and changed since is not there any more, what was deleted is. */
function restoreCrm(doing: Doing): string | null {
  const { world, mailbox, random } = doing;
  const { crm, itemType } = mailbox;
  const backup = world.backups.get(itemType);
  if (backup === undefined) return null;
  const before = new Map([...crm.records].map(([id, record]) => [id, { ...record }]));
  const database = world.databases[itemType];
  // Positions that people overtake before anybody looks tell nothing: such a restore has to be told.
  if (database.log.length - backup.log.length < OVERTAKEN || random.chance(0.5)) database.instance += '+';
  crm.restore(backup);
  world.history.restored.add(itemType);
  for (const record of crm.records.values())
    if (world.mailboxes.some((other) => other.itemType === itemType && !isVisible(other, record)))
      world.history.doubled.add(originOf(itemType, record.fields));
  for (const record of before.values()) {
    const now = crm.records.get(record.id);
    if (now?.version === record.version) continue;
    note(doing, now === undefined ? 'lost' : 'regressed', 'crm', record);
  }
  for (const record of crm.records.values()) if (!before.has(record.id)) note(doing, 'restore', 'crm', record);
  return 'the backup is back';
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
