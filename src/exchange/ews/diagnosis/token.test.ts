import { describe, expect, test } from 'vitest';
import {
  APPLICATION,
  applicationOf,
  CLIENT_ID,
  oauthFixture,
  startTokenExchange,
  tokenOptions,
} from '../../../../test/support/ews/application.ts';
import { diagnose, MARIO, oddSteps, ownOptions, remedyCodes } from '../../../../test/support/ews/diagnosis.ts';
import type { ClientProof } from '../options.ts';

/** Every change that an administrator could have made wrong, and what the test of the connection says. */
const wrongSecret: ClientProof = { kind: 'secret', secret: 'falso' };
const otherCertificate: ClientProof = {
  kind: 'certificate',
  certificatePem: oauthFixture('successor.cert'),
  privateKeyPem: oauthFixture('successor.key'),
};

describe('an application', () => {
  test('without faults: it gets a token, Exchange takes it, and the mailbox opens', async () => {
    const steps = await diagnose(tokenOptions(await startTokenExchange()));
    expect(oddSteps(steps)).toEqual([]);
    expect(steps.token).toMatchObject({ code: 'token_given', details: { client: CLIENT_ID } });
    expect(steps.signIn).toMatchObject({ code: 'signed_in', details: { scheme: 'Bearer', user: CLIENT_ID } });
    expect(steps.mailbox.code).toBe('mailbox_opened');
  });

  test('without a mailbox to try it with, the sign-in shows all the same', async () => {
    const simulator = await startTokenExchange();
    const steps = await diagnose(tokenOptions(simulator, applicationOf(simulator), { mailbox: '' }));
    expect(steps.signIn.code).toBe('signed_in');
    expect(steps.version.code).toBe('version_told');
    expect(steps.mailbox.code).toBe('no_mailbox');
  });

  test.each([
    ['a wrong secret', { proof: wrongSecret }, 'token_secret_refused', ['make_secret']],
    ['an unknown certificate', { proof: otherCertificate }, 'token_certificate_refused', ['register_certificate']],
    [
      'a key of another certificate',
      { proof: { ...otherCertificate, certificatePem: oauthFixture('application.cert') } },
      'client_key_mismatch',
      ['enter_certificate_and_key'],
    ],
    ['another application', { clientId: 'a’b' }, 'token_application_refused', ['check_application']],
    ['a wrong scope', { scope: 'x' }, 'token_scope_refused', ['check_scope']],
    ['a token address that is none', { tokenUrl: 'nonsense' }, 'token_url_invalid', ['check_token_url']],
    ['an endpoint without https', { tokenUrl: 'http://localhost:1/x' }, 'token_url_invalid', ['check_token_url']],
    [
      'a port where nobody listens',
      { tokenUrl: 'https://localhost:1/x' },
      'token_endpoint_unreachable',
      ['reach_token_endpoint'],
    ],
  ] as const)('with %s', async (_, change, code, remedies) => {
    const simulator = await startTokenExchange();
    const steps = await diagnose(tokenOptions(simulator, applicationOf(simulator, undefined, change)));
    expect(steps.token).toMatchObject({ state: 'failed', code });
    expect(remedyCodes(steps.token)).toEqual(remedies);
    expect(steps.signIn.code).toBe('earlier_failed');
    for (const { commands } of steps.token.remedies)
      for (const command of commands) expect(command).not.toMatch(/'appId eq ''a’b'/);
  });

  test('whose endpoint misbehaves', async () => {
    const simulator = await startTokenExchange();
    for (const [fault, code] of [
      [{ kind: 'page' }, 'token_answer_unusable'],
      [{ kind: 'status', status: 503 }, 'token_endpoint_in_trouble'],
      [{ kind: 'drop' }, 'token_endpoint_unreachable'],
    ] as const) {
      simulator.tokens.fail(fault);
      // What is remembered of the last test does not count.
      expect((await diagnose(tokenOptions(simulator))).token.code).toBe(code);
    }
    expect((await diagnose(tokenOptions(simulator))).token.code).toBe('token_given');
  });

  test('whose token is for something else', async () => {
    const simulator = await startTokenExchange();
    const graph = applicationOf(simulator, undefined, { scope: 'https://graph.microsoft.com/.default' });
    const { token, signIn } = await diagnose(tokenOptions(simulator, graph));
    expect(token.code).toBe('token_given');
    expect(signIn).toMatchObject({ code: 'token_not_accepted', details: { reason: 'invalid_resource' } });
    expect(remedyCodes(signIn)).toEqual(['check_scope']);
  });

  test('that has no permission: the commands that grant it; afterwards it works at once', async () => {
    const simulator = await startTokenExchange({ applications: [{ ...APPLICATION, consented: false }] });
    const { signIn } = await diagnose(tokenOptions(simulator));
    expect(signIn.code).toBe('token_permission_missing');
    expect(signIn.remedies[0]?.commands[0]).toBe(
      `$application = Get-MgServicePrincipal -Filter 'appId eq ''${CLIENT_ID}'''`,
    );
    simulator.tokens.change(CLIENT_ID, { consented: true });
    expect(oddSteps(await diagnose(tokenOptions(simulator)))).toEqual([]);
  });

  test('that may act for others only: no command of Exchange for a user', async () => {
    const simulator = await startTokenExchange({ applications: [{ ...APPLICATION, mayImpersonate: [] }] });
    const { mailbox } = await diagnose(tokenOptions(simulator));
    expect(mailbox.code).toBe('mailbox_impersonation_denied');
    expect(remedyCodes(mailbox)).toEqual(['grant_application_permission']);
  });

  test('at a server that knows passwords only', async () => {
    const tokens = await startTokenExchange();
    const passwords = await startTokenExchange({ applications: [], auth: ['ntlm'] });
    const { signIn } = await diagnose(tokenOptions(tokens, applicationOf(tokens), { url: passwords.ewsUrl }));
    expect(signIn).toMatchObject({ code: 'token_not_offered', details: { offered: 'Negotiate, NTLM' } });
    expect(remedyCodes(signIn)).toEqual(['take_tokens']);
  });
});

test('with a password no token is looked at, and none is asked for', async () => {
  const simulator = await startTokenExchange({ auth: ['ntlm'] });
  const { tls } = tokenOptions(simulator);
  const steps = await diagnose(ownOptions(simulator.ewsUrl, { tls, mailbox: MARIO.smtp }));
  expect(steps.token).toMatchObject({ state: 'skipped', code: 'no_token_needed' });
  expect(steps.signIn.code).toBe('signed_in');
  expect(simulator.tokens.requests).toBe(0);
});
