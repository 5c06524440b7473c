import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import { failure } from '../../../../test/support/ews/channel.ts';
import { MARIO, SERVICE_USER, serviceOptions } from '../../../../test/support/ews/diagnosis.ts';
import { connectEws } from '../index.ts';
import type { EwsOptions } from '../options.ts';

const SID = 'S-1-5-21-1493619105-1843311271-3936346804-1118';
const PRINCIPAL = 'mrossi@ad.azienda.example';
const GIULIA = { ...MARIO, user: 'giulia', smtp: 'giulia@azienda.example', displayName: 'Giulia', aliases: [] };
const PRINCIPAL_OF_GIULIA = 'gbianchi@ad.azienda.example';

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator({
    users: [
      SERVICE_USER,
      { ...MARIO, sid: SID, principalName: PRINCIPAL },
      { ...GIULIA, principalName: PRINCIPAL_OF_GIULIA },
    ],
    captureBodies: true,
  });
});
beforeEach(() => simulator.requests.clear());
afterAll(() => simulator.close());

async function identified(changes: Partial<EwsOptions> = {}) {
  const side = connectEws(serviceOptions(simulator.ewsUrl, changes));
  try {
    return await side.identify();
  } finally {
    await side.close();
  }
}

describe('an account acts as the owner of a mailbox', () => {
  test.each([
    [undefined, `<t:PrimarySmtpAddress>${MARIO.smtp}</t:PrimarySmtpAddress>`],
    [{ kind: 'principalName', value: PRINCIPAL }, `<t:PrincipalName>${PRINCIPAL}</t:PrincipalName>`],
    [{ kind: 'sid', value: SID }, `<t:SID>${SID}</t:SID>`],
  ] as const)('named by %j', async (impersonateAs, header) => {
    const { smtp } = await identified(impersonateAs === undefined ? {} : { impersonateAs });
    expect(smtp).toBe(MARIO.smtp);
    const worked = simulator.requests.all().filter(({ operation }) => operation !== null);
    expect(worked.map(({ mailbox }) => mailbox)).toEqual(worked.map(() => MARIO.smtp));
    for (const { requestBody } of worked) expect(requestBody).toContain(`<t:ConnectingSID>${header}</t:ConnectingSID>`);
  });

  test.each([
    ['somebody else', { kind: 'principalName', value: PRINCIPAL_OF_GIULIA }, 'impersonated_another'],
    ['the owner, while nobody has the named address', { kind: 'sid', value: SID }, 'ErrorNonExistentMailbox'],
  ] as const)('of %s: nothing but the folders is asked', async (who, impersonateAs, code) => {
    const mailbox = who === 'somebody else' ? MARIO.smtp : 'nessuno@azienda.example';
    expect(await failure(identified({ impersonateAs, mailbox }))).toMatchObject({ code, disposition: 'reauth' });
    expect(new Set(simulator.requests.all().flatMap(({ operation }) => operation ?? []))).toEqual(
      new Set(['GetFolder']),
    );
  });

  test('an item of somebody else is not read either, although its id is known', async () => {
    const { id } = simulator.mailbox(GIULIA.smtp).add('contacts', 'Contact', { Surname: 'Verdi' });
    const impersonateAs = { kind: 'principalName', value: PRINCIPAL_OF_GIULIA } as const;
    const side = connectEws(serviceOptions(simulator.ewsUrl, { impersonateAs }));
    onTestFinished(() => side.close());
    const error = await failure(side.read('contacts', [id]));
    expect(error.code).toBe('impersonated_another');
  });

  test('who cannot be shown to be the owner does not pass, whatever the server thinks of the question', async () => {
    // The request for the version and that for the own folders come first.
    const fault = { kind: 'soapFault', code: 'ErrorInvalidRequest' } as const;
    simulator.faults.inject({ operation: 'GetFolder', fault, skip: 2, times: 4 });
    const error = await failure(identified({ impersonateAs: { kind: 'sid', value: SID } }));
    simulator.faults.clear();
    expect(error).toMatchObject({ code: 'impersonated_not_told', details: { mailbox: MARIO.smtp } });
  });

  test('a further address of the mailbox: the error names the primary one, and what to do', async () => {
    const error = await failure(identified({ mailbox: 'M.Rossi@azienda.example' }));
    expect(error).toMatchObject({
      code: 'mailbox_address_not_primary',
      disposition: 'reauth',
      details: { primary: MARIO.smtp },
    });
  });

  test.each([
    [{ kind: 'sid', value: 'S-1-5-21-1-2-3-4' }, 'ErrorNonExistentMailbox'],
    [{ kind: 'sid', value: 'mario' }, 'ErrorInvalidExchangeImpersonationHeaderData'],
    [{ kind: 'principalName', value: 'nessuno@ad.azienda.example' }, 'ErrorNonExistentMailbox'],
  ] as const)('%j leads to nobody: %s', async (impersonateAs, code) => {
    expect(await failure(identified({ impersonateAs }))).toMatchObject({ code, disposition: 'reauth' });
  });
});
