export const accounts = {
  list: {
    explain: 'Every Exchange profile that the administrator has switched on, with the mailbox that is connected to it.',
    emptyHeading: 'No Exchange profile is active',
    empty:
      'Ask the administrator to make one and switch it on: then it stands here, and you connect your mailbox to it.',
    emptyForAdministrator:
      'Make one and switch it on in Company settings → Exchange connector: then it stands here, on every user’s page.',
    notConfigured: 'Not configured yet',
    needsMailbox: 'The name of the mailbox is enough: the service account of the profile signs in.',
    needsPassword: 'User and password of Exchange are needed: this profile has no service account.',
    configure: 'Configure',
    configureProfile: 'Configure {{profile}}',
    open: 'Open',
    toPlan: 'Prepare the plan',
    what: {
      both: 'contacts and appointments',
      contacts: 'contacts only',
      appointments: 'appointments only',
      nothing: 'neither contacts nor appointments',
    },
    noSuccess: 'no successful synchronisation yet',
    lastSuccess: 'last success {{when}}',
    lastRun: 'Last run {{when}}: {{what}}',
  },
  /** How an account stands: one word, and a sentence that says what to do. */
  standing: {
    word: {
      off: 'not active',
      profileOff: 'profile not active',
      userOff: 'user not active',
      empty: 'nothing to synchronise',
      claimRefused: 'mailbox refused',
      claimWaiting: 'to be granted',
      firstPlan: 'plan to approve',
      running: 'synchronising',
      held: 'held',
      paused: 'paused',
      failed: 'failed',
      backingOff: 'waiting for the server',
      relink: 'recognising the mailbox',
      restored: 'CRM from a backup',
      attention: 'in step, some to review',
      never: 'not yet synchronised',
      inStep: 'in step',
    },
    sentence: {
      off: 'It is switched off: it synchronises nothing and loses nothing. To go on, switch it on in the settings.',
      profileOff: 'The administrator has switched the profile off: nothing is synchronised and nothing is lost.',
      userOff: 'The user is not active in the CRM: nothing is synchronised and nothing is lost.',
      empty: 'Neither contacts nor appointments are on here. Switch some on in the settings, if the profile has them.',
      claimRefused: 'An administrator has refused this mailbox. Name another one, or talk to them.',
      claimWaiting: 'An administrator has to grant this mailbox.',
      firstPlan: 'Prepare the plan, see what would happen and approve it: nothing is written before.',
      running: 'It is being synchronised right now.',
      held: 'A brake stopped the synchronisation before it wrote anything. {{why}} Look at the plan and approve it.',
      paused: 'Nothing goes on by itself until the problem is solved. {{why}}',
      failed: '{{why}}',
      serviceAccount:
        'This is the service account of the profile, not yours: an administrator enters its password or secret in the profile, once for all.',
      backingOff: 'It goes on by itself after a pause. {{why}}',
      relink: '{{why}}',
      restored:
        'The CRM has come back from a backup and knows less than before: nothing is deleted until somebody has looked at the plan and approved it.',
      attention: 'In step, except for: {{what}}. You find them in Synchronisation under "To review".',
      never: 'The first synchronisation starts by itself soon.',
      inStep: 'Both sides say the same.',
    },
  },
  page: {
    heading: 'External account',
    newHeading: 'Configure {{profile}}',
    forUser: 'Account of {{user}}',
    back: 'Back to the external accounts',
    standing: 'State',
    settings: 'User synchronisation settings',
    profileNotAvailable: 'This profile does not exist or is not active. Choose another one from the external accounts.',
    alreadyThere: 'There is an account on this profile already.',
  },
  form: {
    mailbox: 'Mailbox',
    mailboxHelp:
      'Its name or e-mail address. A name is looked up in the directory of the server. The mailbox {{email}} is granted at once if the address is confirmed; another one has to be granted by an administrator.',
    mailboxAddressHelp:
      'Its e-mail address. The mailbox {{email}} is granted at once if the address is confirmed; another one has to be granted by an administrator.',
    mailboxChanges:
      'Another mailbox is checked again, and starts afresh with a plan. Nothing is deleted in the one before.',
    impersonate: 'Principal name (UPN) or SID',
    impersonateHelp: {
      primarySmtpAddress:
        'Of the owner of the mailbox. Not used now: the profile impersonates by the address. To be entered before that is changed.',
      principalName:
        'Of the owner of the mailbox, as in mrossi@ad.acme.example: the profile impersonates by it. Empty: the address of the mailbox.',
      sid: 'The SID of the owner of the mailbox, as in S-1-5-21-…: the profile impersonates by it.',
    },
    credentials: 'Sign-in to Exchange',
    credentialsHelp: 'This profile has no service account: everybody signs in with the own user.',
    user: 'User',
    userHelp: 'As you sign in to Windows or to your mail: DOMAIN\\user or name@company.com.',
    password: 'Password',
    passwordHelp: {
      new: 'Stored encrypted and never shown again.',
      stored: 'It is stored. Leave empty to keep it.',
      unreadable: 'The stored one cannot be read any more: enter it again.',
    },
    showPassword: 'Show or hide what you type',
    domain: 'Domain',
    domainHelp: 'Only if it is not part of the user.',
    contacts: 'Synchronise contacts',
    appointments: 'Synchronise appointments',
    offInProfile: {
      contacts: 'The rules of this profile do not synchronise contacts.',
      appointments: 'The rules of this profile do not synchronise appointments.',
    },
    elsewhere: {
      contacts: 'Contacts are active in {{profile}} ({{mailbox}}) already: they can be in one account at a time.',
      appointments:
        'Appointments are active in {{profile}} ({{mailbox}}) already: they can be in one account at a time.',
    },
    appointmentsFrom: 'Synchronise appointments from',
    appointmentsFromHelp:
      'From midnight of that day in the time zone of the mailbox ({{zone}}). It limits past appointments only: future ones are always in.',
    from: { all: 'All', date: 'From a date', lastMonths: 'The last months' },
    fromDate: 'Date',
    fromMonths: 'How many months',
    fromMonthsHelp: 'Counted back from today, every day.',
    active: 'Active',
    activeHelp: 'An account that is not active synchronises nothing and loses nothing.',
    create: 'Save and continue',
    saved: 'Saved.',
    missing: {
      mailbox: 'Name the mailbox.',
      user: 'Name the user of Exchange.',
      password: 'Enter the password.',
      date: 'Enter a valid date.',
      months: 'Enter a whole number from 1 to {{most}}.',
    },
  },
  changed: {
    on: 'yes',
    off: 'no',
    lastMonths: 'the last {{count}} months',
    lastMonths_one: 'the last month',
  },
  /** Whether a person may have the mailbox: on the own page, and on the page of somebody else. */
  claim: {
    heading: {
      waiting: 'An administrator has to grant this mailbox',
      refused: 'This mailbox was refused',
    },
    own: {
      otherAddress:
        'The mailbox is that of {{resolved}}; your confirmed e-mail is {{email}}: an administrator has to grant it.',
      emailNotVerified:
        'Your e-mail {{email}} is not confirmed yet. As soon as an administrator confirms it, "Check again" gives you the mailbox.',
      notResolved:
        'The server did not say whose mailbox {{mailbox}} is. Check again later, or ask an administrator to grant it.',
      refused: 'An administrator does not allow {{mailbox}} to be synchronised. Name another mailbox, or talk to them.',
    },
    other: {
      otherAddress:
        'The mailbox is that of {{resolved}}; the confirmed e-mail of {{user}} is {{email}}: an administrator has to grant it.',
      emailNotVerified:
        'The e-mail {{email}} of {{user}} is not confirmed. Confirm it on the page of the user and then "Check again", or grant the mailbox.',
      notResolved: 'The server did not say whose mailbox {{mailbox}} is, for which {{user}} asks.',
      refused: 'An administrator does not allow {{user}} to synchronise {{mailbox}}.',
    },
    untilThen: 'Until then Raccordo does not open the mailbox and writes nothing.',
    stillWaiting: 'Checked just now: it is still so.',
    granted: 'The mailbox is granted.',
    check: 'Check again',
    grant: 'Grant',
    refuse: 'Refuse',
    confirm: {
      grant: 'Grant {{resolved}} to {{user}}?',
      refuse: 'Refuse {{resolved}} to {{user}}?',
    },
    consequence: {
      grant:
        '{{user}} will see the contacts and appointments of {{resolved}} in the CRM, and can change them. The decision stays in the activity log.',
      refuse: '{{user}} cannot synchronise {{resolved}}; nothing is deleted. It can be granted later.',
    },
  },
  test: {
    heading: 'Connection test',
    explain:
      'Goes all the way, from the address of the server to the folders of the mailbox, and says where it ends. Writes nothing.',
    notGranted: 'It can be tested when the mailbox is granted.',
    start: 'Test the connection',
  },
  plan: {
    firstHeading: 'The plan of the first synchronisation',
    firstExplain:
      'Before anything is written, Raccordo looks at both sides and says what it would do. Nothing starts until you approve it.',
    heldHeading: 'A plan waits for your approval',
    heldExplain:
      'The synchronisation was stopped before its first write. Look at what it would do and approve it, or mend what caused it and prepare it again.',
    restoreChoice:
      'Where records are older since the restore of the CRM, the profile says whose values count: “After a restore of the CRM”. Another choice makes another plan.',
    restoreChoiceToProfile: 'Choose in the profile',
    approvedHeading: 'The approved plan',
    lookedHeading: 'The plan',
    prepare: 'Prepare the plan',
    prepareAgain: 'Prepare again',
    approve: 'Approve and synchronise',
    confirm: 'Approve exactly this plan?',
    preparing: 'Reads both sides and plans; writes nothing.',
    applying: 'The approved plan is being carried out.',
    waitsForTurn: 'waits for its turn',
    begins: 'begins',
    ready: 'ready',
    progress: '{{phase}} ({{done}} of {{total}})',
    /** For people who hear the page. */
    announce: {
      preparing: 'The plan is being prepared.',
      applying: 'The synchronisation is under way.',
      plan: 'The plan is ready to be looked at.',
      result: 'The synchronisation has ended.',
    },
    changedHeading: 'The plan has changed',
    changed:
      'Between your look and your approval something changed in the CRM or in Exchange. Nothing was written that you had not seen: this is the new plan.',
    failed: '{{what}}: could not be looked at',
    preparedAt: 'Prepared {{when}}.',
    nothing: 'There is nothing to do: both sides are empty or say the same already.',
    deletesNothing: 'Nothing is deleted, on either side.',
    mailsNobody: 'No mail goes to third parties.',
    asShown: 'Only this plan is carried out: if something changes before, it stops and is shown to you again.',
    categories: 'In Exchange these items get the categories: {{categories}}. Those that they have already stay.',
    conflicts: 'Fields in conflict: {{count}}',
    winner: {
      crm: {
        field: 'The rule of the profile: the CRM wins, field by field.',
        item: 'The rule of the profile: the CRM wins, for the whole item.',
      },
      exchange: {
        field: 'The rule of the profile: Exchange wins, field by field.',
        item: 'The rule of the profile: Exchange wins, for the whole item.',
      },
    },
    groups: {
      link: {
        title: 'to be linked: they are on both sides already',
        title_one: 'to be linked: it is on both sides already',
        explain: 'The same in the CRM and in Exchange: they become one, and what one side lacks comes from the other.',
      },
      createInExchange: {
        title: 'to be created in Exchange',
        explain: 'They are only in the CRM.',
      },
      createInCrm: {
        title: 'to be created in the CRM',
        explain: 'They are only in Exchange.',
      },
      updateInExchange: {
        title: 'there already, to be completed or changed in Exchange',
        title_one: 'there already, to be completed or changed in Exchange',
        explain: 'Exchange gets what the CRM has more or different.',
      },
      updateInCrm: {
        title: 'there already, to be completed or changed in the CRM',
        title_one: 'there already, to be completed or changed in the CRM',
        explain: 'The CRM gets what Exchange has more or different.',
      },
      deleteInExchange: {
        title: 'to be deleted in Exchange',
        explain: 'They were deleted in the CRM, and the rules carry deletions over.',
      },
      deleteInCrm: {
        title: 'to be deleted in the CRM',
        explain: 'They were deleted in Exchange, and the rules carry deletions over.',
      },
      detach: {
        title: 'to be detached: one side was deleted, the other stays',
        explain: 'The side that stays is not touched.',
      },
      conflict: {
        title: 'fields that differ between the two sides, decided by the rule',
        title_one: 'field that differs between the two sides, decided by the rule',
        explain: 'The value that does not win is kept and stands under Conflicts.',
      },
      review: {
        title: 'ambiguous: they are not touched',
        title_one: 'ambiguous: it is not touched',
        explain: 'They could be the same as several items. Afterwards you find them under "To review", and you decide.',
      },
      pending: {
        title: 'waiting for a rule',
        explain: 'The rule for this direction is off.',
      },
      notSynchronised: {
        title: 'series and meetings that are left out',
        explain: 'They stay as they are on both sides.',
      },
    },
    done: 'Done: both sides are in step',
    notDone: 'Not everything succeeded',
  },
  runs: {
    heading: 'Last runs',
    empty: 'No run yet in which something happened.',
    underWay: 'It is under way.',
    planned: 'It would do: {{what}}',
  },
  delete: {
    heading: 'Delete this account',
    explain: 'Takes away the connection between the CRM and the mailbox, not what is in them.',
    start: 'Delete the account',
    confirm: 'Delete the connection with {{mailbox}}?',
    consequences: {
      stops: 'The synchronisation stops; if a password is stored, it is erased.',
      nothingDeleted: 'Nothing is deleted, neither in the CRM nor in Exchange.',
      memory:
        'The memory of what belongs to what is put aside: connect the same mailbox again, and nothing is doubled.',
    },
  },
} as const;
