import type { CalendarDate, PostalAddress } from '../../model/index.ts';
import { COUNTRIES } from './countries.ts';
import { FIRMS } from './firms.ts';
import type { SampleMailboxAppointment } from './mailbox-appointments.ts';
import { mailboxAppointments } from './mailbox-appointments.ts';
import type { SampleDistributionList, SampleMailboxContact } from './mailbox-contacts.ts';
import { distributionLists, mailboxContacts } from './mailbox-contacts.ts';
import type { SampleAppointment } from './sample-appointments.ts';
import { sampleAppointments } from './sample-appointments.ts';
import type { SampleContact } from './sample-contacts.ts';
import { sampleContacts } from './sample-contacts.ts';
import { crmSeries } from './sample-series.ts';
import type { SampleUser } from './users.ts';
import { SAMPLE_USERS } from './users.ts';

export interface SampleCompany {
  readonly name: string;
  readonly address: PostalAddress;
  readonly phone: string;
  readonly webPage: string;
}

export interface SampleWorld {
  readonly users: readonly SampleUser[];
  readonly companies: readonly SampleCompany[];
  readonly contacts: readonly SampleContact[];
  readonly appointments: readonly SampleAppointment[];
  readonly mailboxContacts: readonly SampleMailboxContact[];
  readonly distributionLists: readonly SampleDistributionList[];
  readonly mailboxAppointments: readonly SampleMailboxAppointment[];
}

/**
 * A machine builder in the Veneto, its customers, and the mailboxes of its three people before their first
 * synchronisation. The same for the same day.
 */
export function sampleWorld(today: CalendarDate): SampleWorld {
  const contacts = sampleContacts();
  const appointments = sampleAppointments(today);
  const inMailboxes = mailboxContacts(contacts);
  return {
    users: Object.values(SAMPLE_USERS),
    companies: FIRMS.map((firm) => ({
      name: firm.name,
      address: {
        city: firm.city,
        state: firm.state,
        postalCode: firm.postalCode,
        country: COUNTRIES[firm.country].name,
      },
      phone: firm.phone,
      webPage: `https://www.${firm.domain}`,
    })),
    contacts,
    appointments: [...appointments, ...crmSeries(today)],
    mailboxContacts: inMailboxes,
    distributionLists: distributionLists(inMailboxes),
    mailboxAppointments: mailboxAppointments(appointments, today),
  };
}
