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
import { firstValue } from './header-values.ts';
import type { Occupied, PasswordTrial, PasswordVerdict } from './password-verdict.ts';
import type { SignIn, SignInAttempt, SignInConnection } from './sign-in.ts';

interface PasswordSignInOptions {
  readonly credentials: PasswordCredentials;
  /** On whose behalf the password is shown. */
  readonly mailbox: string;
  readonly mode: 'auto' | 'basic' | 'ntlm';
  /** Host name without port: what the service principal name is made of. */
  readonly hostname: string;
  /** With port, for error messages. */
  readonly host: string;
  /** Shared with all who would show the same password to the same server. */
  readonly verdict: PasswordVerdict;
}

/** A 401 that names no way at all comes from servers that know only one. */
const UNSAID: readonly Offer[] = [{ scheme: 'Basic', token: null }];

/** Answers that mean the same whoever asks and whatever is in the body. */
function saysEnough(status: number): boolean {
  return (status >= 300 && status < 400) || [403, 404, 405, 410, 429, 440, 503].includes(status);
}

/** Whoever answers so has let us in. All else may come from what stands before the server and looks at no password. */
function showsAcceptance({ status, headers }: RawAnswer): boolean {
  return (status >= 200 && status < 300) || (status === 500 && /xml/i.test(firstValue(headers, 'content-type') ?? ''));
}

/** One step of a sign-in: the request as it was sent, and what came back. */
interface Step {
  /** `null` when the connection went away. */
  readonly answer: RawAnswer | null;
  /** The server had its say about who we are: a 401 then speaks of the password, or of Basic. */
  readonly isChallenged: boolean;
}

export function createPasswordSignIn(options: PasswordSignInOptions): SignIn {
  const fixed: readonly AuthScheme[] | null =
    options.mode === 'basic' ? ['Basic'] : options.mode === 'ntlm' ? ['NTLM', 'Negotiate'] : null;
  const allowed = fixed ?? SCHEME_PREFERENCE;
  const basic = basicAuthorization(options.credentials);
  /** `null`: not known yet. `none`: the server has not asked so far. */
  let scheme: AuthScheme | 'none' | null = fixed?.[0] ?? null;
  const { verdict, mailbox } = options;
  /** Of this channel: through its proxies a handshake holds. */
  let hasSignedIn = false;
  /** What the server offered when it was asked last. */
  let lastOffers: readonly Offer[] = [];

  return { begin };

  function begin(): SignInAttempt {
    /** Offered, and answered with no challenge: the server has no ear for NTLM under that name. No password was shown. */
    const deaf = new Set<AuthScheme>();
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
    const onRefused = (
      used: AuthScheme,
      offers: readonly Offer[],
      { isChallenged, isWarm }: { readonly isChallenged: boolean; readonly isWarm: boolean },
      trial: PasswordTrial,
    ): boolean => {
      // On a new connection it would be the same again, and one more wrong password.
      if (trial.isOfProven && isWarm) {
        trial.doubted();
        return true;
      }
      // A server that offers something else never looked at what we sent.
      const isOffering = offers.length === 0 || isOffered(offers, used);
      if (used === 'Basic' ? isOffering : isChallenged) {
        throw trial.refused(refusedError(options, used));
      }
      if (isOffering) deaf.add(used);
      choose(offers.filter((offer) => offer.scheme.toLowerCase() !== used.toLowerCase()));
      return false;
    };

    /** A proxy that lets go of the connection after each answer breaks every handshake. Basic gets through it. */
    const onBrokenHandshake = () => {
      brokenHandshakes += 1;
      if (hasSignedIn || brokenHandshakes < 2) return;
      const isOpen = (candidate: AuthScheme) => candidate === 'Basic' && isOffered(lastOffers, candidate);
      scheme = allowed.find(isOpen) ?? scheme;
    };

    /** @returns the answer to the request, or what to do next */
    const sendAsNobody = async (connection: SignInConnection, isAsked: boolean): Promise<RawAnswer | 'goOn'> => {
      const answer = isAsked ? await connection.sendEmpty({}) : await connection.send({});
      // A gateway that turns everything away has looked at no password.
      if (answer.status !== 401 && (saysEnough(answer.status) || !isAsked)) return answer;
      await connection.drain(answer);
      if (answer.status !== 401) {
        scheme = 'none';
        return 'goOn';
      }
      const offers = readOffers(answer.headers['www-authenticate']);
      connection.state.signedIn = false;
      lastOffers = offers.length === 0 ? UNSAID : offers;
      choose(lastOffers);
      return 'goOn';
    };

    const sendWithPassword = async (
      connection: SignInConnection,
      used: AuthScheme,
    ): Promise<RawAnswer | Occupied | 'goOn' | null> => {
      const trial = verdict.begin(mailbox);
      if ('occupiedUntil' in trial) return trial;
      try {
        const { answer, isChallenged } = await show(connection, used);
        if (answer === null) {
          onBrokenHandshake();
          return null;
        }
        if (answer.status !== 401) {
          if (!showsAcceptance(answer)) return answer;
          trial.accepted();
          hasSignedIn = true;
          if (used !== 'Basic') connection.state.signedIn = true;
          return answer;
        }
        const offers = readOffers(answer.headers['www-authenticate']);
        await connection.drain(answer);
        return onRefused(used, offers, { isChallenged, isWarm: connection.isWarm }, trial) ? null : 'goOn';
      } finally {
        trial.end();
      }
    };

    return {
      async send(connection) {
        if (!connection.state.signedIn) verdict.assertNotRefused(mailbox);
        // Each turn either returns, throws, or crosses one scheme off.
        for (let turn = 0; turn < 8; turn += 1) {
          const used = scheme;
          if (connection.state.signedIn) {
            const answer = await connection.send({});
            if (answer.status !== 401) return answer;
            await connection.drain(answer);
            connection.state.signedIn = false;
          } else {
            const answer =
              used === null || used === 'none'
                ? await sendAsNobody(connection, used === null)
                : await sendWithPassword(connection, used);
            if (answer !== 'goOn') return answer;
          }
          if (!connection.state.isUsable) return null;
        }
        throw unheardError(options, [...deaf]);
      },
    };
  }

  async function show(connection: SignInConnection, used: AuthScheme): Promise<Step> {
    if (used === 'Basic') return { answer: await connection.send({ authorization: basic }), isChallenged: true };
    return sendWithNtlm(connection, used);
  }

  async function sendWithNtlm(connection: SignInConnection, used: 'NTLM' | 'Negotiate'): Promise<Step> {
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
      if (!connection.state.isUsable) return BROKEN_OFF;
      challenged = await connection.send(opening);
    }
    const token = findOffer(readOffers(challenged.headers['www-authenticate']), used)?.token ?? null;
    if (challenged.status !== 401) return { answer: challenged, isChallenged: true };
    if (token === null) return { answer: challenged, isChallenged: false };

    await connection.drain(challenged);
    if (!connection.state.isUsable) return BROKEN_OFF;
    const answer = handshake.answer(token);
    if (answer === null) {
      throw ownError('sign_in_malformed', 'The server sent an NTLM challenge that cannot be read.', {
        details: { host: options.host, scheme: used },
      });
    }
    return { answer: await connection.send({ authorization: `${used} ${answer}` }), isChallenged: true };
  }
}

const BROKEN_OFF: Step = { answer: null, isChallenged: true };

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
