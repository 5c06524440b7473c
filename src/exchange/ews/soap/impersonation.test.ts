import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import { failure } from '../../../../test/support/ews/channel.ts';
import { MARIO, SERVICE_USER, serviceOptions } from '../../../../test/support/ews/diagnosis.ts';
import { connectEws } from '../index.ts';
import type { EwsOptions } from '../options.ts';

const SID = 'S-1-5-21-1493619105-1843311271-3936346804-1118';
const PRINCIPAL = 'mrossi@ad.azienda.example';

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator({
    users: [SERVICE_USER, { ...MARIO, sid: SID, principalName: PRINCIPAL }],
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
