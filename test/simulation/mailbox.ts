import type { CrmUser } from '../../src/crm/port.ts';
import type { Fields, ItemType } from '../../src/model/index.ts';
import type { Scope } from '../../src/store/port.ts';
import type { ItemRules, WindowRule } from '../../src/sync/index.ts';
import type { MemoryCrm, StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { MemoryExchange } from '../../src/sync-run/testing/memory-exchange.ts';
import type { MemoryStore } from '../../src/sync-run/testing/memory-store.ts';
import { numberOf } from './calendar.ts';
import { dayOf } from './rows.ts';

/** One mailbox of one CRM user for one item type, with the administrator's settings for it. */
export interface Mailbox {
  readonly name: string;
  readonly itemType: ItemType;
  readonly user: CrmUser;
  readonly exchange: MemoryExchange;
  /** The CRM as this user sees it. */
  readonly crm: MemoryCrm;
  readonly scope: Scope;
  readonly memory: MemoryStore;
  rules: ItemRules;
  from: WindowRule;
  /** Categories that the profile ever set, or that let items in. */
  readonly marks: Set<string>;
  /** Folders were out of reach at times. Of that no list of changes tells, so what is remembered may be out of date. */
  rightsChanged: boolean;
  /** Of items and records that could not be read for a while: how often. */
  readonly timesUnread: Map<string, number>;
}

/** New settings; what they mark items with is remembered. */
export function setRules(mailbox: Mailbox, rules: ItemRules): void {
  mailbox.rules = rules;
  for (const category of rules.exchangeCategories) mailbox.marks.add(category);
  if (rules.exchangeItems.kind === 'onlyCategory') mailbox.marks.add(rules.exchangeItems.category);
}

/** Begins the location of what may be a series where the CRM has none: each day of it is a thing of its own. */
export const OF_A_DAY = 'day-by-day-';

/** The name of the human-made thing, in a field that travels and that nobody edits. A busy block has only its hour. */
export function originOf(itemType: ItemType, fields: Fields): string {
  if (itemType === 'contacts') return String(fields['profession'] ?? '');
  const { location, time = null } = fields;
  if (String(location).startsWith(OF_A_DAY)) return `${String(location)}/${dayOf(fields)}`;
  return String(location ?? (time === null ? '' : `t${numberOf(time)}`));
}

/** Whether the CRM shows the record to the user of the mailbox. */
export function isVisible({ user, crm }: Mailbox, record: StoredRecord): boolean {
  const mayRead = record.ownerId === user.id || record.shared || record.participantIds.includes(user.id);
  return mayRead && !crm.hidden.has(record.id);
}
