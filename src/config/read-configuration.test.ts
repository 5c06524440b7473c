import { describe, expect, test } from 'vitest';
import { translatorFor } from '../messages/index.ts';
import { ConnectorError } from '../model/index.ts';
import type { Configuration } from './configuration.ts';
import type { ReadContext } from './read-configuration.ts';
import { readConfiguration } from './read-configuration.ts';
import { collectSecretValues } from './secret-references.ts';

const inEnglish = translatorFor('en');
const EMPTY: Configuration = { users: [], profiles: [], accounts: [] };

const CONTEXT: ReadContext = {
  current: EMPTY,
  secretValues: {},
  normaliseServerUrl: (typed, insecure) => {
    const refuse = (code: string) => new ConnectorError({ code, disposition: 'reauth', message: `refused: ${code}` });
    if (typed.includes(' ')) throw refuse('server_url_invalid');
    if (typed.startsWith('http:') && !insecure) throw refuse('insecure_http_refused');
    return `https://${typed}/EWS/Exchange.asmx`;
  },
};

const COMPLETE = `
users:
  - { name: giulia.rossi, email: giulia.rossi@brenta.example }
profiles:
  - name: brenta
    serverUrl: mail.brenta.example
    delegate: { user: 'BRENTA\\svc', password: 'gran segreto' }
accounts:
  - { name: giulia, user: giulia.rossi, profile: brenta, mailbox: giulia.rossi@brenta.example }
`;

function problemsOf(text: string, context: Partial<ReadContext> = {}): readonly string[] {
  const read = readConfiguration(text, { ...CONTEXT, ...context });
  if (read.kind !== 'problems') return [];
  return read.problems.map(
    ({ path, code, sentence, params }) => `${path} [${code}] ${inEnglish(`configuration.${sentence}`, params)}`,
  );
}

function configurationOf(text: string, context: Partial<ReadContext> = {}): Configuration {
  const read = readConfiguration(text, { ...CONTEXT, ...context });
  if (read.kind === 'problems') throw new Error(JSON.stringify(read.problems));
  return read.configuration;
}

/** As a text within quotes. */
const AUTHORITY = '-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\\n';
const KEY = '-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\n';

