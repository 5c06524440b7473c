import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import { failure } from '../../../../test/support/ews/channel.ts';
import { MARIO, ownOptions, SERVICE_USER, serviceOptions } from '../../../../test/support/ews/diagnosis.ts';
import type { Dialect } from '../../../../test/support/gateway.ts';
import { errorAnswer, startGateway } from '../../../../test/support/gateway.ts';
import type { EwsOptions } from '../index.ts';
import { assertEwsMailboxIsOwn, connectEws } from '../index.ts';

const GIULIA = { ...MARIO, user: 'giulia', smtp: 'giulia@azienda.example', displayName: 'Giulia', aliases: [] };

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: [SERVICE_USER, MARIO, GIULIA], captureBodies: true });
});
afterAll(() => simulator.close());

/** Works once in the mailbox, as the first contact of a run, of a person who looks into it, or of a claim does. */
const CONTACTS: Readonly<Record<string, (options: EwsOptions) => Promise<unknown>>> = {
  'the first contact of a run': (options) => used(options, (side) => side.identify()),
  'a look into the mailbox': (options) => used(options, (side) => side.browse('contacts', { offset: 0, limit: 5 })),
  'a claim': assertEwsMailboxIsOwn,
};

async function used<T>(options: EwsOptions, work: (side: ReturnType<typeof connectEws>) => Promise<T>): Promise<T> {
  const side = connectEws(options);
  try {
    return await work(side);
  } finally {
    await side.close();
  }
}

const named = () => simulator.requests.all().filter(({ requestBody }) => requestBody?.includes('<t:Mailbox>'));

describe.each(Object.entries(CONTACTS))('%s with own credentials', (_, contact) => {
  test.each([MARIO.smtp, 'M.Rossi@azienda.example'])('opens the own mailbox, named %s', async (mailbox) => {
    await contact(ownOptions(simulator.ewsUrl, { mailbox }));
  });

  test('is refused where the mailbox of somebody else is named, before anything of the own one is read', async () => {
    simulator.requests.clear();
    const error = await failure(contact(ownOptions(simulator.ewsUrl, { mailbox: GIULIA.smtp })));
    expect(error).toMatchObject({ code: 'mailbox_not_own', disposition: 'reauth', details: { mailbox: GIULIA.smtp } });
    const operations = simulator.requests.all().flatMap(({ operation }) => operation ?? []);
    expect(new Set(operations)).toEqual(new Set(['GetFolder']));
  });

  test('is refused where the named mailbox opens too, by rights on it: it is another one all the same', async () => {
    const url = await behind({ answer: (body) => body.replace(/(FolderId Id=")/, '$1shared-') });
    const error = await failure(contact(basicOptions(url)));
    expect(error.code).toBe('mailbox_not_own');
  });

  test('is refused where nobody has the named address', async () => {
    const error = await failure(contact(ownOptions(simulator.ewsUrl, { mailbox: 'nessuno@azienda.example' })));
    expect(error.code).toBe('ErrorNonExistentMailbox');
  });

  test('goes on where the server opens no folder by an address, and so does not tell', async () => {
    await contact(basicOptions(await behind({ request: () => errorAnswer('GetFolder', 'ErrorInvalidRequest') })));
  });

  test('is put off where the server cannot answer now', async () => {
    const url = await behind({ request: () => errorAnswer('GetFolder', 'ErrorMailboxStoreUnavailable') });
    expect(await failure(contact(basicOptions(url)))).toMatchObject({ code: 'ErrorMailboxStoreUnavailable' });
  });
});

test('a connection is asked once whose mailbox it opens', async () => {
  simulator.requests.clear();
  await used(ownOptions(simulator.ewsUrl), async (side) => {
    await side.identify();
    await side.browse('contacts', { offset: 0, limit: 5 });
    await side.identify();
  });
  expect(named()).toHaveLength(1);
});

test('a refused connection stays refused', async () => {
  await used(ownOptions(simulator.ewsUrl, { mailbox: GIULIA.smtp }), async (side) => {
    await failure(side.identify());
    expect((await failure(side.identify())).code).toBe('mailbox_not_own');
  });
});

test('a service account opens the mailboxes of others: there is nothing to ask', async () => {
  simulator.requests.clear();
  await used(serviceOptions(simulator.ewsUrl), (side) => side.identify());
  expect(named()).toEqual([]);
});

/** The gateway makes new connections, which NTLM does not survive. */
const basicOptions = (url: string) => ownOptions(url, { signIn: 'basic' });

/** Changes only the talk about a mailbox that is named by its address. */
async function behind(dialect: Dialect): Promise<string> {
  let isNamed = false;
  const gateway = await startGateway(simulator.ewsUrl, {
    request: (body, operation, headers) => {
      isNamed = body.includes('<t:Mailbox>');
      return isNamed ? (dialect.request?.(body, operation, headers) ?? body) : body;
    },
    answer: (body, operation) => (isNamed ? (dialect.answer?.(body, operation) ?? body) : body),
  });
  onTestFinished(() => gateway.close());
  return gateway.url;
}
