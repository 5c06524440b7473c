import type { Contact, EmailAddress } from '../../model/index.ts';
import { parseCalendarDate } from '../../model/index.ts';
import type { SampleContact } from './sample-contacts.ts';
import type { SampleUserName } from './users.ts';

export interface SampleMailboxContact {
  /** Login name of the user whose mailbox it is in. */
  readonly mailbox: SampleUserName;
  readonly contact: Contact;
}

/** A contact group in Exchange: in the contacts folder, and no contact. */
export interface SampleDistributionList {
  readonly mailbox: SampleUserName;
  readonly name: string;
  readonly members: readonly EmailAddress[];
}

/**
 * What was typed into Outlook before there was a synchronisation: two of five business contacts once more,
 * private people, a few that a first synchronisation cannot decide, and a contact group.
 */
export function mailboxContacts(crm: readonly SampleContact[]): readonly SampleMailboxContact[] {
  const copied = crm.filter((_, index) => index % 5 < 2);
  return [
    ...copied.map(({ owner, contact }, index) => ({ mailbox: owner, contact: asInOutlook(contact, index) })),
    ...doubles(copied),
    ...namesakes(crm.filter((_, index) => index % 5 >= 2)),
    ...OTHERS.map(([mailbox, contact]) => ({ mailbox, contact })),
  ];
}

/** The same person, as somebody in a hurry keeps them: some things missing, some known only here. */
function asInOutlook(contact: Contact, index: number): Contact {
  const { givenName, surname } = contact.name ?? {};
  const { notes: _notes, businessAddress: _address, mailingAddress: _mailing, webPage: _page, ...brief } = contact;
  const fileAs = `${surname ?? ''}, ${givenName ?? ''}`;
  switch (index % 4) {
    case 0:
      return { ...contact, fileAs };
    case 1:
      return { ...brief, fileAs, categories: [...(contact.categories ?? []), 'VIP'] };
    case 2:
      return { ...brief, fileAs, notes: 'Incontrato in fiera; gli interessa la TL-40.' };
    default:
      return { ...contact, fileAs, officeLocation: 'Palazzina B, primo piano', pager: '4417' };
  }
}

/** Twice in the mailbox and once in the CRM: nobody but a person knows which of the two it is. */
function doubles(copied: readonly SampleContact[]): readonly SampleMailboxContact[] {
  return copied
    .filter((_, index) => index % 30 === 7)
    .map(({ owner, contact }) => {
      const { name, displayName, companyName, email1 } = contact;
      return { mailbox: owner, contact: { name, displayName, companyName, email1 } as Contact };
    });
}

/** Called like somebody in the CRM, and nothing else is equal. */
function namesakes(others: readonly SampleContact[]): readonly SampleMailboxContact[] {
  return others
    .filter((_, index) => index % 40 === 11)
    .map(({ owner, contact }) => {
      const { name, displayName } = contact;
      const jobTitle = 'Commercialista';
      return { mailbox: owner, contact: { name, displayName, companyName: 'Studio associato', jobTitle } as Contact };
    });
}

function person(givenName: string, surname: string, more: Partial<Contact>): Contact {
  const full = {
    name: { givenName, surname },
    displayName: `${givenName} ${surname}`,
    fileAs: `${surname}, ${givenName}`,
  };
  return { ...full, ...more };
}

const family = { categories: ['Famiglia'], sensitivity: 'private' } as const;