describe('a configuration file', () => {
  test('needs only what has no default', () => {
    const { users, profiles, accounts } = configurationOf(COMPLETE);
    expect(users).toEqual([
      {
        name: 'giulia.rossi',
        displayName: 'giulia.rossi',
        email: 'giulia.rossi@brenta.example',
        timeZone: 'Europe/Rome',
        active: true,
        role: 'user',
      },
    ]);
    expect(profiles[0]).toMatchObject({
      title: 'brenta',
      serverUrl: 'https://mail.brenta.example/EWS/Exchange.asmx',
      delegate: { user: 'BRENTA\\svc', domain: null, password: 'gran segreto', accessModel: 'impersonation' },
      signIn: 'auto',
      impersonateBy: 'primarySmtpAddress',
      exchangeVersion: 'auto',
      tls: { certificateSha256: null, caPem: null },
      intervalSeconds: 30,
      asItHappens: true,
      privateItems: 'busyOnly',
      afterCrmRestore: 'exchange',
      contacts: { updateCrmToExchange: true, deleteCrmToExchange: false, crmItems: { kind: 'own' } },
      appointments: { exchangeItems: { kind: 'all' } },
    });
    expect(accounts[0]).toMatchObject({
      synchronise: { contacts: true, appointments: true },
      appointmentsFrom: { kind: 'all' },
      credentials: null,
      firstRun: 'automatic',
    });
  });

  test('says every setting of a profile, of its rules and of an account; a key beside the authority is dropped', () => {
    const { users, profiles, accounts } = configurationOf(
      `
users: [{ name: u, email: u@x.example, displayName: Ugo, timeZone: Europe/Berlin, active: false, role: administrator }]
profiles:
  - name: own
    title: Sede
    serverUrl: http://old.example
    active: false
    signIn: ntlm
    impersonateBy: sid
    exchangeVersion: Exchange2010_SP2
    tls: { certificateSha256: '${'AB:'.repeat(31)}AB', caPem: "${KEY}${AUTHORITY}" }
    allowInsecureHttp: true
    invitations: never
    privateItems: full
    afterCrmRestore: crm
    interval: 5m
    contacts:
      synchronise: false
      updateCrmToExchange: false
      updateExchangeToCrm: false
      deleteCrmToExchange: true
      deleteExchangeToCrm: true
      conflictStrategy: exchange
      conflictGranularity: item
      exchangeDeleteMode: permanent
      exchangeConflictResolution: autoResolve
      exchangeCategories: [CRM, Brenta]
      crmItems: { list: Clienti }
      exchangeItems: { onlyCategory: Lavoro }
    appointments:
      exchangeItems: { allButCategory: Privato }
accounts:
  - name: a
    user: u
    profile: own
    mailbox: U@x.example
    impersonate: S-1-5-21-1493619105-1843311271-1118
    credentials: { user: u, domain: X, passwordEnv: SECRET }
    synchronise: { contacts: false }
    appointmentsFrom: { lastMonths: 3 }
    active: false
    firstRun: approve
`,
      { secretValues: { 'env:SECRET': 'from outside' } },
    );
    expect(users[0]).toEqual({
      name: 'u',
      email: 'u@x.example',
      displayName: 'Ugo',
      timeZone: 'Europe/Berlin',
      active: false,
      role: 'administrator',
    });
    expect(profiles[0]).toEqual({
      name: 'own',
      title: 'Sede',
      serverUrl: 'https://http://old.example/EWS/Exchange.asmx',
      active: false,
      delegate: null,
      oauth: null,
      signIn: 'ntlm',
      impersonateBy: 'sid',
      exchangeVersion: 'Exchange2010_SP2',
      tls: {
        certificateSha256: 'ab'.repeat(32),
        caPem: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      },
      allowInsecureHttp: true,
      invitations: 'never',
      privateItems: 'full',
      afterCrmRestore: 'crm',
      intervalSeconds: 300,
      asItHappens: true,
      contacts: {
        synchronise: false,
        updateCrmToExchange: false,
        updateExchangeToCrm: false,
        deleteCrmToExchange: true,
        deleteExchangeToCrm: true,
        conflictStrategy: 'exchange',
        conflictGranularity: 'item',
        exchangeDeleteMode: 'permanent',
        exchangeConflictResolution: 'autoResolve',
        exchangeCategories: ['CRM', 'Brenta'],
        crmItems: { kind: 'list', list: 'Clienti' },
        exchangeItems: { kind: 'onlyCategory', category: 'Lavoro' },
      },
      appointments: expect.objectContaining({ exchangeItems: { kind: 'allButCategory', category: 'Privato' } }),
    });
    expect(accounts[0]).toEqual({
      name: 'a',
      user: 'u',
      profile: 'own',
      mailbox: 'U@x.example',
      impersonate: 'S-1-5-21-1493619105-1843311271-1118',
      credentials: { user: 'u', domain: 'X', password: 'from outside' },
      synchronise: { contacts: false, appointments: true },
      appointmentsFrom: { kind: 'lastMonths', months: 3 },
      active: false,
      firstRun: 'approve',
    });
  });

  test.each([
    ['all', { kind: 'all' }],
    ['2026-01-01', { kind: 'date', date: '2026-01-01' }],
    ['{ lastMonths: 12 }', { kind: 'lastMonths', months: 12 }],
  ])('takes appointmentsFrom: %s', (text, expected) => {
    const file = `${COMPLETE.trimEnd().slice(0, -1)}, appointmentsFrom: ${text} }\n`;
    expect(configurationOf(file).accounts[0]?.appointmentsFrom).toEqual(expected);
  });

  test('is refused with all of its problems at once, each with its path', () => {
    expect(
      problemsOf(`
users:
  - { name: 'not a name', email: nobody, timeZone: Mars/Olympus }
profiles:
  - name: p
    conflictStrategy: crm
    contacts: { conflictStrategy: CRM, exchangeCategories: lavoro, crmItems: mine }
    appointments: { crmItems: own, deleteCrmToExchange: 1 }
    interval: 2s
    tls: { certificateSha256: beef }
accounts:
  - { user: 7, profile: p, mailbox: a@b, appointmentsFrom: 2026-02-30, activ: false }
servers: []
`),
    ).toMatchInlineSnapshot(`
      [
        "users[0].name [invalid_value] must be 1 to 64 letters, digits, dots, hyphens, underscores or @, and begin with a letter or digit",
        "users[0].email [invalid_value] must be an e-mail address",
        "users[0].timeZone [invalid_value] must be an IANA zone name, such as \`Europe/Rome\`",
        "profiles[0].serverUrl [missing] is missing",
        "profiles[0].tls.certificateSha256 [invalid_value] must be 64 hexadecimal digits, with or without colons",
        "profiles[0].interval [invalid_value] must be a duration from 5s to 1d, such as \`30s\`, \`5m\` or \`2h\`",
        "profiles[0].contacts.conflictStrategy [invalid_value] must be one of crm, exchange; did you mean \`crm\`?",
        "profiles[0].contacts.exchangeCategories [invalid_value] must be a list",
        "profiles[0].contacts.crmItems [invalid_value] must be \`own\`, \`ownAndShared\` or \`{ list: NAME }\`",
        "profiles[0].appointments.deleteCrmToExchange [invalid_value] must be \`true\` or \`false\`",
        "profiles[0].appointments.crmItems [unknown_key] is not a setting; known are synchronise, updateCrmToExchange, updateExchangeToCrm, deleteCrmToExchange, deleteExchangeToCrm, conflictStrategy, conflictGranularity, exchangeDeleteMode, exchangeConflictResolution, exchangeCategories, exchangeItems",
        "profiles[0].conflictStrategy [unknown_key] is not a setting; known are name, title, serverUrl, active, delegate, signIn, oauth, impersonateBy, exchangeVersion, tls, allowInsecureHttp, invitations, privateItems, afterCrmRestore, interval, asItHappens, contacts, appointments",
        "accounts[0].name [missing] is missing",
        "accounts[0].user [invalid_value] must be text; put it in quotes",
        "accounts[0].appointmentsFrom [invalid_value] must be a day of the calendar, such as \`2026-01-01\`",
        "accounts[0].activ [unknown_key] is not a setting; did you mean \`active\`?",
        "servers [unknown_key] is not a setting; known are users, profiles, accounts",
      ]
    `);
  });

  test.each([
    [
      'delegate: { user: u, password: p, accessModel: delegate }',
      'profiles[0].delegate.accessModel [invalid_value] must be one of impersonation, delegateFolders',
    ],
    ['invitations: always', 'profiles[0].invitations [invalid_value] must be one of never, silent, notify'],
    ['privateItems: hidden', 'profiles[0].privateItems [invalid_value] must be one of skip, busyOnly, full'],
    ['afterCrmRestore: newer', 'profiles[0].afterCrmRestore [invalid_value] must be one of exchange, ask, crm'],
  ])('with `%s` is refused in words of its own', (setting, sentence) => {
    expect(problemsOf(`profiles: [{ name: p, serverUrl: x, ${setting} }]`)[0]).toContain(sentence);
  });

  test('with an address that cannot be an Exchange server is refused at that address', () => {
    expect(
      problemsOf('profiles: [{ name: p, serverUrl: "what is this" }, { name: q, serverUrl: "http://x" }]'),
    ).toEqual([
      expect.stringContaining('profiles[0].serverUrl [server_url_refused] The server address is not one'),
      expect.stringContaining('profiles[1].serverUrl [server_url_refused] Plain http would send'),
    ]);
  });

  test.each([
    ['users: [', 'line 1, column 9'],
    ['users: []\nusers: []', 'line 2, column 1: duplicate key'],
    ['- just\n- a list', 'must be a group of settings'],
    ['users: *nobody', 'alias'],
    ['users:\n\t- name: x', 'line 2, column 1: a tab'],
  ])('that is not well-formed says where: %j', (text, where) => {
    expect(problemsOf(text).join('\n')).toContain(where);
  });

  test('that is empty changes nothing', () => {
    expect(configurationOf('')).toEqual(EMPTY);
    expect(configurationOf('# only a comment\n')).toEqual(EMPTY);
  });
});

