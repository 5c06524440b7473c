import type { CalendarDate, Contact } from '../../model/index.ts';
import { addDays, parseCalendarDate } from '../../model/index.ts';
import { COUNTRIES } from './countries.ts';
import type { Dice } from './dice.ts';
import { createDice } from './dice.ts';
import type { Firm } from './firms.ts';
import { FIRMS } from './firms.ts';
import type { SampleUserName } from './users.ts';

export interface SampleContact {
  /** Login name of the CRM user who owns it. */
  readonly owner: SampleUserName;
  readonly shared: boolean;
  readonly lists: readonly string[];
  readonly contact: Contact;
}

const CONTACTS_PER_FIRM = [4, 6, 7, 5, 6] as const;

/** The CRM's address book: four to seven people of each firm. */
export function sampleContacts(): readonly SampleContact[] {
  const dice = createDice(1_947);
  const taken = new Set<string>();
  return FIRMS.flatMap((firm, index) =>
    Array.from({ length: CONTACTS_PER_FIRM[index % CONTACTS_PER_FIRM.length] ?? 5 }, (_, place) =>
      sampleContact(dice, firm, place, taken),
    ),
  );
}

function sampleContact(dice: Dice, firm: Firm, place: number, taken: Set<string>): SampleContact {
  const country = COUNTRIES[firm.country];
  const woman = dice.once(2);
  const drawn = freeName(dice, woman ? country.women : country.men, country.surnames, taken);
  const { givenName } = drawn;
  // Polish family names in -ski have a form for women.
  const surname = woman && firm.country === 'poland' ? drawn.surname.replace(/ski$/, 'ska') : drawn.surname;
  const local = `${ascii(givenName)}.${ascii(surname)}`;
  const titled = dice.once(6);
  const name = titled ? { title: dice.pick(country.titles), givenName, surname } : { givenName, surname };
  const contact: Contact = {
    name,
    displayName: `${titled ? `${name.title ?? ''} ` : ''}${givenName} ${surname}`,
    companyName: firm.name,
    jobTitle: dice.pick(country.jobs),
    email1: { address: `${local}@${firm.domain}` },
    businessPhone: place === 0 ? firm.phone : `${firm.phone.slice(0, -1)}${place}`,
    businessAddress: {
      street: streetOf(firm),
      city: firm.city,
      state: firm.state,
      postalCode: firm.postalCode,
      country: country.name,
    },
    mailingAddress: 'business',
    categories: categoriesOf(dice, firm),
    ...(dice.once(3) ? {} : { mobilePhone: `${country.mobile} ${digits(dice, 4)}` }),
    ...(dice.once(4) ? { email2: { address: `${departmentMailbox(firm)}@${firm.domain}` } } : {}),
    ...(dice.once(9) ? { email3: { address: `${ascii(surname)}${digits(dice, 2)}@posta-privata.example` } } : {}),
    ...(dice.once(3) ? { webPage: `https://www.${firm.domain}` } : {}),
    ...(dice.once(3) ? { notes: note(dice) } : {}),
    ...(dice.once(5) ? { department: departmentOf(firm) } : {}),
    ...(dice.once(5) ? { birthday: someDay(dice, '1958-01-01', 16_000) } : {}),
    ...(dice.once(6) ? { businessFax: `${firm.phone.slice(0, -1)}9` } : {}),
    ...(dice.once(14) ? privateLife(dice, firm, woman) : {}),
  };
  const owner = firm.relation === 'supplier' ? 'elena' : firm.country === 'italy' ? 'giulia' : 'marco';
  return { owner, shared: dice.once(8), lists: listsOf(dice, firm), contact };
}

