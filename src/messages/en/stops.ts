/** All contacts or appointments of one server wait, because several mailboxes began to fail in the same way. */
export const stops = {
  heading: 'Part of the synchronisation is stopped',
  contacts: {
    exchange:
      'The contacts of {{server}} are not being synchronised: {{mailboxes}} mailboxes that were well began to fail in the same way within ten minutes.',
    crm: 'Contacts are not being synchronised: with {{mailboxes}} mailboxes that were well, the CRM began to fail in the same way within ten minutes.',
  },
  appointments: {
    exchange:
      'The appointments of {{server}} are not being synchronised: {{mailboxes}} mailboxes that were well began to fail in the same way within ten minutes.',
    crm: 'Appointments are not being synchronised: with {{mailboxes}} mailboxes that were well, the CRM began to fail in the same way within ten minutes.',
  },
  explain:
    'The other mailboxes wait, so that it does not reach them. At {{time}} one of them is tried; if it is well, all go on. The mailboxes with the error try again by themselves.',
  tryNow: 'Try now …',
  question: 'Try one mailbox now?',
  consequences:
    'The next of the mailboxes that wait is synchronised. If it is well, all go on. If it fails in the same way, they wait twice as long as before.',
  action: 'Try now',
  tried: 'One mailbox is being tried.',
  none: 'Nothing is stopped.',
  notAgreed: 'Nothing was changed. With --yes it goes on without asking: raccordo stops try {{id}} --yes',
  waits:
    'Other mailboxes began to fail in the same way, so this one waits. It goes on by itself; the next try is at {{time}}. {{why}}',
  rests: 'Tried again at {{time}}. The other kind of item goes on meanwhile.',
} as const;
