import type { SimulatorUser } from '../../simulator/index.ts';
import { DEFAULT_USERS } from '../../simulator/index.ts';

/** A JSON document is a YAML document, so tests need no writer for it. */
export type Settings = Readonly<Record<string, unknown>>;

export interface ConfigurationOptions {
  readonly serverUrl: string;
  /** Merged over the profile. */
  readonly profile?: Settings;
  readonly contacts?: Settings;
  readonly appointments?: Settings;
  /** Merged over the account. */
  readonly account?: Settings;
}

const [SERVICE, MARIO, GIULIA] = DEFAULT_USERS as readonly [SimulatorUser, SimulatorUser, SimulatorUser];

export { GIULIA, MARIO, SERVICE };

/** The service account of the simulator, which opens every mailbox. */
export const DELEGATE = { user: `AZIENDA\\${SERVICE.user}`, password: SERVICE.password };

/** One user, one profile with a service account, one account: everything else has its default. */
export function configuration(options: ConfigurationOptions): string {
  const { serverUrl, profile = {}, contacts = {}, appointments = {}, account = {} } = options;
  return JSON.stringify({
    users: [{ name: 'mario', displayName: MARIO.displayName, email: MARIO.smtp }],
    profiles: [
      {
        name: 'sede',
        serverUrl,
        allowInsecureHttp: serverUrl.startsWith('http:'),
        delegate: DELEGATE,
        contacts,
        appointments,
        ...profile,
      },
    ],
    accounts: [{ name: 'mario', user: 'mario', profile: 'sede', mailbox: MARIO.smtp, ...account }],
  });
}
