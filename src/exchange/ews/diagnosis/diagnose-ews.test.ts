import { afterEach, describe, expect, test } from 'vitest';
import type { RunningSimulator, SimulatorOptions } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import {
  diagnose,
  MARIO,
  oddSteps,
  ownOptions,
  remedyCodes,
  SERVICE_USER,
  secureUrl,
  serviceOptions,
} from '../../../../test/support/ews/diagnosis.ts';
import { tlsFixture } from '../../../../test/support/ews/servers.ts';

let simulator: RunningSimulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

async function start(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  simulator = await startSimulator({ users: [SERVICE_USER, MARIO], ...options });
  return simulator;
}

const OVER_HTTP = ['address: warning plain_http', 'tls: skipped tls_not_used'];
const TLS = { key: tlsFixture('localhost.key'), cert: tlsFixture('localhost.cert') };
const TRUSTED = { certificateSha256: null, caPem: tlsFixture('ca') };

describe('a connection without faults', () => {
  test('every step is well, and says what it found', async () => {
    const server = await start({ tls: TLS, build: '15.2.1544.9' });
    server.mailbox(MARIO.smtp).add('contacts', 'Contact', { Surname: 'Verdi' });
    server.mailbox(MARIO.smtp).add('contacts', 'Contact', { Surname: 'Neri' });
    const steps = await diagnose(serviceOptions(secureUrl(server), { tls: TRUSTED }));
    expect(oddSteps(steps)).toEqual([]);
    expect(steps.address.details).toEqual({ url: secureUrl(server) });
    expect(steps.name).toMatchObject({ code: 'name_found_private', details: { host: 'localhost' } });
    expect(steps.tls).toMatchObject({
      code: 'tls_trusted',
      details: { subject: 'CN=localhost', names: 'localhost, 127.0.0.1', validTo: '2125-01-01', nameFits: true },
    });
    expect(steps.ews.details).toMatchObject({ offered: 'Negotiate, NTLM, Basic' });
    expect(steps.signIn).toMatchObject({
      code: 'signed_in',
      details: { scheme: 'NTLM', user: 'AZIENDA\\svc-raccordo' },
    });
    expect(steps.version.details).toMatchObject({ product: 'Exchange 2019 CU14', requestVersion: 'Exchange2013' });
    expect(steps.mailbox).toMatchObject({ code: 'mailbox_opened', details: { primary: MARIO.smtp } });
    expect(steps.contacts.details).toMatchObject({ items: 2 });
    expect(steps.calendar.details).toMatchObject({ items: 0 });
    expect(Math.abs(Number(steps.clock.details['seconds']))).toBeLessThanOrEqual(2);
  });

  test('a person with own credentials and a further address: the mailbox opens, and its primary address is told', async () => {
    const { ewsUrl } = await start();
    const steps = await diagnose(ownOptions(ewsUrl, { mailbox: 'M.Rossi@azienda.example' }));
    expect(oddSteps(steps)).toEqual(OVER_HTTP);
    expect(steps.mailbox).toMatchObject({ code: 'mailbox_own_opened', details: { primary: MARIO.smtp } });
  });

  test('without a mailbox the account signs in for itself, and the steps of the mailbox are left out', async () => {
    const { ewsUrl } = await start({ users: [{ ...SERVICE_USER, hasMailbox: false }, MARIO] });
    const steps = await diagnose(serviceOptions(ewsUrl, { mailbox: '' }));
    expect(oddSteps(steps)).toEqual([
      ...OVER_HTTP,
      'mailbox: skipped no_mailbox',
      'contacts: skipped no_mailbox',
      'calendar: skipped no_mailbox',
    ]);
    expect(steps.version.details).toMatchObject({ requestVersion: 'Exchange2013' });
  });

  test.each([
    ['Exchange2007_SP1', 'Exchange 2007 SP3', 'Exchange2007_SP1'],
    ['Exchange2010_SP2', 'Exchange 2010 SP3', 'Exchange2010_SP1'],
    ['Exchange2013_SP1', 'Exchange 2013 SP1', 'Exchange2013'],
  ] as const)('%s is recognised', async (exchangeVersion, product, requestVersion) => {
    const { ewsUrl } = await start({ exchangeVersion });
    const steps = await diagnose(serviceOptions(ewsUrl));
    expect(oddSteps(steps)).toEqual(OVER_HTTP);
    expect(steps.version.details).toMatchObject({ product, requestVersion });
  });

  test('a server that does not name itself', async () => {
    const server = await start();
    server.faults.inject({ fault: { kind: 'noServerVersionInfo' }, times: Number.POSITIVE_INFINITY });
    const { version } = await diagnose(serviceOptions(server.ewsUrl));
    expect(version).toMatchObject({ state: 'ok', code: 'version_not_told' });
  });
});