describe('references between objects', () => {
  test('may name what is stored and not in the file', () => {
    const current = configurationOf(COMPLETE);
    const file = 'accounts: [{ name: giulia, user: giulia.rossi, profile: brenta, mailbox: g@brenta.example }]';
    expect(configurationOf(file, { current }).accounts[0]?.mailbox).toBe('g@brenta.example');
    expect(problemsOf(file)).toEqual([
      'accounts[0].user [unknown_user] there is no user giulia.rossi',
      'accounts[0].profile [unknown_profile] there is no profile brenta',
    ]);
  });

  test('a name, and the e-mail of a user, may stand once', () => {
    const twice = `users: [{ name: a, email: a@x.example }, { name: a, email: A@X.example }]`;
    expect(problemsOf(twice)).toEqual([
      'users[0].name [duplicate_name] is taken by a; case does not matter',
      'users[0].email [duplicate_email] is taken by a; case does not matter',
    ]);
    const current = configurationOf(COMPLETE);
    expect(problemsOf('users: [{ name: Giulia.Rossi, email: other@brenta.example }]', { current })).toEqual([
      'users[0].name [duplicate_name] is taken by giulia.rossi; case does not matter',
    ]);
  });

  test('one mailbox belongs to one user, and an item type is active in one account of a user', () => {
    const current = configurationOf(COMPLETE);
    const file = `
users: [{ name: paolo, email: paolo@brenta.example }]
accounts:
  - { name: paolo, user: paolo, profile: brenta, mailbox: Giulia.Rossi@brenta.example }
  - { name: giulia-2, user: giulia.rossi, profile: brenta, mailbox: other@brenta.example, synchronise: { contacts: false } }
`;
    expect(problemsOf(file, { current })).toEqual([
      'accounts[0].mailbox [mailbox_taken] belongs to user giulia.rossi (account giulia); one mailbox belongs to one user',
      'accounts[1].synchronise.appointments [item_type_active_elsewhere] user giulia.rossi synchronises appointments with account giulia; an item type is active in one account at a time',
    ]);
  });

  test('an account has credentials exactly when its profile has no delegate account', () => {
    const file = `
users: [{ name: u, email: u@x.example }]
profiles: [{ name: own, serverUrl: x }, { name: service, serverUrl: x, delegate: { user: s, password: p } }]
accounts:
  - { name: a, user: u, profile: own, mailbox: a@x.example, synchronise: { contacts: false, appointments: false } }
  - { name: b, user: u, profile: service, mailbox: b@x.example, credentials: { user: u, password: p } }
`;
    expect(problemsOf(file)).toEqual([
      'accounts[0].credentials [credentials_missing] is missing, because profile own has neither a delegate account nor an OAuth client',
      'accounts[1].credentials [credentials_not_allowed] is not allowed, because profile service signs in with its delegate account or OAuth client',
    ]);
  });

  test('an account has the name by which its profile impersonates, where nothing else leads to it', () => {
    const account = (name: string, profile: string, impersonate = '') =>
      `  - { name: ${name}, user: ${name}, profile: ${profile}, mailbox: ${name}@x.example${impersonate === '' ? '' : `, impersonate: ${impersonate}`} }`;
    const service = 'serverUrl: x, delegate: { user: s, password: p';
    const file = `
users: [${['a', 'b', 'c', 'd', 'e'].map((name) => `{ name: ${name}, email: ${name}@x.example }`).join(', ')}]
profiles:
  - { name: by-sid, ${service} }, impersonateBy: sid }
  - { name: by-name, ${service} }, impersonateBy: principalName }
  - { name: shared, ${service}, accessModel: delegateFolders }, impersonateBy: sid }
accounts:
${account('a', 'by-sid')}
${account('b', 'by-sid', 'b@ad.x.example')}
${account('c', 'by-name')}
${account('d', 'by-name', 'S-1-5-21-1-2-3-4')}
${account('e', 'shared')}
`;
    expect(problemsOf(file)).toEqual([
      'accounts[0].impersonate [missing] must be a SID, because profile by-sid impersonates by it',
      'accounts[1].impersonate [invalid_value] must be a SID, because profile by-sid impersonates by it',
      'accounts[3].impersonate [invalid_value] is a SID, and profile by-name impersonates by the principal name',
    ]);
    expect(problemsOf(file.replace('S-1-5-21-1-2-3-4', 'domain-d'))).toContain(
      'accounts[3].impersonate [invalid_value] must be a principal name, such as `mrossi@ad.acme.example`, or a SID, such as `S-1-5-21-…`',
    );
  });

  describe('a profile that is to impersonate by another name', () => {
    const profile = (more: string) =>
      `profiles: [{ name: p, serverUrl: x, delegate: { user: s, password: p }, ${more} }]`;
    const account = (name: string, more = '') =>
      `{ name: ${name}, user: u, profile: p, mailbox: u@x.example, active: false${more} }`;
    const users = 'users: [{ name: u, email: u@x.example }]';
    const SID = 'impersonate: S-1-5-21-1-2-3-4';
    const current = configurationOf(
      `${users}\n${profile('impersonateBy: primarySmtpAddress')}\naccounts: [${account('a')}, ${account('b', `, ${SID}`)}, ${account('c', ', impersonate: c@ad.x.example')}]`,
    );

    test('names the stored accounts that do not have it', () => {
      expect(problemsOf(profile('impersonateBy: sid'), { current })).toEqual([
        'profiles[0].impersonateBy [invalid_value] asks for the SID, and these accounts do not say it: a, c',
      ]);
      expect(problemsOf(profile('impersonateBy: principalName'), { current })).toEqual([
        'profiles[0].impersonateBy [invalid_value] asks for the principal name, and these accounts say a SID: b',
      ]);
    });

    test('takes one that the same file gives it', () => {
      const file = `${profile('impersonateBy: sid')}\naccounts: [${account('a', `, ${SID}`)}]`;
      expect(problemsOf(file, { current })).toEqual([
        'profiles[0].impersonateBy [invalid_value] asks for the SID, and these accounts do not say it: c',
      ]);
    });

    test('may be the same as before: an account that waits for its name holds up no other change', () => {
      const waiting = {
        ...current,
        profiles: current.profiles.map((each) => ({ ...each, impersonateBy: 'sid' as const })),
      };
      expect(problemsOf(profile('impersonateBy: sid, title: Sede'), { current: waiting })).toEqual([]);
    });

    test('names ten, and says that there are more', () => {
      const [first] = current.accounts;
      if (first === undefined) throw new Error('no account');
      const accounts = Array.from({ length: 12 }, (_, index) => ({ ...first, name: `n${index}` }));
      expect(problemsOf(profile('impersonateBy: sid'), { current: { ...current, accounts } })[0]).toMatch(
        /: n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, …$/,
      );
    });
  });

  test('an account keeps its user, because its links belong to that user', () => {
    const current = configurationOf(COMPLETE);
    const file = `
users: [{ name: paolo, email: paolo@brenta.example }]
accounts: [{ name: giulia, user: paolo, profile: brenta, mailbox: giulia.rossi@brenta.example }]`;
    expect(problemsOf(file, { current })).toEqual([
      'accounts[0].user [account_user_fixed] is giulia.rossi and cannot change; make an account with another name',
    ]);
  });

  test('a profile cannot lose its delegate account while stored accounts depend on it', () => {
    const current = configurationOf(COMPLETE);
    expect(problemsOf('profiles: [{ name: brenta, serverUrl: x }]', { current })).toEqual([
      'profiles[0].delegate [credentials_missing] is missing, because account giulia has no credentials of its own',
    ]);
  });
});

