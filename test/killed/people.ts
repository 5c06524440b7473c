import type { ItemView, SimulatedMailbox } from '../../simulator/index.ts';
import type { Dice } from '../../src/demo/sample-data/dice.ts';
import type { Fields, FieldValue, ItemType } from '../../src/model/index.ts';
import type { PlainAct } from '../invariants/index.ts';
import type { Crm } from '../support/crm.ts';
import type { ExchangeWatch } from './exchange-watch.ts';
import { FOLDERS, fieldsOf, itemTypeOf, originOf } from './exchange-watch.ts';

/** What a person did in a mailbox. */
export interface MailboxAct {
  readonly at: number;
  readonly mailbox: string;
  readonly itemType: ItemType;
  readonly itemId: string;
  readonly origin: string;
  readonly what:
    | { readonly kind: PlainAct }
    | { readonly kind: 'edit'; readonly field: string; readonly value: FieldValue }
    | { readonly kind: 'editSet'; readonly added: readonly string[]; readonly removed: readonly string[] };
}

/** Everything that people of one history did, and asked the CRM to do. */
export interface Diary {
  readonly acts: MailboxAct[];
  /** Values that people typed in the CRM; whether they arrived, the watch tells. Each stands for one edit. */
  readonly typedInCrm: Set<string>;
  readonly deletedInCrm: Set<string>;
  readonly doubled: Set<string>;
  /** In words, with the time, for the report of a violation. */
  readonly log: string[];
}

export interface People {
  readonly diary: Diary;
  /** Something on either side; nothing, where the dice find nothing to do or the CRM is away. */
  act(crm: Crm | null): Promise<void>;
  /** A person whom both sides know, entered before anything is synchronised. */
  enterOnBothSides(crm: Crm): Promise<void>;
  enterInCrm(crm: Crm): Promise<void>;
  enterInMailbox(): void;
  say(text: string): void;
}

interface Mailboxes {
  readonly all: readonly [SimulatedMailbox, ...SimulatedMailbox[]];
  readonly watch: ExchangeWatch;
}

const USERS = ['mario', 'giulia'] as const;
/** Ours and theirs. */
const EDITED: Readonly<Record<ItemType, readonly [readonly [string, string], ...(readonly [string, string])[]]>> = {
  contacts: [
    ['jobTitle', 'JobTitle'],
    ['nickname', 'Nickname'],
    ['department', 'Department'],
  ],
  appointments: [['location', 'Location']],
};
/** Folders that a person made, for what shall not be synchronised. */
const ASIDE = { contacts: 'Vecchi contatti', appointments: 'Vecchi impegni' } as const;
const QUARTER_MS = 900_000;

