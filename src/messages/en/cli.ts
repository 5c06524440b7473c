export const cli = {
  help: {
    raccordo: 'Keeps the contacts and appointments of a CRM in step with Microsoft Exchange mailboxes.',
    exitCodes: `Exit codes: 0 done · 1 unexpected failure · 2 wrong options, file or configuration ·
3 held by a brake, approval needed · 4 a run failed (server, network, sign-in, rights) ·
5 done, but some items were refused`,
    data: 'data directory (default: .raccordo/data, of the demo .raccordo/demo)',
    database:
      'address of a PostgreSQL server, postgres://… (default: embedded in the data directory). Others see the command line: with a password use RACCORDO_DATABASE_URL',
    json: 'print the result as JSON, in the shape that docs/reference/cli.md documents',
    lang: 'language of what is printed; default: that of the system',
    port: 'port on the loopback address; 0 takes a free one',
    demo: 'Runs the whole world on this machine: simulator, connector, CRM and page, with sample data.',
    demoReset: 'throw the demo data of the last time away and begin anew',
    demoExamples: `
Examples:
  $ raccordo demo
  $ raccordo demo --reset --lang it`,
    serve:
      'Runs the connector: synchronises every active account at its interval, and serves page and API. Without an administrator it prints a link that makes the first one; it works once, for 24 hours.',
    servePort: 'port to listen on; 0 takes a free one',
    serveHost: 'address to listen on; any other than of this machine needs an https --public-url',
    servePublicUrl: 'address under which people open the page, where a proxy with TLS stands before the server',
    serveTrustedProxy: 'address of that proxy where it runs on another machine',
    serveExamples: `
Examples:
  $ raccordo serve
  $ raccordo serve --port 8300 --data /var/lib/raccordo
  $ raccordo serve --public-url https://raccordo.acme.example`,
    simulator: 'Runs an Exchange stand-in over HTTP, with mailboxes to try things on.',
    simulatorUsers:
      'JSON file with the users: [{ "user", "password", "smtp", "displayName", "mayImpersonate" }]; for OAuth { "users": […], "applications": [{ "clientId", "secrets": [{ "secret" }] }] }',
    simulatorAuth: 'sign-ins to offer, separated by commas: basic, ntlm',
    simulatorVersion: 'Exchange version to play',
    simulatorState: 'file that keeps the mailboxes between starts',
    simulatorExamples: `
Examples:
  $ raccordo simulator
  $ raccordo simulator --port 0 --json
  $ raccordo simulator --users users.json --auth ntlm --exchange-version Exchange2010_SP2`,
    apply:
      'Makes users, profiles, rules and accounts what a configuration file says. What the file does not name is left alone.',
    applyFile: 'YAML file (docs/reference/configuration.md), or - for standard input',
    applyDryRun: 'show the difference, change nothing',
    applyExamples: `
Examples:
  $ raccordo apply -f config.yaml --dry-run
  $ EXCHANGE_PASSWORD=… raccordo apply -f config.yaml`,
    test: 'Tries a connection step by step, and says what helps where it does not work. Without options: every profile.',
    testProfile: 'name of the profile',
    testMailbox: 'e-mail address of a mailbox that the service account has to open',
    testAccount: 'name of an account: with its mailbox and, if it has them, its own credentials',
    testExamples: `
Examples:
  $ raccordo test
  $ raccordo test --profile headquarters --mailbox anna.bianchi@acme.example
  $ raccordo test --account anna --json`,
    plan: 'Shows what a preview or a held run would do, and carries out exactly that.',
    planExamples: `
Examples:
  $ raccordo sync --account anna --dry-run
  $ raccordo plan show RUN --kind deleteInCrm
  $ raccordo plan apply RUN`,
    planShow: 'Shows the plan of a run with every value that would be written.',
    planApply:
      'Carries out exactly the plan of a run. When the plan of now is another, nothing is written. Asks before; without a terminal and without --yes it only shows.',
    planRun: 'id of the run that made the plan',
    planKind:
      'only steps of this kind: link, createInExchange, createInCrm, merge, deleteInExchange, deleteInCrm, detach, hold, suppress, close',
    planAll: 'all steps, not only the first 50',
    planYes: 'do not ask',
    undo: 'Takes a run back on both sides: shows what would be done, asks, and carries out exactly that. Without a run it lists the last ones.',
    undoRun: 'id of the run to take back',
    undoExamples: `
What the run made goes to Deleted Items, what it changed has its former values again, what it deleted is made anew.
What somebody changed since stays. Without a terminal and without --yes it only shows.

Examples:
  $ raccordo undo
  $ raccordo undo RUN
  $ raccordo undo RUN --yes`,
    oldDeletions:
      'Deletions from before their rule was switched on: shows what would become of what they left, asks, and carries out exactly that.',
    oldDeletionsAccount: 'name of the account',
    oldDeletionsLeave: 'let what they left stay for good; it is not offered again',
    oldDeletionsExamples: `
No run carries over what was deleted while the rule was off. Once the rule is on, this makes up for it: what nobody has
edited since goes, and raccordo undo brings it back. Without a terminal and without --yes it only shows.

Examples:
  $ raccordo old-deletions --account anna
  $ raccordo old-deletions --account anna --yes
  $ raccordo old-deletions --account anna --leave`,
    sync: 'Synchronises now: all active accounts, or one.',
    syncAccount: 'name of the account',
    syncDryRun: 'show what a run would do, write nothing',
    syncApprove: 'let exactly the held plan with this hash through; may be given once for each item type',
    syncExamples: `
Examples:
  $ raccordo sync
  $ raccordo sync --account anna --dry-run
  $ raccordo sync --account anna --json`,
    users: 'Lists who may sign in, as what, and whether they can.',
    usersExamples: `
Examples:
  $ raccordo users
  $ raccordo users add anna --email anna.rossi@acme.example --display-name "Anna Rossi"
  $ raccordo users link anna
  $ raccordo users role anna administrator`,
    usersAdd: 'Enters a user and prints a link with which that person chooses a password.',
    usersLink: 'Prints a link with which a user chooses a password. It works once; earlier ones end.',
    usersRole: 'Makes a user an administrator, or an administrator a user.',
    userName: 'login name',
    userRole: 'administrator manages profiles, rules and people; user has the own accounts and records',
    userEmail: 'e-mail address of the user; counts as confirmed',
    userDisplayName: 'what people read; default: the login name',
    userTimeZone: 'zone in which the user reads dates; default: Europe/Rome',
    accounts: 'Lists who synchronises which mailbox, whether they may, and how fresh it is.',
    accountsExamples: `
Examples:
  $ raccordo accounts
  $ raccordo accounts grant anna
  $ raccordo accounts refuse anna`,
    accounts_grant: 'Allows the user of an account to synchronise the mailbox that it names.',
    accounts_refuse: 'Refuses the mailbox that an account names; nothing of it is read or written.',
    accountName: 'name of the account',
    status: 'Shows how every account stands.',
    statusReview: 'list what waits for a person: unclear counterparts, items put aside after errors',
    statusExamples: `
Examples:
  $ raccordo status
  $ raccordo status --review
  $ raccordo status --json`,
    explain: 'Says why an item was synchronised or not, and what would change that.',
    explainQuery: 'an id of either side, also as Outlook shows it, or words of a name, an e-mail address or a subject',
    explainAccount: 'name of the account: only its items; needed with --crm and --exchange',
    explainCrm: 'id of one record: both sides are read, and every field is explained',
    explainExchange:
      'id of one item of the mailbox, likewise; also the entry id of Outlook (hexadecimal or base64), or the id in an address of Outlook on the web',
    explainExamples: `
Examples:
  $ raccordo explain Bianchi
  $ raccordo explain anna.bianchi@acme.example --lang it
  $ raccordo explain --account anna --crm 7f8558e2-fcf2-427d-8ba6-c0d04963ba2b
  $ raccordo explain --account anna --exchange 00000000A9E2B5C8…`,
    conflicts: 'Lists the fields that both sides had changed, until a person has decided.',
    conflictsExamples: `
Examples:
  $ raccordo conflicts
  $ raccordo conflicts show 12
  $ raccordo conflicts take 12
  $ raccordo conflicts edit 12 --value "+39 049 555 0100"`,
    conflictsList: 'Lists conflicts.',
    conflictsAccount: 'only of this account',
    conflictsAll: 'those that are decided, too',
    conflictsShow: 'Shows both values of a conflict, and what they had agreed on before.',
    conflictsId: 'number of the conflict',
    conflicts_keep: 'Keeps the value that won. Nothing is written.',
    conflicts_take: 'Takes the value that lost: it is written on the side where it was lost.',
    conflicts_edit: 'Writes another value on the side where one was lost.',
    conflictsValue: 'the value: text, or JSON for addresses, times, lists and null',
    stops: 'Lists servers of which nothing is begun, because several mailboxes began to fail in the same way.',
    stopsTry: 'has one of the mailboxes that wait tried now, after a question',
    stopsTryId: 'the stop, as the list names it',
    stopsTryYes: 'goes on without asking',
    stopsExamples: `
Examples:
  $ raccordo stops
  $ raccordo stops try contacts@mail.acme.example`,
    installation: 'Says whether the database is still the one that Raccordo worked with.',
    installationConfirm: 'goes on with a database that came from a backup or is a copy, after a question',
    installationYes: 'goes on without asking',
    installationExamples: `
Examples:
  $ raccordo installation
  $ raccordo installation confirm`,
    verify:
      'Compares every linked pair, record and item of an account with what is remembered. Writes to neither side.',
    verifyAccount: 'name of the account',
    verifyRepair: 'mend links and have the next run look at what was found; still writes to neither side',
    verifyExamples: `
Examples:
  $ raccordo verify --account anna
  $ raccordo verify --account anna --repair && raccordo sync --account anna`,
    contacts: 'Imports, exports and lists the contacts of the built-in CRM.',
    photo: {
      about: 'Shows what photo a contact has, or gives it one.',
      id: 'Id of the contact, as `contacts list --json` shows it.',
      picture: 'A JPEG, PNG or GIF of at most one megabyte: it becomes the photo.',
      output: 'Writes the photo into a file.',
      remove: 'Takes the photo away.',
      user: 'Acts for this user, with that user’s rights.',
    },
    contactsExamples: `
Examples:
  $ raccordo contacts import rubrica.vcf --user anna
  $ raccordo contacts export -o all.vcf
  $ raccordo contacts list --search bianchi
  $ raccordo contacts photo 4f0c… anna.jpg`,
    appointments: 'Imports, exports and lists the appointments of the built-in CRM.',
    appointmentsExamples: `
Examples:
  $ raccordo appointments import agenda.ics --user anna
  $ raccordo appointments export -o all.ics
  $ raccordo appointments list --limit 10`,
    import: {
      contacts: 'Imports vCards 3.0 and 4.0. The same file twice changes nothing the second time.',
      appointments: 'Imports an iCalendar file. The same file twice changes nothing the second time.',
      file: 'the file, or - for standard input',
      user: 'name of the user who will own what is new',
    },
    export: {
      contacts: 'Exports contacts as vCard 4.0.',
      appointments: 'Exports appointments as iCalendar.',
      output: 'file to write; standard output without it',
      user: 'only what this user may see',
    },
    list: {
      contacts: 'Lists contacts.',
      appointments: 'Lists appointments.',
      search: 'words to look for',
      limit: 'how many at most',
      user: 'only what this user may see',
    },
  },
  usage: {
    helpOption: 'show this help',
    helpCommand: 'show the help of a command',
    versionOption: 'print the version',
    choices: 'one of {{values}}',
    default: 'default: {{value}}',
    environment: 'environment variable {{variable}}',
    anyOptions: '[options]',
    anyCommand: '[command]',
    titles: {
      usage: 'Usage:',
      arguments: 'Arguments:',
      options: 'Options:',
      commands: 'Commands:',
    },
    problems: {
      unknownCommand: 'There is no command {{subject}}.',
      unknownWord: 'There is no command {{subject}}. Known: {{value}}.',
      unknownOption: 'There is no option {{subject}}.',
      missingArgument: 'The argument <{{subject}}> is missing.',
      optionMissingArgument: 'The option {{subject}} needs a value.',
      missingMandatoryOptionValue: 'The option {{subject}} is required.',
      invalidArgument: 'The option {{subject}} does not take {{value}}. Possible: {{allowed}}.',
      invalidOperand: 'The argument <{{subject}}> cannot be {{value}}. Possible: {{allowed}}.',
      conflictingOption: 'The options {{subject}} and {{value}} do not go together.',
      excessArguments: 'There are more arguments than the command takes.',
    },
    meant: 'Did you mean {{meant}}?',
    seeHelp: 'More with --help.',
  },
  running: 'Raccordo is running. Ctrl-C ends it.',
  stopping: 'Stopping …',
  stopped: 'Stopped. Nothing is lost; start again at any time.',
  page: 'Page',
  serve: {
    setup:
      'There is no administrator yet. Open this address to become the first one; it works once, until tomorrow at this hour:',
  },
  simulatorPage: 'Exchange simulator',
  logins: 'Logins of the simulated mailboxes (for Outlook and other Exchange programs)',
  user: 'User',
  password: 'Password',
  mailbox: 'Mailbox',
  demo: {
    starting: 'Starting the demo world in {{directory}}',
    loading: 'Loading sample data',
    loadingMailboxes: 'Filling the mailboxes',
    loaded:
      'The CRM has {{contacts}} contacts and {{appointments}} appointments of {{users}} users; the mailboxes have {{mailboxContacts}} contacts and {{mailboxAppointments}} appointments of their own.',
    firstSync: 'First synchronisation',
    kept: 'The data of the last time is still there.',
    signInLink: 'Signed in as administrator at once, one time:',
    logins: 'Logins of the page',
    ready: 'Ready after {{seconds}} s. Change something on either side and watch it arrive on the other.',
    portTaken: 'Port {{port}} is taken; using a free one.',
  },
  simulator: {
    listening: 'The Exchange simulator listens at {{url}}',
  },
  apply: {
    unchanged: 'Nothing to change: the installation is as {{file}} says.',
    wouldChange: 'Would change:',
    changed: 'Changed:',
    create: 'create',
    update: 'change',
    objects: { user: 'user', profile: 'profile', account: 'account' },
    secret: { set: '(set)', changed: '(changed)', removed: '(removed)' },
  },
  yes: 'yes',
  no: 'no',
  users: {
    none: 'There are no users yet. `raccordo serve` prints a link that makes the first administrator.',
    name: 'Name',
    role: 'Role',
    active: 'Active',
    password: 'Password',
    emailConfirmed: 'E-mail confirmed',
    lastSignIn: 'Last sign-in',
    roles: { administrator: 'administrator', user: 'user' },
    became: { administrator: '{{name}} is an administrator now.', user: '{{name}} is a user now.' },
    added: '{{name}} was entered.',
    link: 'With this link {{name}} chooses a password. It works once, until {{until}}; whoever has it can sign in as {{name}}.',
    linkWithoutServer: 'Put it behind the address of the page, when `raccordo serve` runs.',
  },
  accounts: {
    account: 'Account',
    user: 'User',
    mailbox: 'Mailbox',
    claim: 'Allowed',
    state: 'State',
    lastSuccess: 'Last success',
    claims: { granted: 'yes', waiting: 'waiting', refused: 'refused' },
    reasons: {
      otherAddress: 'the mailbox is {{mailbox}}, which is not the confirmed e-mail address of the user.',
      emailNotVerified: 'the e-mail address of the user is not confirmed.',
      notResolved: 'the server did not say whose mailbox {{mailbox}} is.',
    },
    hint: 'An administrator decides: `raccordo accounts grant NAME` or `raccordo accounts refuse NAME`.',
    granted: '{{user}} may synchronise {{mailbox}} (account {{account}}).',
    waiting: 'Account {{account}} waits for a decision.',
    refused: '{{user}} may not synchronise {{mailbox}} (account {{account}}).',
  },
  /** What to do about it; the codes are those of errors. */
  next: {
    claim_waiting:
      '`raccordo accounts` says why it waits; `raccordo accounts grant {{account}}` allows it, `raccordo accounts refuse {{account}}` refuses it.',
    installation_unconfirmed:
      '`raccordo installation` says what was noticed, `raccordo installation confirm` goes on with it.',
    claim_refused: '`raccordo accounts grant {{account}}` allows it after all.',
    firstPlan:
      'The account {{account}} writes nothing before the plan of its first run is approved. `raccordo sync --account {{account}} --dry-run` shows the plan and its hash; `raccordo sync --account {{account}} --approve HASH` approves it.',
  },
  test: {
    profile: 'Profile {{profile}}',
    account: 'Account {{account}}',
    noProfiles: 'There is no profile to test. Add one with `raccordo apply -f config.yaml`.',
  },
  plan: {
    heads: {
      sync: '{{itemType}} of account {{account}}, planned {{when}}: {{state}}',
      undo: '{{itemType}} of account {{account}}, planned {{when}} to take run {{run}} back: {{state}}',
      oldDeletions: '{{itemType}} of account {{account}}, old deletions as planned {{when}}: {{state}}',
    },
    states: {
      open: 'not carried out',
      applied: 'carried out',
      outdated: 'outdated, nothing of it was done',
    },
    held: 'Waits for an approval: {{why}}',
    lookAtNew: 'The plan of now: raccordo plan show {{run}}',
    difference:
      'Steps that the plan did not have: {{added}}. Steps of the plan that are not due any more: {{missing}}.',
    mails: '{{count}} mails would go to people in meetings.',
    mails_zero: 'Nobody gets a mail.',
    mails_one: 'One mail would go to a third party.',
    more: '{{count}} more: raccordo plan show {{run}} --all',
    apply: 'Carry out exactly this: raccordo plan apply {{run}}',
    question: 'Carry out exactly this?',
    yesOrNo: '[y/N]',
    notAgreed: 'Nothing was written. With --yes it is carried out without asking: raccordo plan apply {{run}} --yes',
  },
  undo: {
    noRuns: 'No run has changed anything yet.',
    undoOf: 'took run {{run}} back: {{counts}}',
  },
  oldDeletions: {
    none: 'Nothing is left of deletions from before their rule was switched on, in the directions that are on.',
    some: '{{itemType}}: {{inExchange}} left in Exchange, {{inCrm}} left in the CRM.',
    leave: 'Let all of them stay for good?',
    left: '{{count}} stay for good. They are not offered again.',
    left_one: 'One stays for good. It is not offered again.',
    notLeft: 'Nothing was decided. With --yes they are left without asking.',
  },
  sync: {
    account: 'Account {{account}}',
    noAccounts:
      'There is no active account to synchronise. Add one on the page, or with `raccordo apply -f config.yaml`.',
    unknownAccount: 'There is no account named {{account}}. Known: {{known}}.',
    dryRun: 'Nothing was written: this is what a run would do.',
    nothing: 'nothing to do',
    held: 'Held before the first write: {{why}}',
    look: 'Look at what would be done: raccordo sync --account {{account}} --dry-run',
    approve: 'Let exactly these plans through: raccordo sync --account {{account}} {{approve}}',
    approve_one: 'Let exactly this plan through: raccordo sync --account {{account}} {{approve}}',
    failed: 'Failed: {{why}}',
    heldOnly: 'Held: {{why}}',
    stepsLeftOut: '{{count}} more, not listed',
    wholePlan: 'The whole plan, with every value: raccordo plan show {{run}}',
    phases: {
      recover: 'looking after interrupted writes',
      pull: 'asking both sides what changed',
      survey: 'reading and planning',
      apply: 'writing',
    },
    itemTypes: { contacts: 'Contacts', appointments: 'Appointments' },
    counts: {
      linked: '{{count}} linked',
      createdInExchange: '{{count}} created in Exchange',
      createdInCrm: '{{count}} created in the CRM',
      updatedInExchange: '{{count}} changed in Exchange',
      updatedInCrm: '{{count}} changed in the CRM',
      deletedInExchange: '{{count}} deleted in Exchange',
      deletedInCrm: '{{count}} deleted in the CRM',
      detached: '{{count}} detached',
      conflicts: '{{count}} conflicts decided, the other value kept',
      pending: '{{count}} waiting for a rule',
      /** Of an undo: what somebody has edited since. */
      leftAlone: '{{count}} left as they are',
      leftAlone_one: '{{count}} left as it is',
      review: '{{count}} to review',
      notSynchronised: '{{count}} series and meetings left out',
      quarantined: '{{count}} put aside after errors',
      unchanged: '{{count}} unchanged',
      mails: '{{count}} mails to people in meetings',
      // The form for exactly one; the others are for every other number.
      linked_one: '{{count}} linked',
      createdInExchange_one: '{{count}} created in Exchange',
      createdInCrm_one: '{{count}} created in the CRM',
      updatedInExchange_one: '{{count}} changed in Exchange',
      updatedInCrm_one: '{{count}} changed in the CRM',
      deletedInExchange_one: '{{count}} deleted in Exchange',
      deletedInCrm_one: '{{count}} deleted in the CRM',
      detached_one: '{{count}} detached',
      conflicts_one: '{{count}} conflict decided, the other value kept',
      notSynchronised_one: '{{count}} series or meeting left out',
      quarantined_one: '{{count}} put aside after errors',
      unchanged_one: '{{count}} unchanged',
      mails_one: '{{count}} mail to somebody in a meeting',
    },
  },
  status: {
    noAccounts:
      'No account is configured yet in {{directory}}. Start on the page (`raccordo serve`) or with a file (`raccordo apply -f config.yaml`); the demo is at --data .raccordo/demo.',
    reviewHint: 'Some items wait for a person: `raccordo status --review` lists them.',
    account: 'Account',
    items: 'Items',
    state: 'State',
    links: 'Linked',
    waiting: 'Waiting',
    lastSuccess: 'Last success',
    noticed: 'Carried over',
    never: 'never',
  },
  explain: {
    none: 'Nothing in the CRM, the mailboxes or the memory of the synchronisation matches "{{query}}".',
    crm: 'CRM record',
    exchange: 'Exchange item',
    state: 'State',
    error: 'Error',
    states: {
      linked: 'linked',
      pending: 'linked; a change waits for a rule',
      detached: 'detached: one side was deleted, the other stays',
      closed: 'closed',
      unlinked: 'not linked',
      unseen: 'no synchronisation has met it',
    },
    ops: {
      create: 'created',
      update: 'changed',
      delete: 'deleted',
      link: 'linked',
      detach: 'detached',
      conflict: 'conflict',
    },
    why: 'Why',
    since: 'Since {{when}}.',
    until: 'Tried again {{when}}.',
    decision: 'The next run',
    fields: 'Field by field: agreed → now',
    unchanged: 'Fields that are the same as agreed: {{count}}.',
    unchanged_one: 'One field is the same as agreed.',
    candidates: 'Could be the same',
    conflict: 'A conflict waits for a decision: raccordo conflicts show {{id}}',
    nextRun: 'Next synchronisation: {{when}}.',
    more: 'Read both sides now: raccordo explain --account {{account}} {{option}} {{id}}',
    next: 'What would change it',
    history: 'History',
  },
  conflicts: {
    none: 'No conflict waits for a decision.',
    columns: {
      id: 'Number',
      account: 'Account',
      item: 'Item',
      field: 'Field',
      winner: 'Won',
      when: 'When',
      state: 'State',
    },
    more: 'There are more than are listed; {{open}} wait for a decision.',
    hint: 'Look at one: raccordo conflicts show NUMBER',
    decided: '{{who}} decided {{when}}.',
    decide:
      'Decide: raccordo conflicts keep {{id}}, raccordo conflicts take {{id}}, or raccordo conflicts edit {{id}} --value …',
  },
  verify: {
    more: '{{count}} more: the page lists them all.',
    repair: 'Mend links and look again: raccordo verify --account {{account}} --repair',
  },
  photo: {
    none: 'No photo.',
    oneAtATime: 'Choose one: a picture, --output or --remove.',
  },
  records: {
    imported: '{{created}} created, {{updated}} changed, {{unchanged}} unchanged, {{refused}} refused.',
    refused: 'Refused:',
    kept: 'Imported, and not synchronised, because Exchange cannot have these series as they are:',
    line: 'line {{line}}',
    refusals: {
      vcard_version_unsupported: 'vCard 2.1 is not supported; export it as 3.0 or 4.0',
      not_a_person: 'neither a person nor a company',
      nothing_in_it: 'nothing in it that a contact could hold',
      unreadable_line: 'a line that cannot be read',
      object_too_large: 'larger than is allowed',
      end_missing: 'its END is missing',
      end_unexpected: 'an END without its BEGIN',
      start_missing: 'it has no start',
      time_unreadable: 'a time that cannot be read',
      time_zone_unknown: 'a time zone that nobody knows',
      end_before_start: 'it ends before it starts',
      called_off: 'it was called off; what the CRM has of it stays as it is',
      crm_invalid_record: 'values that the CRM does not accept',
    },
    exported: '{{count}} written to {{file}}.',
    empty: 'None yet.',
    nothingFound: 'Nothing matches "{{search}}".',
    nothingIn: {
      contacts: 'There is no vCard in {{file}}: nothing was imported.',
      appointments: 'There is no iCalendar event in {{file}}: nothing was imported.',
    },
    name: 'Name',
    company: 'Company',
    email: 'E-mail',
    phone: 'Phone',
    when: 'When',
    subject: 'Subject',
    location: 'Where',
    more: '{{total}} in all: --limit N shows more, --search TEXT narrows.',
    allDay: 'all day',
  },
} as const;