const OTHERS: readonly (readonly [SampleUserName, Contact])[] = [
  [
    'giulia',
    person('Tommaso', 'Zanetti', {
      ...family,
      mobilePhone: '+39 347 555 7001',
      birthday: parseCalendarDate('2012-06-17'),
      nickname: 'Tommi',
    }),
  ],
  [
    'giulia',
    person('Anna', 'Zanetti', { ...family, homePhone: '+39 0424 555 912', birthday: parseCalendarDate('1949-02-28') }),
  ],
  [
    'giulia',
    person('Beatrice', 'Sartori', {
      companyName: 'Studio dentistico Sartori',
      businessPhone: '+39 0424 555 340',
      businessAddress: {
        street: 'Piazza Garibaldi 3',
        city: 'Bassano del Grappa',
        state: 'VI',
        postalCode: '36061',
        country: 'Italia',
      },
    }),
  ],
  [
    'giulia',
    person('Renzo', 'Baggio', {
      companyName: 'Autofficina Baggio',
      businessPhone: '+39 0424 555 871',
      notes: 'Tagliando a maggio.',
    }),
  ],
  [
    'giulia',
    person('Ottavia', 'Marchesin', {
      companyName: 'Agenzia Viaggi Ponte Vecchio',
      jobTitle: 'Consulente',
      email1: { address: 'ottavia@pontevecchio-viaggi.example' },
      businessPhone: '+39 0424 555 653',
    }),
  ],
  [
    'giulia',
    person('Ludovico', 'Festari', {
      companyName: 'Lavorazioni Inox Festari',
      jobTitle: 'Titolare',
      email1: { address: 'l.festari@inoxfestari.example' },
      mobilePhone: '+39 347 555 2210',
      notes: 'Nuovo contatto dalla fiera: vuole vedere una PB-220 in funzione.',
    }),
  ],
  [
    'marco',
    person('Lucia', 'Dalla Costa', {
      ...family,
      mobilePhone: '+39 347 555 7102',
      anniversary: parseCalendarDate('2008-09-06'),
    }),
  ],
  ['marco', person('Don Piero', 'Simioni', { companyName: 'Parrocchia di San Vito', homePhone: '+39 0424 555 006' })],
  [
    'marco',
    person('Kazuhiro', 'Kitano', {
      companyName: 'Kitano Seiki K.K.',
      jobTitle: 'President',
      email1: { address: 'k.kitano@kitanoseiki.example', name: '北野 和弘' },
      businessPhone: '+81 6 5555 0123',
      businessAddress: { street: '2-14 Minamisemba', city: 'Ōsaka', postalCode: '542-0081', country: '日本' },
      nickname: '北野さん',
    }),
  ],
  [
    'marco',
    person('Deborah', 'O’Connell', {
      companyName: 'Great Lakes Press Brakes, Inc.',
      jobTitle: 'Director of Distribution',
      email1: { address: 'doconnell@greatlakespressbrakes.example' },
      email2: { address: 'deb@oconnell-family.example' },
      businessPhone: '+1 216 555 0188',
      businessAddress: {
        street: '1800 Euclid Ave\nSuite 410',
        city: 'Cleveland',
        state: 'OH',
        postalCode: '44115',
        country: 'USA',
      },
    }),
  ],
  [
    'marco',
    person('Přemysl', 'Dvořák', {
      name: { title: 'Ing.', givenName: 'Přemysl', surname: 'Dvořák', suffix: 'Ph.D.' },
      companyName: 'Strojírny Třebíč a.s.',
      email1: { address: 'dvorak@strojirny-trebic.example' },
      businessPhone: '+420 568 555 010',
    }),
  ],
  ['elena', person('Sergio', 'Però', { ...family, mobilePhone: '+39 347 555 7203' })],
  ['elena', person('Mirella', 'Cunico', { companyName: 'Farmacia Cunico', businessPhone: '+39 0424 555 118' })],
  [
    'elena',
    person('Rajesh', 'Deshpande', {
      companyName: 'Pune Fabricators Pvt. Ltd.',
      jobTitle: 'Maintenance Head',
      email1: { address: 'r.deshpande@punefabricators.example' },
      businessPhone: '+91 20 5555 0142',
      im1: 'skype:rajesh.deshpande',
    }),
  ],
  [
    'elena',
    person('Ivano', 'Gheno', {
      companyName: 'Noleggio Gru Gheno',
      email1: { address: 'info@ghenogru.example' },
      mobilePhone: '+39 347 555 3380',
      categories: ['Fornitori'],
    }),
  ],
];

export function distributionLists(contacts: readonly SampleMailboxContact[]): readonly SampleDistributionList[] {
  const ofMarco = contacts.filter(({ mailbox, contact }) => mailbox === 'marco' && contact.email1);
  return [
    {
      mailbox: 'marco',
      name: 'Rivenditori estero',
      members: ofMarco
        .filter(({ contact }) => contact.categories?.includes('Rivenditori'))
        .flatMap(({ contact }) => contact.email1 ?? []),
    },
  ];
}