/** People who edit, delete, move, copy and bring back on both sides. */
export function createPeople(dice: Dice, { all, watch }: Mailboxes): People {
  let tokens = 0;
  let values = 0;
  const diary: Diary = { acts: [], typedInCrm: new Set(), deletedInCrm: new Set(), doubled: new Set(), log: [] };
  const aside = all.map((mailbox) => ({
    contacts: mailbox.addFolder(ASIDE.contacts, 'IPF.Contact').id,
    appointments: mailbox.addFolder(ASIDE.appointments, 'IPF.Appointment').id,
  }));
  const onBothSides = new Set<string>();
  const say = (text: string): void => void diary.log.push(`${new Date().toISOString().slice(14, 23)} ${text}`);
  const newToken = (): string => `t${(tokens += 1)}`;
  const newValue = (): string => `v${(values += 1)}`;
  const pickType = (): ItemType => (dice.roll(10) < 6 ? 'contacts' : 'appointments');

  const note = (mailbox: SimulatedMailbox, item: ItemView, what: MailboxAct['what']): void => {
    const origin = originOf(fieldsOf(item));
    const itemType = itemTypeOf(item);
    diary.acts.push({ at: watch.now(), mailbox: mailbox.smtp, itemType, itemId: item.id, origin, what });
    say(`${mailbox.smtp.split('.')[0]} ${origin} ${JSON.stringify(what)} → ${item.id.slice(-12)}`);
  };
  const add = (mailbox: SimulatedMailbox, itemType: ItemType, token: string): void => {
    const item = watch.byPerson(() =>
      itemType === 'contacts'
        ? mailbox.add('contacts', 'Contact', {
            GivenName: `P${token}`,
            Surname: 'Rossi',
            // Said, because Exchange names a contact by itself where nobody has.
            DisplayName: `P${token} Rossi`,
            FileAs: `Rossi, P${token}`,
            Profession: token,
            'EmailAddresses/EmailAddress1': `${token}@x.example`,
          })
        : mailbox.add('calendar', 'CalendarItem', { Subject: token, Start: startOf(token), End: endOf(token) }),
    );
    note(mailbox, item, { kind: 'create' });
  };
  const enter = async (
    crm: Crm,
    itemType: ItemType,
    token: string,
    owner: string,
    isShared: boolean,
  ): Promise<void> => {
    say(`crm create ${token} of ${owner}${isShared ? ', shared' : ''}`);
    const placement = isShared ? { shared: true } : {};
    await crm.call('POST', `/api/${itemType}?user=${owner}`, { ...placement, fields: newFields(itemType, token) });
  };
  const enterSomething = (crm: Crm): Promise<void> => {
    const itemType = pickType();
    return enter(crm, itemType, newToken(), dice.pick(USERS), itemType === 'contacts' && dice.once(4));
  };

  const inMailbox = (): void => {
    const index = dice.roll(all.length);
    const mailbox = all[index] ?? all[0];
    const itemType = pickType();
    const here = mailbox.items(FOLDERS[itemType]);
    const item = here[dice.roll(Math.max(1, here.length))];
    const folders = aside[index];
    const act = dice.roll(12);
    if (act < 2 || item === undefined || folders === undefined) return add(mailbox, itemType, newToken());
    const moved = (where: string, kind: PlainAct): void =>
      note(
        mailbox,
        watch.byPerson(() => mailbox.move(item.id, where)),
        { kind },
      );
    if (act < 5) {
      const [field, theirs] = dice.pick(EDITED[itemType]);
      const value = newValue();
      note(
        mailbox,
        watch.byPerson(() => mailbox.change(item.id, { [theirs]: value })),
        { kind: 'edit', field, value },
      );
    } else if (act === 5) {
      const [gone] = item.categories.filter((one) => one.startsWith('v') && dice.once(2));
      const value = newValue();
      const categories = [...item.categories.filter((one) => one !== gone), value];
      const removed = gone === undefined ? [] : [gone];
      const changed = watch.byPerson(() => mailbox.change(item.id, { Categories: categories }));
      note(mailbox, changed, { kind: 'editSet', added: [value], removed });
    } else if (act < 8) moved('deleteditems', 'delete');
    else if (act === 8) {
      watch.byPerson(() => mailbox.delete(item.id, 'HardDelete'));
      note(mailbox, item, { kind: 'delete' });
    } else if (act === 9) {
      // Out of sight before anybody knew that it is the record's counterpart: the record gets one of its own.
      if (onBothSides.has(originOf(fieldsOf(item)))) diary.doubled.add(originOf(fieldsOf(item)));
      moved(folders[itemType], 'move');
    } else if (act === 10) {
      diary.doubled.add(originOf(fieldsOf(item)));
      note(
        mailbox,
        watch.byPerson(() => mailbox.copy(item.id, FOLDERS[itemType])),
        { kind: 'copy' },
      );
    } else {
      const away = [...mailbox.items('deleteditems'), ...mailbox.items(folders[itemType])];
      const back = away[dice.roll(Math.max(1, away.length))];
      if (back === undefined) return;
      const home = back.kind === 'Contact' ? FOLDERS.contacts : FOLDERS.appointments;
      diary.doubled.add(originOf(fieldsOf(back)));
      note(
        mailbox,
        watch.byPerson(() => mailbox.move(back.id, home)),
        { kind: 'restore' },
      );
    }
  };

  const inCrm = async (crm: Crm): Promise<void> => {
    const itemType = pickType();
    const act = dice.roll(10);
    if (act < 3) return enterSomething(crm);
    const records: readonly { readonly id: string; readonly fields: Fields }[] = (await crm[itemType].all()) as never;
    const record = records[dice.roll(Math.max(1, records.length))];
    if (record === undefined) return;
    if (act < 8) {
      const [field] = dice.pick(EDITED[itemType]);
      const value = newValue();
      diary.typedInCrm.add(value);
      const isSet = dice.once(4);
      const categories = [...((record.fields['categories'] ?? []) as readonly string[]), value];
      say(`crm edit ${originOf(record.fields)} ${isSet ? 'categories' : field} ${value}`);
      await crm[itemType].change(record.id, isSet ? { categories } : { [field]: value });
    } else {
      diary.deletedInCrm.add(record.id);
      say(`crm delete ${originOf(record.fields)}`);
      await crm[itemType].delete(record.id);
    }
  };

  return {
    diary,
    say,
    act: async (crm) => {
      if (crm === null || dice.once(2)) return inMailbox();
      // Whoever works in a program that is killed sees an error, and nobody knows what became of it.
      await inCrm(crm).catch((error: unknown) => say(`  the CRM did not answer: ${String(error).slice(0, 80)}`));
    },
    enterOnBothSides: async (crm) => {
      const token = newToken();
      onBothSides.add(token);
      await enter(crm, 'contacts', token, 'mario', false);
      add(all[0], 'contacts', token);
    },
    enterInCrm: enterSomething,
    enterInMailbox: () => add(all[dice.roll(all.length)] ?? all[0], pickType(), newToken()),
  };
}

function newFields(itemType: ItemType, token: string): object {
  if (itemType === 'appointments') {
    return { subject: token, time: { kind: 'timed', start: startOf(token), end: endOf(token), zone: null } };
  }
  const email1 = { address: `${token}@x.example` };
  const names = { displayName: `P${token} Rossi`, fileAs: `Rossi, P${token}` };
  return { name: { givenName: `P${token}`, surname: 'Rossi' }, ...names, profession: token, email1 };
}

function startOf(token: string): string {
  const quarter = Number(token.slice(1));
  return new Date(Date.UTC(2026, 11, 3, 8) + quarter * QUARTER_MS).toISOString().replace('.000', '');
}

function endOf(token: string): string {
  return startOf(`t${Number(token.slice(1)) + 1}`);
}
