export const cli = {
  help: {
    raccordo: 'Keeps the contacts and appointments of a CRM in step with Microsoft Exchange mailboxes.',
    exitCodes: `Exit codes: 0 done · 1 unexpected failure · 2 wrong options, file or configuration ·
3 held by a brake, approval needed · 4 a run failed (server, network, sign-in, rights) ·
5 done, but some items were refused`,
    data: 'data directory (default: .raccordo/data, of the demo .raccordo/demo)',
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
    simulatorUsers: 'JSON file with the users: [{ "user", "password", "smtp", "displayName", "mayImpersonate" }]',
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
    testMailbox: 'e-mail address of a mailbox that the delegate account has to open',
    testAccount: 'name of an account: with its mailbox and, if it has them, its own credentials',
    testExamples: `
Examples:
  $ raccordo test
  $ raccordo test --profile headquarters --mailbox anna.bianchi@acme.example
  $ raccordo test --account anna --json`,
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
    explainQuery: 'an id of either side, or words of a name, an e-mail address or a subject',
    explainExamples: `
Examples:
  $ raccordo explain Bianchi
  $ raccordo explain anna.bianchi@acme.example --lang it`,
    contacts: 'Imports, exports and lists the contacts of the built-in CRM.',
    contactsExamples: `
Examples:
  $ raccordo contacts import rubrica.vcf --user anna
  $ raccordo contacts export -o all.vcf
  $ raccordo contacts list --search bianchi`,
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
    claim_refused: '`raccordo accounts grant {{account}}` allows it after all.',
    firstPlan:
      'The account {{account}} writes nothing before the plan of its first run is approved. `raccordo sync --account {{account}} --dry-run` shows the plan and its hash; `raccordo sync --account {{account}} --approve HASH` approves it.',
  },
  test: {
    profile: 'Profile {{profile}}',
    account: 'Account {{account}}',
    noProfiles: 'There is no profile to test. Add one with `raccordo apply -f config.yaml`.',
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
      review: '{{count}} to review',
      notSynchronised: '{{count}} series and meetings not yet synchronised',
      quarantined: '{{count}} put aside after errors',
      unchanged: '{{count}} unchanged',
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
      notSynchronised_one: '{{count}} series or meeting not yet synchronised',
      quarantined_one: '{{count}} put aside after errors',
      unchanged_one: '{{count}} unchanged',
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
    remedies: {
      nothing_to_do: 'Nothing has to be done.',
      wait_for_next_run: 'The next run takes it along.',
      switch_on_update_rule: 'Switch on the update rule for this direction in the profile.',
      switch_on_delete_rule: 'Switch on the delete rule for this direction; deletions of before stay as they are.',
      widen_window: 'Set "appointments from" of the account to an earlier date.',
      change_item_filter: 'Change the rule which items take part, or the owner, list or category of the item.',
      synchronise_private_items: 'Set privateItems of the profile to full, or make the item not private.',
      not_synchronised_kind: 'Series and meetings are not synchronised yet.',
      tell_counterparts_apart:
        'The same? Give both the same e-mail address (appointments: times and subject). Not the same? Make the names or subjects differ, or delete the double one.',
      move_item_back: 'Move the item back into the folder that is synchronised.',
      restore_rights: 'Give the record back to the user, or share it.',
      grant_folder_access: 'Let the account read all folders and Deleted Items of the mailbox.',
      edit_on_the_side_that_counts: 'Make the change on the side that wins conflicts.',
      approve_plan: 'Look at the plan and approve it: raccordo sync --dry-run, then --approve.',
      mend_item: 'Mend the item as the error says; it is tried again as soon as it changes.',
      synchronise_owner: 'Connect a mailbox for the user who owns the record.',
    },
    why: 'Why',
    next: 'What would change it',
    history: 'History',
  },
  records: {
    imported: '{{created}} created, {{updated}} changed, {{unchanged}} unchanged, {{refused}} refused.',
    refused: 'Refused:',
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
      crm_invalid_record: 'values that the CRM does not accept',
      crm_record_read_only: 'a series or meeting that exists already and is not changed',
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
