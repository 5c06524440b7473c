import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import { diagnose, MARIO, remedyCodes, SERVICE_USER, serviceOptions } from '../../../../test/support/ews/diagnosis.ts';
import { errorAnswer, startGateway } from '../../../../test/support/gateway.ts';
import type { EwsOptions } from '../options.ts';

const SID = 'S-1-5-21-1493619105-1843311271-3936346804-1118';
const GIULIA = { ...MARIO, user: 'giulia', smtp: 'giulia@azienda.example', displayName: 'Giulia', aliases: [] };

let simulator: RunningSimulator;
beforeAll(async () => {
  const users = [SERVICE_USER, { ...MARIO, sid: SID }, { ...GIULIA, principalName: 'gbianchi@ad.azienda.example' }];
  simulator = await startSimulator({ users });
});
afterAll(() => simulator.close());

const mailboxOf = async (impersonateAs: NonNullable<EwsOptions['impersonateAs']>) =>
  (await diagnose(serviceOptions(simulator.ewsUrl, { impersonateAs }))).mailbox;

describe('a mailbox that is opened under a principal name or a SID', () => {
  test('of its owner opens', async () => {
    const { state, code, details } = await mailboxOf({ kind: 'sid', value: SID });
    expect([state, code]).toEqual(['ok', 'mailbox_owner_opened']);
    expect(details).toMatchObject({ mailbox: MARIO.smtp, primary: MARIO.smtp });
  });

  test('of somebody else is another mailbox', async () => {
    const mailbox = await mailboxOf({ kind: 'principalName', value: 'gbianchi@ad.azienda.example' });
    expect([mailbox.state, mailbox.code]).toEqual(['failed', 'mailbox_owner_another']);
    expect(remedyCodes(mailbox)).toEqual(['find_owner_name']);
  });

  test('of nobody says how to find the right one', async () => {
    const mailbox = await mailboxOf({ kind: 'principalName', value: 'nessuno@ad.azienda.example' });
    expect(mailbox).toMatchObject({
      code: 'mailbox_owner_unknown',
      details: { answer: 'ErrorNonExistentMailbox' },
      remedies: [
        {
          code: 'find_owner_name',
          commands: [`Get-User -Identity '${MARIO.smtp}' | Format-List UserPrincipalName,Sid,LinkedMasterAccount`],
        },
      ],
    });
  });

  test('of a server that leaves names of mailboxes unread may be anybody’s', async () => {
    const gateway = await startGateway(simulator.ewsUrl, {
      request: (body) => body.replace(/<t:Mailbox>.*?<\/t:Mailbox>/g, ''),
    });
    onTestFinished(() => gateway.close());
    const options = serviceOptions(gateway.url, { impersonateAs: { kind: 'sid', value: SID }, signIn: 'basic' });
    const { mailbox } = await diagnose(options);
    expect([mailbox.state, mailbox.code]).toEqual(['failed', 'mailbox_owner_not_told']);
    expect(remedyCodes(mailbox)).toEqual(['impersonate_by_address']);
  });

  test('is told as it is where the server cannot say at the moment whose it is', async () => {
    const gateway = await startGateway(simulator.ewsUrl, {
      request: (body) =>
        body.includes('<t:Mailbox>') ? errorAnswer('GetFolder', 'ErrorMailboxStoreUnavailable') : body,
    });
    onTestFinished(() => gateway.close());
    const options = serviceOptions(gateway.url, { impersonateAs: { kind: 'sid', value: SID }, signIn: 'basic' });
    const { mailbox } = await diagnose(options);
    expect(mailbox).toMatchObject({
      code: 'mailbox_unavailable',
      details: { answer: 'ErrorMailboxStoreUnavailable' },
    });
  });

  test.each([
    'ErrorInvalidSid',
    'ErrorInvalidUserPrincipalName',
    'ErrorInvalidUserSid',
    'ErrorInvalidUserSidMissingUPN',
  ])('%s is about that name', async (code) => {
    simulator.faults.inject({ fault: { kind: 'soapFault', code }, times: Number.POSITIVE_INFINITY });
    const mailbox = await mailboxOf({ kind: 'sid', value: SID }).finally(() => simulator.faults.clear());
    expect(mailbox).toMatchObject({ code: 'mailbox_owner_unknown', details: { answer: code } });
  });

  test('for which the right is missing needs the right all the same', async () => {
    simulator.faults.inject({
      fault: { kind: 'soapFault', code: 'ErrorImpersonateUserDenied' },
      times: Number.POSITIVE_INFINITY,
    });
    const mailbox = await mailboxOf({ kind: 'sid', value: SID }).finally(() => simulator.faults.clear());
    expect(mailbox.code).toBe('mailbox_impersonation_denied');
  });
});
