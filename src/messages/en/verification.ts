/** The full comparison of both sides with the memory: what it found and what a repair does. */
export const verification = {
  heading: 'Verify',
  explain:
    'Compares every linked pair, every record and every item of both sides with what the synchronisation remembers. What the next run already knows it has to carry over is no difference. Nothing is written. In a large mailbox it takes some minutes.',
  start: 'Verify now',
  found: '{{itemType}}: {{count}} differences found.',
  found_one: '{{itemType}}: one difference found.',
  nothing: '{{itemType}}: nothing found.',
  look: 'Look at what was found',
  lookOf: 'Look at what was found: {{itemType}}',
  compared: 'Compared – linked pairs: {{links}}, records of the CRM: {{records}}, items of Exchange: {{items}}.',
  ran: 'Both sides were compared with what is remembered; nothing was written.',
  findings: {
    heading: 'What was found',
    nothingHeading: 'Nothing found',
    nothing: 'Both sides and the memory agree.',
    total: '{{count}} differences',
    total_one: 'One difference',
    more: 'Show more',
    fields: 'Fields: {{fields}}',
  },
  kinds: {
    missedChange: 'It changed, and nothing waits to carry the change over.',
    differs: 'Nobody changed it since both sides agreed, and yet it is not what is remembered of it.',
    itemMissing: 'It is linked, but its item in Exchange is not there any more.',
    recordMissing: 'It is linked, but its record in the CRM is not there any more.',
    unknownItem: 'It is in Exchange, and the synchronisation has never met it.',
    unknownRecord: 'It is in the CRM, and the synchronisation has never met it.',
    wrongStamp: 'Its item in Exchange lacks the mark of Raccordo, or carries one that is not its own.',
    duplicate: 'It is there more than once for the same counterpart.',
    linkMoved: 'Its item in Exchange has got another id.',
    other: 'Something is not as it should be ({{kind}}).',
  },
  repairs: {
    relink: 'A repair mends the link.',
    lookAgain: 'A repair has the next run look at it again.',
    none: 'A repair cannot do anything here: a person has to look.',
  },
  repair: {
    start: 'Repair …',
    confirm: 'Repair what was found?',
    explain:
      'A repair mends links and asks the next run to look at these items again. It writes neither in the CRM nor in Exchange; the next run does the rest, with the same rules and brakes as ever.',
    action: 'Repair',
    done: 'Links mended: {{relinked}}. Items that the next run looks at again: {{hinted}}.',
    again: 'Verify again after the next run, to see that nothing is left.',
  },
} as const;
