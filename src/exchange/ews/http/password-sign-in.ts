import type { ConnectorError } from '../../../model/index.ts';
import type { AuthScheme, Offer } from '../auth/index.ts';
import {
  basicAuthorization,
  findOffer,
  isOffered,
  readOffers,
  SCHEME_PREFERENCE,
  startNtlmHandshake,
} from '../auth/index.ts';
import { ownError } from '../errors/index.ts';
import type { PasswordCredentials } from '../options.ts';
import type { RawAnswer } from './connection.ts';
import type { SignIn, SignInAttempt, SignInConnection } from './sign-in.ts';

interface PasswordSignInOptions {
  readonly credentials: PasswordCredentials;
  readonly mode: 'auto' | 'basic' | 'ntlm';
  /** Host name without port: what the service principal name is made of. */
  readonly hostname: string;
  /** With port, for error messages. */
  readonly host: string;
}

/** A 401 that names no way at all comes from servers that know only one. */
const UNSAID: readonly Offer[] = [{ scheme: 'Basic', token: null }];

/** Answers that mean the same whoever asks and whatever is in the body. */
function saysEnough(status: number): boolean {
  return (status >= 300 && status < 400) || [403, 404, 405, 410, 429, 440, 503].includes(status);
}

/** So long a refusal stands for the requests that follow: each further try would count against the lockout. */
const REFUSED_MS = 60_000;

