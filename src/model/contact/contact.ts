import type { CalendarDate } from '../time/calendar-date.ts';
import type { ContactPhoto } from './contact-photo.ts';
import type { ContactPhoneField } from './phone-fields.ts';

/** The parts of a name merge together: half of one name and half of another is nobody. */
export interface PersonName {
  readonly title?: string | null;
  readonly givenName?: string | null;
  readonly middleName?: string | null;
  readonly surname?: string | null;
  readonly suffix?: string | null;
  readonly initials?: string | null;
}

export interface EmailAddress {
  readonly address: string;
  /** How the address book shows it; not the contact's name. */
  readonly name?: string | null;
}

/** One postal address merges as a whole. Street may have several lines, separated by `\n`. */
export interface PostalAddress {
  readonly street?: string | null;
  readonly city?: string | null;
  readonly state?: string | null;
  readonly postalCode?: string | null;
  readonly country?: string | null;
}

export type Sensitivity = 'normal' | 'personal' | 'private' | 'confidential';
export type Importance = 'low' | 'normal' | 'high';

/**
 * The canonical contact: every field that Exchange and the common CRMs share. Each property is one
 * field of the merge; `null` or absent is empty. What a side has beyond this stays on that side untouched.
 */
export interface Contact extends Readonly<Partial<Record<ContactPhoneField, string | null>>> {
  readonly name?: PersonName | null;
  readonly displayName?: string | null;
  readonly fileAs?: string | null;
  readonly nickname?: string | null;
  readonly companyName?: string | null;
  readonly department?: string | null;
  readonly jobTitle?: string | null;
  readonly officeLocation?: string | null;
  readonly profession?: string | null;
  readonly manager?: string | null;
  readonly assistantName?: string | null;
  readonly spouseName?: string | null;
  readonly mileage?: string | null;
  readonly webPage?: string | null;
  readonly children?: readonly string[] | null;
  /** Further companies that the contact belongs to (`contacts:Companies`), beside `companyName`. */
  readonly companies?: readonly string[] | null;
  readonly email1?: EmailAddress | null;
  readonly email2?: EmailAddress | null;
  readonly email3?: EmailAddress | null;
  readonly im1?: string | null;
  readonly im2?: string | null;
  readonly im3?: string | null;
  readonly businessAddress?: PostalAddress | null;
  readonly homeAddress?: PostalAddress | null;
  readonly otherAddress?: PostalAddress | null;
  /** Which of the three is the mailing address. */
  readonly mailingAddress?: 'business' | 'home' | 'other' | null;
  readonly birthday?: CalendarDate | null;
  readonly anniversary?: CalendarDate | null;
  /** Plain text, lines separated by `\n`. */
  readonly notes?: string | null;
  readonly photo?: ContactPhoto | null;
  /** The user's own categories. Those that a profile sets in Exchange are never among them. */
  readonly categories?: readonly string[] | null;
  readonly sensitivity?: Sensitivity | null;
  readonly importance?: Importance | null;
}