describe('a role', () => {
  const ADA = '{ name: ada, email: ada@x.example';
  const current = configurationOf(`users: [${ADA}, role: administrator }, { name: ugo, email: ugo@x.example }]`);
  const rolesAfter = (text: string) => configurationOf(text, { current }).users.map(({ name, role }) => [name, role]);

  test('that the file does not name stays what it is, and a new user has none', () => {
    expect(rolesAfter(`users: [${ADA}, displayName: Ada }, { name: new, email: new@x.example }]`)).toEqual([
      ['ada', 'administrator'],
      ['new', 'user'],
    ]);
  });

  test('that the file names is given and taken', () => {
    const text = `users: [${ADA}, role: user }, { name: ugo, email: ugo@x.example, role: administrator }]`;
    expect(rolesAfter(text)).toEqual([
      ['ada', 'user'],
      ['ugo', 'administrator'],
    ]);
  });

  test('is not taken from the last active administrator, in whatever way', () => {
    const left = (field: string) => [
      `users[0].${field} [last_administrator] would leave nobody active who administers; make somebody else an \`administrator\` first`,
    ];
    expect(problemsOf(`users: [${ADA}, role: user }]`, { current })).toEqual(left('role'));
    expect(problemsOf(`users: [${ADA}, active: false }]`, { current })).toEqual(left('active'));
    expect(problemsOf(`users: [${ADA}, role: user }]`)).toEqual([]);
  });
});