describe('signing in', () => {
  const wrong = {
    credentials: { kind: 'password' as const, user: 'svc-raccordo', domain: null, password: 'sbagliata-2026' },
  };

  test('a wrong password is tried once, whatever else is offered, as by a run', async () => {
    const server = await start();
    const steps = await diagnose(serviceOptions(server.ewsUrl, wrong));
    expect(steps.signIn).toMatchObject({ code: 'sign_in_refused', details: { scheme: 'NTLM' } });
    expect(remedyCodes(steps.signIn)).toEqual(['check_credentials', 'name_domain']);
    expect(steps.signIn.remedies[0]?.commands[0]).toContain("Get-ADUser -Identity 'svc-raccordo'");
    expect(oddSteps(steps).slice(2)).toEqual([
      'signIn: failed sign_in_refused',
      'version: skipped earlier_failed',
      'mailbox: skipped earlier_failed',
      'contacts: skipped earlier_failed',
      'calendar: skipped earlier_failed',
    ]);
    // The look without credentials; what is offered; challenge and refusal of NTLM.
    expect(server.requests.all().map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  test('NTLM refused over https may be the doing of extended protection', async () => {
    const server = await start({ tls: TLS, auth: ['ntlm'] });
    const steps = await diagnose(serviceOptions(secureUrl(server), { ...wrong, tls: TRUSTED }));
    expect(remedyCodes(steps.signIn)).toContain('relax_extended_protection');
    expect(steps.signIn.remedies.at(-1)?.commands[1]).toBe(
      "Set-WebServicesVirtualDirectory -Identity 'SIMULATOR\\EWS (Default Web Site)' -ExtendedProtectionTokenChecking Allow",
    );
  });

  test.each([
    ['basic', 'ntlm', '-BasicAuthentication $true'],
    ['ntlm', 'basic', '-WindowsAuthentication $true'],
  ] as const)('only %s is allowed, and only %s offered', async (wanted, offered, parameter) => {
    const { ewsUrl } = await start({ auth: [offered] });
    const { signIn } = await diagnose(serviceOptions(ewsUrl, { signIn: wanted }));
    expect(signIn).toMatchObject({ state: 'failed', code: 'sign_in_not_offered' });
    expect(remedyCodes(signIn)).toEqual(['allow_offered_sign_in', 'enable_sign_in']);
    expect(signIn.remedies[1]?.commands[1]).toContain(parameter);
  });

  test('Basic over http works, with a warning', async () => {
    const { ewsUrl } = await start({ auth: ['basic'] });
    const { signIn, mailbox } = await diagnose(serviceOptions(ewsUrl));
    expect(signIn).toMatchObject({ state: 'warning', code: 'signed_in_unprotected', details: { scheme: 'Basic' } });
    expect(mailbox.state).toBe('ok');
  });

  test('an expired password is told as such where Exchange says so', async () => {
    const { ewsUrl } = await start({ users: [{ ...SERVICE_USER, passwordExpired: true }, MARIO] });
    const { signIn } = await diagnose(serviceOptions(ewsUrl));
    expect(signIn).toMatchObject({ state: 'failed', code: 'password_expired' });
    expect(remedyCodes(signIn)).toEqual(['change_password']);
  });

  test('EWS switched off for the account itself', async () => {
    const { ewsUrl } = await start({ users: [SERVICE_USER, { ...MARIO, ewsEnabled: false }] });
    const { signIn } = await diagnose(ownOptions(ewsUrl));
    expect(signIn).toMatchObject({ state: 'failed', code: 'signed_in_but_forbidden', details: { status: 403 } });
    expect(signIn.remedies[0]?.commands).toContain("Set-CASMailbox -Identity 'AZIENDA\\mario.rossi' -EwsEnabled $true");
  });

  test('a page behind the sign-in', async () => {
    const server = await start();
    server.faults.inject({ fault: { kind: 'htmlPage', status: 200 }, times: Number.POSITIVE_INFINITY });
    const { signIn } = await diagnose(serviceOptions(server.ewsUrl));
    expect(signIn).toMatchObject({ code: 'signed_in_but_not_ews', details: { reason: 'not_ews' } });
  });

  test('a server that hangs after the sign-in ends in time', async () => {
    const server = await start();
    server.faults.inject({ fault: { kind: 'hang' }, times: Number.POSITIVE_INFINITY });
    const { signIn } = await diagnose(serviceOptions(server.ewsUrl, { timeoutMs: 400 }));
    expect(signIn).toMatchObject({ state: 'failed', code: 'sign_in_silent', details: { timeoutMs: 400 } });
    expect(signIn.durationMs).toBeLessThan(3_000);
  });

  test('a server that is busy', async () => {
    const server = await start();
    server.faults.inject({ fault: { kind: 'httpStatus', status: 503, retryAfterSeconds: 60 }, times: 99 });
    const { signIn } = await diagnose(serviceOptions(server.ewsUrl));
    expect(signIn).toMatchObject({ state: 'failed', code: 'signed_in_but_busy' });
  });
});

describe('version', () => {
  test('a version that the server does not know', async () => {
    const { ewsUrl } = await start({ exchangeVersion: 'Exchange2010_SP2' });
    const steps = await diagnose(serviceOptions(ewsUrl, { exchangeVersion: 'Exchange2016' }));
    expect(steps.signIn.state).toBe('ok');
    expect(steps.version).toMatchObject({
      state: 'failed',
      code: 'version_not_accepted',
      details: { configured: 'Exchange2016', product: 'Exchange 2010 SP3' },
    });
    expect(remedyCodes(steps.version)).toEqual(['use_version_auto']);
    expect(steps.mailbox.code).toBe('earlier_failed');
  });
});

describe('the mailbox', () => {
  const withoutRight = [{ ...SERVICE_USER, mayImpersonate: false }, MARIO];

  test('without the right to act for it: the commands that grant it', async () => {
    const { ewsUrl } = await start({ users: withoutRight });
    const steps = await diagnose(serviceOptions(ewsUrl));
    expect(steps.signIn.state).toBe('ok');
    expect(steps.version.state).toBe('ok');
    expect(steps.mailbox).toMatchObject({ state: 'failed', code: 'mailbox_impersonation_denied' });
    expect(remedyCodes(steps.mailbox)).toEqual([
      'grant_impersonation',
      'grant_impersonation_scoped',
      'check_impersonation',
    ]);
    expect(steps.mailbox.remedies[0]?.commands).toEqual([
      "New-ManagementRoleAssignment -Name 'Raccordo impersonation' -Role ApplicationImpersonation -User 'AZIENDA\\svc-raccordo'",
    ]);
    expect(steps.contacts.code).toBe('earlier_failed');
  });

  test('Exchange 2007 has other rights', async () => {
    const { ewsUrl } = await start({ users: withoutRight, exchangeVersion: 'Exchange2007_SP1' });
    const { mailbox } = await diagnose(serviceOptions(ewsUrl));
    expect(remedyCodes(mailbox)).toEqual(['grant_impersonation_2007']);
  });

  test('a right that is limited to other mailboxes does not open this one', async () => {
    const { ewsUrl } = await start({ users: [{ ...SERVICE_USER, mayImpersonate: ['giulia@azienda.example'] }, MARIO] });
    expect((await diagnose(serviceOptions(ewsUrl))).mailbox.code).toBe('mailbox_impersonation_denied');
  });

  test('that does not exist', async () => {
    const { ewsUrl } = await start();
    const { mailbox } = await diagnose(serviceOptions(ewsUrl, { mailbox: "d'angelo@azienda.example" }));
    expect(mailbox.code).toBe('mailbox_unknown');
    expect(mailbox.remedies[0]?.commands[0]).toContain("Get-Recipient -Identity 'd''angelo@azienda.example'");
  });

  test('named by a further address: the primary one is told', async () => {
    const { ewsUrl } = await start();
    const { mailbox } = await diagnose(serviceOptions(ewsUrl, { mailbox: 'm.rossi@azienda.example' }));
    expect(mailbox).toMatchObject({ code: 'mailbox_not_primary', details: { primary: MARIO.smtp } });
    expect(mailbox.remedies[0]).toMatchObject({ code: 'use_primary_address', params: { primary: MARIO.smtp } });
  });

  test('for which EWS is switched off, while the account itself may use it', async () => {
    const { ewsUrl } = await start({ users: [SERVICE_USER, { ...MARIO, ewsEnabled: false }] });
    const steps = await diagnose(serviceOptions(ewsUrl));
    expect(steps.signIn.state).toBe('ok');
    expect(steps.mailbox).toMatchObject({ state: 'failed', code: 'mailbox_ews_off' });
    expect(steps.mailbox.remedies[0]?.commands).toContain(`Set-CASMailbox -Identity '${MARIO.smtp}' -EwsEnabled $true`);
  });

  test('of somebody else is not opened with own credentials, although the own one would be', async () => {
    const { ewsUrl } = await start();
    const { mailbox } = await diagnose(ownOptions(ewsUrl, { mailbox: SERVICE_USER.smtp }));
    expect(mailbox).toMatchObject({
      state: 'failed',
      code: 'mailbox_not_own',
      details: { user: 'AZIENDA\\mario.rossi' },
    });
  });

  test('of an account that has none', async () => {
    const { ewsUrl } = await start({ users: [SERVICE_USER, { ...MARIO, hasMailbox: false }] });
    expect((await diagnose(ownOptions(ewsUrl))).mailbox.code).toBe('mailbox_missing_for_account');
  });

  test.each([
    ['ErrorMailboxMoveInProgress', 'mailbox_unavailable'],
    ['ErrorAccessDenied', 'mailbox_denied'],
    ['ErrorImpersonationFailed', 'mailbox_impersonation_failed'],
    ['ErrorSomethingNew', 'mailbox_unavailable'],
    ['ErrorQuotaExceeded', 'mailbox_failed'],
  ])('%s', async (code, expected) => {
    const server = await start();
    server.faults.inject({ fault: { kind: 'soapFault', code }, times: Number.POSITIVE_INFINITY });
    expect((await diagnose(serviceOptions(server.ewsUrl))).mailbox.code).toBe(expected);
  });

  test('that is throttled', async () => {
    const server = await start();
    const fault = { kind: 'soapFault', code: 'ErrorServerBusy', backOffMs: 60_000 } as const;
    server.faults.inject({ fault, times: Number.POSITIVE_INFINITY });
    const { mailbox } = await diagnose(serviceOptions(server.ewsUrl));
    expect(mailbox.code).toBe('mailbox_busy');
    expect(remedyCodes(mailbox)).toEqual(['wait_and_repeat', 'check_throttling']);
  });
});

describe('the folders', () => {
  test.each([
    ['ErrorFolderNotFound', 'calendar_missing'],
    ['ErrorAccessDenied', 'calendar_denied'],
    ['ErrorItemCorrupt', 'calendar_failed'],
  ])('%s of the calendar leaves the contacts alone', async (code, expected) => {
    const server = await start();
    // The request for the version comes first.
    server.faults.inject({ fault: { kind: 'itemError', code, items: [1] }, operation: 'GetFolder', skip: 1 });
    const { contacts, calendar, clock } = await diagnose(serviceOptions(server.ewsUrl));
    expect([contacts.state, calendar.code, clock.state]).toEqual(['ok', expected, 'ok']);
    expect(remedyCodes(calendar)).toEqual(['check_folders']);
  });
});

describe('the clock', () => {
  test.each([
    [-90_000, 'warning', 'clock_off', false],
    [90_000, 'warning', 'clock_off', true],
    [-400_000, 'failed', 'clock_far_off', false],
    [30_000, 'ok', 'clock_in_step', true],
  ] as const)('the server is %d ms ahead: %s', async (clockSkewMs, state, code, serverIsAhead) => {
    const { ewsUrl } = await start({ clockSkewMs });
    const { clock } = await diagnose(serviceOptions(ewsUrl));
    expect(clock).toMatchObject({ state, code, details: { serverIsAhead } });
    expect(Math.abs(Number(clock.details['seconds']) - Math.abs(clockSkewMs) / 1000)).toBeLessThanOrEqual(2);
  });

  test('is looked at although the sign-in failed, and then named as a possible cause', async () => {
    const { ewsUrl } = await start({ clockSkewMs: 3_600_000 });
    const credentials = {
      kind: 'password' as const,
      user: 'svc-raccordo',
      domain: 'AZIENDA',
      password: 'sbagliata-2026',
    };
    const { signIn, clock } = await diagnose(serviceOptions(ewsUrl, { credentials }));
    expect(clock.code).toBe('clock_far_off');
    expect(remedyCodes(signIn)).toContain('set_clock');
  });
});