export function createPasswordSignIn(options: PasswordSignInOptions): SignIn {
  const fixed: readonly AuthScheme[] | null =
    options.mode === 'basic' ? ['Basic'] : options.mode === 'ntlm' ? ['NTLM', 'Negotiate'] : null;
  const allowed = fixed ?? SCHEME_PREFERENCE;
  const basic = basicAuthorization(options.credentials);
  /** `null`: not known yet. `none`: the server has not asked so far. */
  let scheme: AuthScheme | 'none' | null = fixed?.[0] ?? null;
  /** These credentials have worked on this channel, so a 401 is more likely the server's trouble than ours. */
  let isProven = false;
  /** What the server offered when it was asked last. */
  let lastOffers: readonly Offer[] = [];
  /** It has looked at these credentials and does not want them. */
  let refusal: { readonly error: ConnectorError; readonly at: number } | null = null;

  return { begin };

  function begin(): SignInAttempt {
    /** Offered, and answered with no challenge: the server has no ear for NTLM under that name. No password was shown. */
    const deaf = new Set<AuthScheme>();
    let mayTryAgain = true;
    let brokenHandshakes = 0;

    const choose = (offers: readonly Offer[]) => {
      const next = allowed.find((candidate) => isOffered(offers, candidate) && !deaf.has(candidate));
      if (next !== undefined) {
        scheme = next;
        return;
      }
      scheme = fixed?.[0] ?? null;
      if (deaf.size > 0) throw unheardError(options, [...deaf]);
      throw ownError('sign_in_unsupported', 'The server offers no way to sign in that may be used here.', {
        details: {
          host: options.host,
          offered: offers
            .map((offer) => offer.scheme)
            .join(', ')
            .slice(0, 200),
        },
      });
    };

    /** @returns whether to go on with a fresh connection although the scheme stays */
    const onRefused = (used: AuthScheme, offers: readonly Offer[], isChallenged: boolean): boolean => {
      if (isProven && mayTryAgain) {
        mayTryAgain = false;
        return true;
      }
      // A server that offers something else never looked at what we sent.
      const isOffering = offers.length === 0 || isOffered(offers, used);
      if (used === 'Basic' ? isOffering : isChallenged) {
        refusal = { error: refusedError(options, used), at: performance.now() };
        throw refusal.error;
      }
      if (isOffering) deaf.add(used);
      choose(offers.filter((offer) => offer.scheme.toLowerCase() !== used.toLowerCase()));
      return false;
    };

    /** A proxy that lets go of the connection after each answer breaks every handshake. Basic gets through it. */
    const onBrokenHandshake = () => {
      brokenHandshakes += 1;
      if (isProven || brokenHandshakes < 2) return;
      const isOpen = (candidate: AuthScheme) => candidate === 'Basic' && isOffered(lastOffers, candidate);
      scheme = allowed.find(isOpen) ?? scheme;
    };

    return {
      async send(connection) {
        if (refusal !== null && performance.now() - refusal.at < REFUSED_MS) throw refusal.error;
        // Each turn either returns, throws, or crosses one scheme off.
        for (let turn = 0; turn < 8; turn += 1) {
          const used = scheme;
          let isChallenged = true;
          const answer =
            used === null
              ? await connection.sendEmpty({})
              : used === 'none'
                ? await connection.send({})
                : used === 'Basic'
                  ? await connection.send({ authorization: basic })
                  : await sendWithNtlm(connection, used, () => {
                      isChallenged = false;
                    });

          if (answer === null) {
            onBrokenHandshake();
            return null;
          }
          if (answer.status !== 401) {
            // A gateway that turns everything away has looked at no password.
            if (saysEnough(answer.status)) return answer;
            if (used !== null) return succeed(connection, used, answer);
            await connection.drain(answer);
            scheme = 'none';
          } else {
            const offers = readOffers(answer.headers['www-authenticate']);
            await connection.drain(answer);
            connection.signedIn = false;
            if (used === null || used === 'none') {
              lastOffers = offers.length === 0 ? UNSAID : offers;
              choose(lastOffers);
            } else if (onRefused(used, offers, isChallenged)) return null;
          }
          if (!connection.isUsable) return null;
        }
        throw unheardError(options, [...deaf]);
      },
    };
  }

  function succeed(connection: SignInConnection, used: AuthScheme | 'none', answer: RawAnswer): RawAnswer {
    if (used !== 'none') isProven = true;
    if (used === 'NTLM' || used === 'Negotiate') connection.signedIn = true;
    return answer;
  }

  /**
   * On a connection that is signed in the request goes out bare; a 401 then starts the handshake anew.
   * @param onDeaf is called when no challenge comes
   * @returns `null` when the connection went away between the steps
   */
  async function sendWithNtlm(
    connection: SignInConnection,
    used: 'NTLM' | 'Negotiate',
    onDeaf: () => void,
  ): Promise<RawAnswer | null> {
    if (connection.signedIn) {
      const answer = await connection.send({});
      if (answer.status !== 401) return answer;
      await connection.drain(answer);
      connection.signedIn = false;
      if (!connection.isUsable) return null;
    }

    const handshake = startNtlmHandshake({
      ...options.credentials,
      host: options.hostname,
      channelBindings: connection.channelBindings,
    });
    const opening = { authorization: `${used} ${handshake.firstToken}` };
    let challenged = await connection.sendEmpty(opening);
    if (challenged.status !== 401 && !saysEnough(challenged.status)) {
      // It looked at the empty body before it asked who we are; or it does not ask at all.
      await connection.drain(challenged);
      if (!connection.isUsable) return null;
      challenged = await connection.send(opening);
    }
    const token = findOffer(readOffers(challenged.headers['www-authenticate']), used)?.token ?? null;
    if (challenged.status !== 401) return challenged;
    if (token === null) {
      onDeaf();
      return challenged;
    }

    await connection.drain(challenged);
    if (!connection.isUsable) return null;
    const answer = handshake.answer(token);
    if (answer === null) {
      throw ownError('sign_in_malformed', 'The server sent an NTLM challenge that cannot be read.', {
        details: { host: options.host, scheme: used },
      });
    }
    return connection.send({ authorization: `${used} ${answer}` });
  }
}

function refusedError({ host, credentials }: PasswordSignInOptions, scheme: AuthScheme) {
  return ownError('sign_in_refused', 'The server does not accept this user name and password.', {
    details: { host, user: credentials.user, scheme },
  });
}

/** IIS takes NTLM under both names. What takes it under neither wants a ticket, or is no Windows. */
function unheardError({ host, credentials }: PasswordSignInOptions, tried: readonly AuthScheme[]) {
  const details = { host, user: credentials.user, scheme: tried.join(', ') };
  return tried.includes('NTLM')
    ? ownError('sign_in_malformed', 'The server offers NTLM and answers it with no challenge.', { details })
    : ownError('sign_in_kerberos_only', 'The server takes no NTLM inside Negotiate, only Kerberos.', { details });
}
