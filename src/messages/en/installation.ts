/** Whether this is still the same installation, and the administrator's word that it goes on. */
export const installation = {
  heading: 'Nothing is synchronised: an administrator has to confirm the database',
  doubt: {
    restored: 'The database is older than what Raccordo has done since: it came from a backup.',
    copied:
      'The data directory or the database is not where Raccordo left it: it was copied, unpacked from a backup, or moved to another machine.',
    foreign: 'The database belongs to another installation than this data directory.',
  },
  explainUser: 'Until then the mailboxes and the CRM stay as they are. Whoever administers Raccordo knows what to do.',
  explain:
    'If this is a copy for a test, leave it so, or let its profiles point to a test server first: it would write into the same mailboxes as the original.',
  start: 'Go on with this database …',
  question: 'Go on with this database?',
  consequences:
    'Everything is compared, and nothing is deleted until that is done. What the database does not know of is found again in the mailboxes: linked, not doubled.',
  other: 'No other Raccordo may still work with these mailboxes: the two would not know of each other.',
  action: 'Go on',
  confirmed: 'Confirmed. Every mailbox is compared from the beginning; that may take a while.',
  certain: 'The database is as this installation left it.',
  notAgreed: 'Nothing was changed. With --yes it goes on without asking: raccordo installation confirm --yes',
} as const;
