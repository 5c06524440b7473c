import type { ExchangeSide } from '../exchange/port.ts';
import { ConnectorError, parseTimeZoneId } from '../model/index.ts';
import type { Credentials } from '../settings/settings.ts';
import type { AccountTarget } from './account-target.ts';
import type { ConnectorParts } from './parts.ts';
import { accountPasswordIdentity, delegatePasswordIdentity } from './secret-identity.ts';

/**
 * One side per account, kept between runs, so that signed-in connections, the server's version and the mailbox's
 * identity are found out once. Another one is made when anything of the connection changes.
 */
export interface ExchangeSides {
  /** @throws ConnectorError `secret_unreadable` when the stored password does not open */
  sideFor(target: AccountTarget): ExchangeSide;
  /** Makes the next call connect anew: after a refused sign-in nothing of the old connection is worth keeping. */
  forget(accountId: string): Promise<void>;
  closeAll(): Promise<void>;
}

type Needed = Pick<ConnectorParts, 'connectExchange' | 'secrets' | 'tuning' | 'log'>;

export function createExchangeSides(parts: Needed): ExchangeSides {
  const open = new Map<string, { readonly key: string; readonly side: ExchangeSide }>();
  const close = async (accountId: string) => {
    const entry = open.get(accountId);
    open.delete(accountId);
    await entry?.side.close();
  };
  return {
    sideFor: (target) => {
      const { id } = target.account;
      const key = connectionKey(target);
      const known = open.get(id);
      if (known?.key === key) return known.side;
      void close(id);
      const side = connect(parts, target);
      open.set(id, { key, side });
      return side;
    },
    forget: close,
    closeAll: async () => {
      await Promise.all([...open.keys()].map(close));
    },
  };
}

/** Everything that a connection is made of; the passwords are in it as they are stored. */
function connectionKey({ account, profile, user }: AccountTarget): string {
  const { serverUrl, delegate, signIn, exchangeVersion, tls, allowInsecureHttp } = profile;
  const { mailbox, credentials } = account;
  return JSON.stringify([
    serverUrl,
    delegate,
    signIn,
    exchangeVersion,
    tls,
    allowInsecureHttp,
    mailbox,
    credentials,
    user.timeZone,
  ]);
}

function connect(parts: Needed, target: AccountTarget): ExchangeSide {
  const { account, profile } = target;
  const { credentials, identity } = credentialsOf(target);
  return parts.connectExchange({
    url: profile.serverUrl,
    mailbox: account.mailbox,
    homeZone: parseTimeZoneId(target.user.timeZone),
    credentials: {
      user: credentials.user,
      domain: credentials.domain,
      password: parts.secrets.open(credentials.password, identity),
    },
    access: profile.delegate === null ? 'own' : profile.delegate.accessModel,
    signIn: profile.signIn,
    exchangeVersion: profile.exchangeVersion,
    tls: profile.tls,
    allowInsecureHttp: profile.allowInsecureHttp,
    timeoutMs: parts.tuning.exchangeTimeoutMs,
    maxConnections: parts.tuning.connectionsPerMailbox,
    onRequest: ({ operation, clientRequestId, durationMs, httpStatus, errorCode }) =>
      parts.log.debug('exchange request', {
        accountId: account.id,
        operation,
        requestId: clientRequestId,
        durationMs,
        ...(httpStatus === null ? {} : { status: httpStatus }),
        ...(errorCode === null ? {} : { code: errorCode }),
      }),
  });
}

function credentialsOf({ account, profile }: AccountTarget): { credentials: Credentials; identity: string } {
  if (profile.delegate !== null) {
    return { credentials: profile.delegate, identity: delegatePasswordIdentity(profile.id) };
  }
  if (account.credentials !== null) {
    return { credentials: account.credentials, identity: accountPasswordIdentity(account.id) };
  }
  throw new ConnectorError({
    code: 'credentials_missing',
    disposition: 'reauth',
    message: `account ${account.name} has no credentials, and profile ${profile.name} no delegate account`,
    details: { account: account.name, profile: profile.name },
  });
}