/** Nobody is called like somebody else, except where the mailbox makes it so on purpose. */
function freeName(
  dice: Dice,
  givenNames: readonly [string, ...string[]],
  surnames: readonly [string, ...string[]],
  taken: Set<string>,
): { givenName: string; surname: string } {
  for (;;) {
    const [givenName, surname] = [dice.pick(givenNames), dice.pick(surnames)];
    const full = `${givenName} ${surname}`;
    if (taken.has(full)) continue;
    taken.add(full);
    return { givenName, surname };
  }
}

/** All of a firm sit in one street. */
function streetOf(firm: Firm): string {
  const { streets } = COUNTRIES[firm.country];
  const sum = Array.from(firm.name).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  const street = streets[sum % streets.length] ?? streets[0];
  return `${street} ${(sum % 90) + 1}`;
}

function departmentOf(firm: Firm): string {
  const names = {
    italy: 'Ufficio acquisti',
    germany: 'Einkauf',
    france: 'Service achats',
    poland: 'Dział zakupów',
    spain: 'Compras',
    denmark: 'Indkøb',
  };
  return names[firm.country];
}

function departmentMailbox(firm: Firm): string {
  const names = {
    italy: 'acquisti',
    germany: 'einkauf',
    france: 'achats',
    poland: 'zakupy',
    spain: 'compras',
    denmark: 'indkoeb',
  };
  return names[firm.country];
}

function categoriesOf(dice: Dice, firm: Firm): readonly string[] {
  const relation = { customer: 'Clienti', supplier: 'Fornitori', dealer: 'Rivenditori' }[firm.relation];
  return dice.once(5) ? [relation, 'Fiera'] : [relation];
}

function listsOf(dice: Dice, firm: Firm): readonly string[] {
  const lists = firm.relation === 'supplier' ? [] : ['Newsletter'];
  return dice.once(6) ? [...lists, 'Auguri di Natale'] : lists;
}

function note(dice: Dice): string {
  return dice.pick([
    'Ha visto la PB-160 in fiera: chiede un preventivo con asservimento robotizzato.',
    'Preferisce essere chiamato al mattino, mai il venerdì.',
    'Pressa PB-100 installata nel 2019 (matricola 4417).\nContratto di manutenzione fino a dicembre.',
    'Decide insieme al responsabile di produzione; budget approvato ogni anno a novembre.',
    'Parla italiano; documentazione tecnica in tedesco.',
    'Sconto concordato: 8%, pagamento a 60 giorni.',
    'Linea di taglio TL-40: in attesa del certificato CE aggiornato.',
    'Ci ha presentato l’agenzia; da ricontattare dopo le ferie.',
    'Tel. diretto; se non risponde passare dal centralino.\nParcheggio visitatori dietro la palazzina B.',
    'Concorrente installato nel 2016, leasing in scadenza.',
  ]);
}

/** What one notes down of people whom one has known for years. */
function privateLife(dice: Dice, firm: Firm, woman: boolean): Partial<Contact> {
  const country = COUNTRIES[firm.country];
  const spouse = dice.pick(woman ? country.men : country.women);
  return {
    spouseName: spouse,
    children: [dice.pick(country.women), dice.pick(country.men)],
    anniversary: someDay(dice, '1985-05-01', 11_000),
    homePhone: `${country.mobile} ${digits(dice, 4)}`,
    homeAddress: {
      street: `${country.streets.at(-1) ?? country.streets[0]} ${dice.roll(60) + 1}`,
      city: firm.city,
      postalCode: firm.postalCode,
      country: country.name,
    },
    sensitivity: 'normal',
  };
}

function someDay(dice: Dice, from: string, days: number): CalendarDate {
  return addDays(parseCalendarDate(from), dice.roll(days));
}

function digits(dice: Dice, count: number): string {
  return Array.from({ length: count }, () => dice.roll(10)).join('');
}

/** The local part of an address, as mail administrators write such names. */
export function ascii(text: string): string {
  const spelled: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ł: 'l', ø: 'oe', å: 'aa' };
  return text
    .toLowerCase()
    .replace(/[äöüßłøå]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}