describe('the first run of an account', () => {
  const users = ['waits', 'goes', 'new'].map((name) => `{ name: ${name}, email: ${name}@brenta.example }`);
  const profile = '{ name: p, serverUrl: x, delegate: { user: u, password: p } }';
  const withAccounts = (...accounts: string[]) =>
    `users: [${users.join(', ')}]\nprofiles: [${profile}]\naccounts: [${accounts.join(', ')}]`;
  const account = (name: string, more = '') =>
    `{ name: ${name}, user: ${name}, profile: p, mailbox: ${name}@brenta.example${more} }`;
  const current = configurationOf(withAccounts(account('waits', ', firstRun: approve'), account('goes')));
  const firstRunsAfter = (...accounts: string[]) =>
    configurationOf(withAccounts(...accounts), { current }).accounts.map(({ name, firstRun }) => [name, firstRun]);

  test('that the file does not name stays what it is, and a new account needs no approval', () => {
    expect(firstRunsAfter(account('waits', ', active: false'), account('goes'), account('new'))).toEqual([
      ['waits', 'approve'],
      ['goes', 'automatic'],
      ['new', 'automatic'],
    ]);
  });

  test('that the file names is what the file says', () => {
    expect(firstRunsAfter(account('waits', ', firstRun: automatic'), account('goes', ', firstRun: approve'))).toEqual([
      ['waits', 'automatic'],
      ['goes', 'approve'],
    ]);
  });
});

