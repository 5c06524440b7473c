import type { ItemType } from '../../../src/model/index.ts';

/** Why some or all values of a field do not come back as they went. */
export const REASONS: Readonly<Record<ItemType, Readonly<Record<string, string>>>> = {
  contacts: {
    webPage:
      'Exchange takes only what is an address of the web: blanks and other characters that none may have are escaped.',
    email1:
      'Exchange 2007 keeps no name beside the address; later versions keep it on one line, and none that repeats the address.',
    email2: 'As of the first address.',
    email3: 'As of the first address.',
    photo: 'Exchange 2007 takes no photo. JPEG, PNG and GIF of a reasonable size; the same bytes on both sides.',
  },
  appointments: {
    subject: 'Exchange keeps it on one line.',
    busyStatus: 'Exchange 2007 and 2010 have no "working elsewhere": the item keeps the status that it has.',
    reminderMinutes:
      'Exchange knows no reminder after the start, nor one of more than five years; the CRM refuses them.',
    occurrences:
      'Exchange wants the occurrences of a series one after the other, each on a day of its own; what it refuses is reported. Where weeks begin cannot be said before Exchange 2010 SP1: a series whose days depend on it stays where it is.',
  },
};
