import type { RunningSimulator, SimulatorUser } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { ApiWorld, SignedIn } from '../../src/api/testing/api-world.ts';
import { openApiWorld } from '../../src/api/testing/api-world.ts';

/** Password of the service account. */
export const SERVICE = 'Servizio-2026';

/** The product beside an Exchange with the mailboxes of Giulia and Paolo, and the administrator Amelia. */
export interface MailboxWorld {
  readonly world: ApiWorld;
  readonly exchange: RunningSimulator;
  readonly amelia: SignedIn;
  readonly giulia: SignedIn;
  readonly paolo: SignedIn;
  /** Leaves no account for the next test. */
  forgetAccounts(): Promise<void>;
  close(): Promise<void>;
}

/** A mailbox of the company, with `NAME-2026` as its password. */
export function mailboxOf(user: string, more: Partial<SimulatorUser> = {}): SimulatorUser {
  return {
    user,
    password: `${user}-2026`,
    domain: 'BRENTA',
    smtp: `${user}@brenta.example`,
    displayName: user,
    ...more,
  };
}

/**
 * Profiles: `sede` with a service account, `own` without, `down` whose server does not answer, and `off`, which is not
 * active, where a test asks for it.
 */
export async function openMailboxWorld(
  options: { readonly mailboxes?: readonly SimulatorUser[]; readonly inactiveProfile?: boolean } = {},
): Promise<MailboxWorld> {
  const exchange = await startSimulator({
    users: [
      mailboxOf('svc', { password: SERVICE, mayImpersonate: true }),
      mailboxOf('giulia', { displayName: 'Giulia Rossi', aliases: ['g.rossi@brenta.example'] }),
      mailboxOf('paolo', { displayName: 'Paolo Rossi' }),
      ...(options.mailboxes ?? []),
    ],
  });
  const world = await openApiWorld();
  const amelia = await world.signIn('amelia', 'administrator');
  const giulia = await world.signIn('giulia');
  const paolo = await world.signIn('paolo');
  const server = { serverUrl: exchange.ewsUrl, allowInsecureHttp: true };
  const delegate = { user: 'BRENTA\\svc', password: SERVICE };
  const profiles = [
    { name: 'sede', title: 'Sede', ...server, delegate },
    { name: 'own', title: 'Own', ...server },
    ...(options.inactiveProfile === true ? [{ name: 'off', title: 'Off', active: false, ...server, delegate }] : []),
    { name: 'down', title: 'Down', serverUrl: 'http://127.0.0.1:9', allowInsecureHttp: true, delegate },
  ];
  for (const body of profiles) await amelia.call('POST', '/api/profiles', { body });
  const { settings } = world.connector.parts;
  return {
    world,
    exchange,
    amelia,
    giulia,
    paolo,
    forgetAccounts: async () => {
      for (const { id } of await settings.listAccounts()) await settings.deleteAccount(id, null);
    },
    close: async () => {
      await world.close();
      await exchange.close();
    },
  };
}

/** Makes an account of the caller on the profile `sede`. */
export function claim(who: SignedIn, mailbox: string, more: object = {}): ReturnType<SignedIn['call']> {
  return who.call('POST', '/api/accounts', { body: { profile: 'sede', mailbox, ...more } });
}