describe('a password', () => {
  const withPassword = (source: string) => `profiles: [{ name: p, serverUrl: x, delegate: { user: u, ${source} } }]`;

  test('is given in exactly one way', () => {
    const path = 'profiles[0].delegate [secret_source] needs exactly one of password, passwordEnv, passwordFile';
    expect(problemsOf('profiles: [{ name: p, serverUrl: x, delegate: { user: u } }]')).toEqual([path]);
    expect(problemsOf(withPassword('password: a, passwordEnv: B'))).toEqual([`${path}; it has password, passwordEnv`]);
  });

  test('that is not at hand is a problem at its reference', () => {
    expect(problemsOf(withPassword('passwordEnv: SECRET'))).toEqual([
      'profiles[0].delegate.passwordEnv [secret_unavailable] the environment variable SECRET is not set',
    ]);
    expect(problemsOf(withPassword('passwordFile: ./secret'))).toEqual([
      'profiles[0].delegate.passwordFile [secret_unavailable] the file ./secret cannot be read or is empty',
    ]);
  });

  test('by reference is collected where the file is, with the final line break of a file cut', async () => {
    const text = `profiles:
  - { name: p, serverUrl: x, delegate: { user: u, passwordFile: ./secret } }
  - { name: q, serverUrl: x, delegate: { user: u, passwordEnv: SECRET } }`;
    const secretValues = await collectSecretValues(text, {
      environment: { SECRET: ' kept as it is ' },
      readFile: async (path) => (path === './secret' ? 'p\u00e0ss\n' : undefined),
    });
    const { profiles } = configurationOf(text, { secretValues });
    expect(profiles.map(({ delegate }) => delegate?.password)).toEqual(['p\u00e0ss', ' kept as it is ']);
  });

  test('never stands in a problem, even when it stands in the wrong place', () => {
    const text = `
profiles: [{ name: p, serverUrl: x, delegate: { user: u, password: 24681357 }, pasword: hunter22 }]
accounts: [{ name: a, credentials: hunter22, user: u, profile: p, mailbox: hunter22 }]`;
    const problems = problemsOf(text).join('\n');
    expect(problems).toContain('profiles[0].delegate.password [invalid_value] must be text; put it in quotes');
    expect(problems).not.toMatch(/hunter22|24681357/);
  });
});
