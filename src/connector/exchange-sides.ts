import type { ExchangeSide } from '../exchange/port.ts';
import type { AccountTarget } from './account-target.ts';
import { assertClaimGranted } from './account-target.ts';
import { ewsOptionsOfTarget } from './ews-options.ts';
import type { ConnectorParts } from './parts.ts';

/**
 * One side per account, kept between runs, so that signed-in connections, the server's version and the mailbox's
 * identity are found out once. Another one is made when anything of the connection changes.
 */
export interface ExchangeSides {
  /** @throws ConnectorError `secret_unreadable`, `credentials_missing`, `impersonated_name_missing`; `claim_waiting`, `claim_refused`: not the user's mailbox */
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
      // Here, because every way to a mailbox leads through here.
      assertClaimGranted(target);
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
export function connectionKey({ account, profile, user }: AccountTarget): string {
  const { serverUrl, delegate, oauth, impersonateBy, signIn, exchangeVersion, tls, allowInsecureHttp } = profile;
  const { mailbox, impersonate, credentials } = account;
  return JSON.stringify([
    serverUrl,
    delegate,
    oauth,
    impersonateBy,
    signIn,
    exchangeVersion,
    tls,
    allowInsecureHttp,
    mailbox,
    impersonate,
    credentials,
    user.timeZone,
  ]);
}

function connect(parts: Needed, target: AccountTarget): ExchangeSide {
  return parts.connectExchange({
    ...ewsOptionsOfTarget(parts, target),
    onRequest: ({ operation, clientRequestId, durationMs, httpStatus, errorCode }) =>
      parts.log.debug('exchange request', {
        accountId: target.account.id,
        operation,
        requestId: clientRequestId,
        durationMs,
        ...(httpStatus === null ? {} : { status: httpStatus }),
        ...(errorCode === null ? {} : { code: errorCode }),
      }),
  });
}
