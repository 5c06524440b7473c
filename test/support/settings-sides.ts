import type { ItemView } from '../../simulator/index.ts';
import type { ItemType } from '../../src/model/index.ts';
import type { CrmRecords } from './crm.ts';
import { labelOf } from './crm.ts';
import type { ExchangeWrite, Place } from './settings-world.ts';

/**
 * One item type of a place, as people on both sides handle it. An item is known by its label (the person's name, the
 * subject) and says one thing: the job title, the location.
 */
export interface Sides {
  readonly folder: 'contacts' | 'calendar';
  /** @returns id */
  addInCrm(label: string, says?: string, more?: CrmExtras): Promise<string>;
  /** @returns id */
  addInExchange(label: string, says?: string, more?: Parameters<Place['mailbox']['change']>[1]): string;
  /** The same item, entered by hand on both sides. */
  addOnBoth(label: string, says?: string): Promise<void>;
  changeInCrm(label: string, says: string, more?: object): Promise<void>;
  changeInExchange(label: string, says: string, more?: Parameters<Place['mailbox']['change']>[1]): void;
  deleteInCrm(label: string): Promise<void>;
  deleteInExchange(label: string): void;
  /** What each of the person's own records says; one that is there twice shows as `(twice)`. */
  inCrm(): Promise<Readonly<Record<string, string>>>;
  inExchange(folder?: string): Readonly<Record<string, string>>;
  /** @throws Error when it is not there once */
  record(label: string): Promise<Readonly<Record<string, unknown>>>;
  /** @throws Error when it is not there once */
  item(label: string): ItemView;
  /** Names of the operations that wrote items of this type. */
  writes(): readonly ExchangeWrite['operation'][];
}

export interface CrmExtras {
  readonly fields?: object;
  readonly shared?: boolean;
  readonly lists?: readonly string[];
  readonly participantIds?: readonly string[];
}

interface Kind {
  readonly folder: Sides['folder'];
  readonly crmFields: (label: string, says: string) => object;
  readonly exchangeFields: (label: string, says: string) => Readonly<Record<string, string>>;
  readonly crmField: 'jobTitle' | 'location';
  readonly exchangeField: 'JobTitle' | 'Location';
}

const WHEN = { start: '2027-03-10T09:00:00Z', end: '2027-03-10T10:00:00Z' };

const KINDS: Readonly<Record<ItemType, Kind>> = {
  contacts: {
    folder: 'contacts',
    crmFields: (label, jobTitle) => ({ name: nameOf(label), email1: { address: addressOf(label) }, jobTitle }),
    exchangeFields: (label, says) => ({
      GivenName: nameOf(label).givenName,
      Surname: nameOf(label).surname,
      'EmailAddresses/EmailAddress1': addressOf(label),
      JobTitle: says,
    }),
    crmField: 'jobTitle',
    exchangeField: 'JobTitle',
  },
  appointments: {
    folder: 'calendar',
    crmFields: (subject, location) => ({ subject, location, time: { kind: 'timed', ...WHEN, zone: null } }),
    exchangeFields: (label, says) => ({ Subject: label, Start: WHEN.start, End: WHEN.end, Location: says }),
    crmField: 'location',
    exchangeField: 'Location',
  },
};

function nameOf(label: string): { readonly givenName: string; readonly surname: string } {
  const [givenName = '', ...rest] = label.split(' ');
  return { givenName, surname: rest.join(' ') };
}

const addressOf = (label: string) => `${label.toLowerCase().replaceAll(' ', '.')}@example.it`;

export function sidesOf({ person, crm, mailbox, writes }: Place, itemType: ItemType): Sides {
  const { folder, crmFields, exchangeFields, crmField, exchangeField } = KINDS[itemType];
  const records = crm[itemType] as unknown as CrmRecords<never, object>;
  const element = itemType === 'contacts' ? 'Contact' : 'CalendarItem';
  const known = new Set<string>();
  const items = (where: string = folder) => {
    const found = mailbox.items(where).filter(({ kind }) => kind === element);
    for (const { id } of found) known.add(id);
    return found;
  };
  const item: Sides['item'] = (label) => {
    const found = items().filter((candidate) => candidate.label === label);
    const [only] = found;
    if (found.length !== 1 || only === undefined) throw new Error(`${found.length} items ${label} in Exchange`);
    return only;
  };
  const idInCrm = async (label: string) => ((await records.named(label)) as { readonly id: string }).id;
  const sides: Sides = {
    folder,
    item,
    record: async (label) => ((await records.named(label)) as { readonly fields: Record<string, unknown> }).fields,
    async addInCrm(label, says = 'prima', { fields = {}, ...placement } = {}) {
      const record = await records.add({ ...placement, fields: { ...crmFields(label, says), ...fields } });
      return (record as { readonly id: string }).id;
    },
    addInExchange: (label, says = 'prima', more = {}) =>
      mailbox.add(folder, element, { ...exchangeFields(label, says), ...more }).id,
    async addOnBoth(label, says) {
      sides.addInExchange(label, says);
      await sides.addInCrm(label, says);
    },
    async changeInCrm(label, says, fields = {}) {
      await records.change(await idInCrm(label), { [crmField]: says, ...fields });
    },
    changeInExchange: (label, says, fields = {}) =>
      void mailbox.change(item(label).id, { [exchangeField]: says, ...fields }),
    async deleteInCrm(label) {
      await records.delete(await idInCrm(label));
    },
    deleteInExchange: (label) => mailbox.delete(item(label).id),
    async inCrm() {
      const { id } = await crm.call<{ readonly id: string }>('GET', `/api/users/${person.name}`);
      const visible = (await records.all()) as readonly Parameters<typeof labelOf>[0][];
      const all = visible.filter(({ ownerId }) => ownerId === id);
      const said = ({ fields }: (typeof all)[number]) => (fields as Record<string, unknown>)[crmField];
      return byLabel(all.map((record) => [labelOf(record), said(record)]));
    },
    inExchange: (where) => byLabel(items(where).map(({ label, fields }) => [label, fields[exchangeField]])),
    writes() {
      items();
      items('deleteditems');
      return writes()
        .filter(({ body }) => body.includes(`<t:${element}>`) || [...known].some((id) => body.includes(id)))
        .map(({ operation }) => operation);
    },
  };
  return sides;
}

function byLabel(entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const [label, says] of entries) all[label] = label in all ? '(twice)' : String(says ?? '');
  return all;
}
