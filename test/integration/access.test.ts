import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuthScheme } from '../../simulator/index.ts';
import { DELEGATE, GIULIA, MARIO, SERVICE } from '../support/configuration.ts';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

let world: World;
let crm: AsyncDisposable;
afterEach(async () => {
  await crm[Symbol.asyncDispose]();
  await world.close();
});

async function openFilledWorld(auth: readonly AuthScheme[]): Promise<void> {
  world = await openWorld({ auth });
  crm = await world.openCrm();
  world.mailbox.add('contacts', 'Contact', { GivenName: 'Di', Surname: 'Mario' });
  world.simulator.mailbox(SERVICE.smtp).add('contacts', 'Contact', { GivenName: 'Del', Surname: 'Servizio' });
}

const OWN = { delegate: undefined };
const passages = () =>
  new Set(
    world.simulator.requests
      .all()
      .flatMap(({ operation, user, mailbox }) => (operation === null ? [] : [`${user} → ${mailbox}`])),
  );

describe.each([['basic'], ['ntlm']] as const)('signed in with %s', (scheme) => {
  beforeEach(() => openFilledWorld([scheme]));

  test('own credentials open the own mailbox', async () => {
    const credentials = { user: `AZIENDA\\${MARIO.user}`, password: MARIO.password };
    await world.apply({ profile: OWN, account: { credentials } });
    const [run] = await world.sync();
    expect(run).toMatchObject({ outcome: 'done', counts: { createdInCrm: 1 } });
    expect(passages()).toEqual(new Set([`${MARIO.user} → ${MARIO.smtp}`]));
  });

  test('a service account works in the mailbox that it impersonates, and never in its own', async () => {
    const own = () => world.simulator.mailbox(SERVICE.smtp).items('contacts');
    const before = own();
    await world.apply({ profile: { signIn: scheme } });
    const [run] = await world.sync();
    expect(run).toMatchObject({ outcome: 'done', counts: { createdInCrm: 1 } });
    expect(passages()).toEqual(new Set([`${SERVICE.user} → ${MARIO.smtp}`]));
    expect(own()).toEqual(before);
  });

  test('without the right to impersonate the run fails and says which right is missing', async () => {
    const delegate = { user: GIULIA.user, password: GIULIA.password };
    await world.apply({ profile: { delegate } });
    const [run] = await world.sync([], { exitCode: 4 });
    expect(run).toMatchObject({ outcome: 'failed', problem: { code: 'ErrorImpersonateUserDenied' } });
  });
});

describe('switched off', () => {
  beforeEach(() => openFilledWorld(['ntlm', 'basic']));

  test('a profile that is not active synchronises nothing and loses nothing', async () => {
    await world.apply({ contacts: { deleteExchangeToCrm: true } });
    await world.sync();
    await world.apply({ profile: { active: false }, contacts: { deleteExchangeToCrm: true } });
    const [item] = world.mailbox.items('contacts');
    world.mailbox.delete(item?.id ?? '');
    world.simulator.requests.clear();
    await world.sync([], { exitCode: null });
    expect(world.simulator.requests.all()).toEqual([]);
    const list = async () => (await world.command(['contacts', 'list', '--json'])).json<{ total: number }>().total;
    expect(await list()).toBe(1);

    await world.apply({ contacts: { deleteExchangeToCrm: true } });
    const [run] = await world.sync();
    expect(run?.counts?.deletedInCrm).toBe(1);
    expect(await list()).toBe(0);
  });

  test('an item type that is off in the account is left alone', async () => {
    await world.apply({ account: { synchronise: { contacts: false } } });
    const runs = await world.sync();
    expect(runs.map(({ itemType }) => itemType)).toEqual(['appointments']);
  });

  test('a password changed in the profile serves the next run', async () => {
    await world.apply({ profile: { delegate: { ...DELEGATE, password: 'vecchia' } } });
    const [refused] = await world.sync([], { exitCode: 4 });
    expect(refused?.problem?.code).toBe('sign_in_refused');
    await world.apply();
    const [run] = await world.sync();
    expect(run?.outcome).toBe('done');
  });
});
