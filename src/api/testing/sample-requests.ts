/** What the world of the access test has, by the names and ids that addresses use. All of it is Giulia’s. */
export interface SampleWorld {
  readonly account: string;
  readonly profile: string;
  readonly user: string;
  readonly runId: string;
  readonly contactId: string;
  readonly appointmentId: string;
  /** Of a field that holds text. */
  readonly conflictId: string;
  /** Of the field `photo`, whose value in the CRM is one. */
  readonly photoConflictId: string;
  /** Rules of the profile, as the API tells them. */
  readonly rules: unknown;
}

/** A request that passes the schema of its operation, and does as little as possible. */
export interface SampleRequest {
  /** Values of the parameters in the path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** JSON, or a file as text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends sessions: whoever calls next signs in anew. */
  readonly signsOut?: true;
}

/** Of no version of anything: whoever may write gets as far as a 412, and nothing changes. */
const STALE = { 'if-match': '"0-stale"' };
const NO_LINK = 'x'.repeat(43);
/** Refused as too simple, by the last check before it would be stored. */
const WEAK = 'a'.repeat(20);
const VCARD = 'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:sample\r\nN:Costa;Sara;;;\r\nFN:Sara Costa\r\nEND:VCARD\r\n';
/** A picture as far as its bytes tell. */
const GIF = 'GIF89a';
const CALENDAR = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n';
const NEWCOMER = { name: 'nina', displayName: 'Nina Blu', email: 'nina@brenta.example' };

/** For every operation of the API, by its `operationId`. */
export function sampleRequests(
  world: SampleWorld,
  password: string,
): Readonly<Record<string, SampleRequest | undefined>> {
  const account = { path: { name: world.account } };
  const profile = { path: { name: world.profile } };
  const rules = { path: { name: world.profile, itemType: 'contacts' } };
  const user = { path: { name: world.user } };
  const contact = { path: { id: world.contactId } };
  const appointment = { path: { id: world.appointmentId } };
  return {
    getHealth: {},

    getSetup: {},
    createAdministrator: { body: { token: NO_LINK, ...NEWCOMER, timeZone: 'Europe/Rome', password } },
    getSession: {},
    signIn: { body: { name: world.user, password }, signsOut: true },
    signOut: { signsOut: true },
    changePassword: { body: { current: password, next: WEAK } },
    inspectLink: { body: { token: NO_LINK } },
    redeemLink: { body: { token: NO_LINK } },
    listUsers: {},
    createUser: { body: NEWCOMER },
    getUser: user,
    updateUser: { ...user, headers: STALE, body: { displayName: 'Giulia R.' } },
    issuePasswordLink: user,
    endUserSessions: { ...user, signsOut: true },
    listAudit: {},

    listProfiles: {},
    createProfile: { body: { title: 'Adige', serverUrl: 'mail.adige.example' } },
    getProfile: profile,
    updateProfile: { ...profile, headers: STALE, body: { title: 'Brenta 2' } },
    deleteProfile: { ...profile, headers: STALE },
    getRules: rules,
    replaceRules: { ...rules, headers: STALE, body: world.rules },
    listAvailableProfiles: {},
    listAccounts: {},
    createAccount: { body: { profile: world.profile, mailbox: 'somebody@brenta.example' } },
    getAccount: account,
    updateAccount: { ...account, headers: STALE, body: { active: true } },
    deleteAccount: { ...account, headers: STALE },
    decideClaim: { ...account, body: { decision: 'grant' } },
    checkClaim: account,
    testProfileConnection: { body: { profile: world.profile } },
    testAccountConnection: { ...account, body: {} },

    getInstallation: {},
    confirmInstallation: { body: {} },

    listStops: {},
    tryStop: { path: { id: 'contacts@nowhere.example' }, body: {} },
    getStatus: {},
    streamEvents: {},
    explainAccountItem: { ...account, query: 'itemType=contacts&side=crm&id=x' },
    explainItem: { query: 'q=Marta' },
    getJournal: account,
    getReview: account,
    listRuns: {},
    getRun: { path: { id: world.runId } },
    startRuns: { ...account, body: { dryRun: true } },
    getPlan: { path: { id: world.runId } },
    getPlanSteps: { path: { id: world.runId } },
    applyPlan: { path: { id: world.runId } },
    undoRun: { path: { id: world.runId } },
    getOldDeletions: account,
    planOldDeletions: { ...account, body: {} },
    leaveOldDeletions: { ...account, body: {} },
    listConflicts: {},
    getConflict: { path: { id: world.conflictId } },
    getConflictPhoto: { path: { id: world.photoConflictId, value: 'crm' } },
    decideConflict: { path: { id: world.conflictId }, body: { decision: 'edit', value: 5 } },
    startVerification: { ...account, body: {} },
    getFindings: { path: { id: world.runId } },
    repairFindings: { path: { id: world.runId } },
    getConfiguration: {},
    applyConfiguration: { body: { document: 'users: []', dryRun: true } },
    browseMailboxContacts: account,
    browseMailboxAppointments: account,

    listContacts: {},
    createContact: { body: { fields: { displayName: 'Sara Costa' } } },
    getContact: contact,
    updateContact: { ...contact, headers: STALE, body: { fields: { notes: 'x' } } },
    deleteContact: { ...contact, headers: STALE },
    getContactPhoto: contact,
    setContactPhoto: { ...contact, headers: { ...STALE, 'content-type': 'image/gif' }, body: GIF },
    deleteContactPhoto: { ...contact, headers: STALE },
    exportContacts: {},
    importContacts: { body: VCARD, headers: { 'content-type': 'text/vcard' }, query: `owner=${world.user}` },
    listAppointments: {},
    createAppointment: {
      body: { fields: { subject: 'x', time: { kind: 'allDay', startDate: '2026-03-02', endDate: '2026-03-03' } } },
    },
    getAppointment: appointment,
    updateAppointment: { ...appointment, headers: STALE, body: { fields: { subject: 'y' } } },
    splitAppointment: { ...appointment, headers: STALE, body: { day: '2026-03-09' } },
    deleteAppointment: { ...appointment, headers: STALE },
    exportAppointments: {},
    importAppointments: { body: CALENDAR, headers: { 'content-type': 'text/calendar' }, query: `owner=${world.user}` },
  };
}
