import { ConnectorError } from '../../model/index.ts';
import { mailDomain } from '../ews/autodiscover-address.ts';
import { ownError } from '../ews/errors/index.ts';
import type { Deadline } from '../ews/http/index.ts';
import { reasonOf, startDeadline } from '../ews/http/index.ts';
import { isExchangeOnline } from '../ews/server-url.ts';
import type { AutodiscoverAnswer } from './answer.ts';
import type { Question, RawReply } from './ask.ts';
import { askAnonymously, askSignedIn } from './ask.ts';
import type { DiscoveryNetwork, DiscoveryRequest } from './discovery.ts';
import type { Journal, OpenTrial } from './journal.ts';
import { createJournal } from './journal.ts';
import type { Place } from './places.ts';
import { placesOf } from './places.ts';
import type { Protocol } from './protocols.ts';
import { PROTOCOLS, questionTo } from './protocols.ts';
import { recordsOf, resolveSrv } from './srv.ts';
import type { ToldUrls } from './told-urls.ts';
import { usableUrls } from './told-urls.ts';
import { isTrustedHost, untrustedHost } from './trust.ts';

export interface FoundUrls extends ToldUrls {
  /** Host that told them. */
  readonly toldBy: string;
}

export interface Search {
  /** @returns `null` where nobody told an address that may be used; why stands in the journal */
  run(): Promise<FoundUrls | null>;
  readonly journal: Journal;
  asksForSignIn(): string | null;
}

/** As Microsoft bounds it. */
const MOST_REDIRECTS = 10;
/**
 * Each may count as a wrong password, and a few of those lock an account. One by Basic alone may be of a site that has
 * nothing to do with the company's accounts; a challenge comes from Windows, which knows them.
 */
const MOST_REFUSALS = 2;
const LONGEST_QUESTION_MS = 10_000;

/** A host that does not answer one protocol will not answer the others. */
const OF_WHOLE_HOST = /^(dns_|connection_|tls_|timeout$|sign_in_refused$|response_not_http$)/;

type Step =
  | { readonly kind: 'found'; readonly found: FoundUrls }
  | { readonly kind: 'next' }
  | { readonly kind: 'leave' };

const NEXT: Step = { kind: 'next' };
const LEAVE: Step = { kind: 'leave' };

export function createSearch(request: DiscoveryRequest, network: DiscoveryNetwork, deadline: Deadline): Search {
  const asker = { ...request, ...network };
  const journal = createJournal();
  const asked = new Set<string>();
  /** Hosts on whose word we are where we are. */
  const onTheWay = new Set<string>();
  let redirects = 0;
  let refusals = 0;
  let asksForSignIn: string | null = null;

  return {
    journal,
    asksForSignIn: () => asksForSignIn,
    run: () => searchDomain(request.domain, request.mailbox),
  };

  async function searchDomain(domain: string, address: string): Promise<FoundUrls | null> {
    for (const place of placesOf(domain)) {
      if (deadline.signal.aborted) return null;
      const found = await askPlace(place, address);
      if (found !== null) return found;
    }
    return null;
  }

  function askPlace(place: Place, address: string): Promise<FoundUrls | null> {
    switch (place.kind) {
      case 'host':
        return askHost(place.origin, address);
      case 'redirect':
        return askWhereTo(new URL(place.url), address);
      case 'srv':
        return askRecord(place.name, address);
    }
  }

  /** Over http nothing may be believed but a hint, and the hint goes through the same gate as any other. */
  async function askWhereTo(url: URL, address: string): Promise<FoundUrls | null> {
    const trial = journal.begin('redirect', url.host);
    try {
      const question = { url, method: 'GET' as const, body: '', mailbox: '', read: async () => null };
      const reply = await bounded((limit) => askAnonymously(asker, question, limit));
      if (reply.kind === 'redirect') return await follow(trial, reply.location, address);
      trial.end('nothing_there');
    } catch (error) {
      trial.fail(error);
    }
    return null;
  }

  async function askRecord(name: string, address: string): Promise<FoundUrls | null> {
    const trial = journal.begin('srv', name);
    try {
      const records = await bounded((limit) => recordsOf(name, network.resolveSrv ?? resolveSrv, limit));
      if (records.length === 0) trial.end('no_record');
      else trial.end('record_found', { target: records.map(({ target }) => target).join(', ') });
      for (const { target, port } of records) {
        const host = mailDomain(target);
        const found = host === null ? null : await askHost(new URL(`https://${host}:${port}`).origin, address);
        if (found !== null) return found;
      }
    } catch (error) {
      trial.fail(error);
    }
    return null;
  }

  async function askHost(origin: string, address: string, poxPath?: string): Promise<FoundUrls | null> {
    const { host, hostname } = new URL(origin);
    const key = `${origin}${poxPath ?? ''} ${address.toLowerCase()}`;
    if (asked.has(key)) {
      // Where two ways lead to one host the second is no circle.
      if (onTheWay.has(key)) inCircles(journal.begin('redirect', host), host);
      return null;
    }
    asked.add(key);
    if (!isTrustedHost(request, hostname)) return refuse(journal.begin('redirect', host), hostname);
    onTheWay.add(key);
    try {
      for (const protocol of PROTOCOLS) {
        if (deadline.signal.aborted) return null;
        const path = protocol === 'pox' ? poxPath : undefined;
        const step = await askProtocol(protocol, questionTo(protocol, origin, address, path), address);
        if (step.kind === 'found') return step.found;
        if (step.kind === 'leave') return null;
      }
      return null;
    } finally {
      onTheWay.delete(key);
    }
  }

  async function askProtocol(
    protocol: Protocol,
    question: Question<AutodiscoverAnswer>,
    address: string,
  ): Promise<Step> {
    const { host } = question.url;
    const trial = journal.begin(protocol, host);
    try {
      let reply = await bounded((limit) => askAnonymously(asker, question, limit));
      let isSignedIn = false;
      if (reply.kind === 'asksForSignIn') {
        const signedIn = protocol === 'json' ? null : await signInFor(question, trial);
        if (signedIn === null) {
          if (protocol === 'json') trial.end('nothing_there');
          return NEXT;
        }
        reply = signedIn;
        isSignedIn = true;
      }
      if (reply.kind === 'redirect') return foundOr(NEXT, await follow(trial, reply.location, address));
      if (reply.kind === 'content') return await heed(trial, reply.content, { host, address, isSignedIn });
      trial.end('unreadable');
      return NEXT;
    } catch (error) {
      const { code, details } = trial.fail(error);
      if (code === 'sign_in_refused') refusals += details['scheme'] === 'Basic' ? 1 : MOST_REFUSALS;
      return OF_WHOLE_HOST.test(code) ? LEAVE : NEXT;
    }
  }

  /** @returns `null` where nobody signs in here */
  async function signInFor(
    question: Question<AutodiscoverAnswer>,
    trial: OpenTrial,
  ): Promise<RawReply<AutodiscoverAnswer> | null> {
    const { credentials } = request;
    asksForSignIn ??= question.url.host;
    if (credentials === null || credentials.kind !== 'password') {
      trial.end('asks_for_sign_in');
      return null;
    }
    if (refusals >= MOST_REFUSALS) {
      trial.end('not_asked_again');
      return null;
    }
    return bounded((limit) => askSignedIn(asker, credentials, question, limit));
  }

  async function heed(
    trial: OpenTrial,
    answer: AutodiscoverAnswer,
    from: { readonly host: string; readonly address: string; readonly isSignedIn: boolean },
  ): Promise<Step> {
    switch (answer.kind) {
      case 'settings': {
        const urls = usableUrls(answer.urls, request, from);
        if (urls instanceof ConnectorError) {
          endUnusable(trial, urls);
          return NEXT;
        }
        trial.end('told', { url: urls.external ?? urls.internal ?? '' });
        return { kind: 'found', found: { ...urls, toldBy: from.host } };
      }
      case 'addressUnknown':
        trial.end(
          'address_unknown',
          { mailbox: from.address },
          ownError('autodiscover_address_unknown', 'Autodiscover knows no mailbox with this address.', {
            details: { host: from.host, domain: request.domain, mailbox: from.address },
          }),
        );
        return LEAVE;
      case 'redirectUrl':
        return foundOr(LEAVE, await follow(trial, answer.url, from.address));
      case 'redirectAddress':
        return foundOr(LEAVE, await followAddress(trial, answer.address, from.host));
    }
  }

  function endUnusable(trial: OpenTrial, error: ConnectorError): void {
    const host = String(error.details['host'] ?? '');
    if (error.code === 'autodiscover_no_ews_url') trial.end('told_nothing', {}, error);
    else if (error.code === 'autodiscover_untrusted_host') trial.end('untrusted_host', { host }, error);
    else if (error.code === 'exchange_online_ews_closed') trial.end('exchange_online', { host }, error);
    else trial.end('told_but_unusable', { host }, error);
  }

  async function follow(trial: OpenTrial, location: string, address: string): Promise<FoundUrls | null> {
    const url = URL.canParse(location) ? new URL(location) : null;
    if (url?.protocol === 'http:') trial.end('insecure_redirect', { host: url.host });
    if (url?.protocol !== 'https:') {
      if (url?.protocol !== 'http:') trial.end('unreadable');
      return null;
    }
    redirects += 1;
    if (redirects > MOST_REDIRECTS) return inCircles(trial, url.host);
    trial.end('redirects', { host: url.host });
    const isUsual = /^\/autodiscover\/autodiscover\.(xml|svc|json)\/?$/i.test(url.pathname);
    const isPox = /\.xml$/i.test(url.pathname) && !isUsual;
    return askHost(url.origin, address, isPox ? `${url.pathname}${url.search}` : undefined);
  }

  /** Settings of a mailbox that lives elsewhere: the search begins again there, under the same rules of trust. */
  async function followAddress(trial: OpenTrial, address: string, host: string): Promise<FoundUrls | null> {
    const domain = mailDomain(address.slice(address.lastIndexOf('@') + 1));
    if (domain === null || !/^[^\s@]+@[^\s@]+$/.test(address)) {
      trial.end('unreadable');
      return null;
    }
    redirects += 1;
    if (redirects > MOST_REDIRECTS || asked.has(`address ${address.toLowerCase()}`)) return inCircles(trial, host);
    asked.add(`address ${address.toLowerCase()}`);
    trial.end('redirects_to_address', { domain });
    if (!isTrustedHost(request, domain)) return refuse(journal.begin('redirect', domain), domain);
    return searchDomain(domain, address);
  }

  function refuse(trial: OpenTrial, host: string): null {
    if (isExchangeOnline(host)) {
      const closed = ownError('exchange_online_ews_closed', 'Exchange Online no longer answers EWS.', {
        details: { host },
      });
      trial.end('exchange_online', { host }, closed);
    } else trial.end('untrusted_host', { host }, untrustedHost(request, host));
    return null;
  }

  function inCircles(trial: OpenTrial, host: string): null {
    const error = ownError('autodiscover_in_circles', 'Autodiscover redirects without an end.', {
      details: { host, domain: request.domain },
    });
    trial.end('in_circles', { host }, error);
    return null;
  }

  /** One question takes a part of the time only, so that a host that is silent does not end the search. */
  async function bounded<T>(ask: (limit: Deadline) => Promise<T>): Promise<T> {
    if (deadline.signal.aborted) throw reasonOf(deadline.signal);
    const share = Math.max(deadline.timeoutMs / 4, 1);
    const limit = startDeadline(Math.ceil(Math.min(deadline.remainingMs(), LONGEST_QUESTION_MS, share)));
    try {
      return await ask(limit);
    } finally {
      limit.dispose();
    }
  }
}

function foundOr(otherwise: Step, found: FoundUrls | null): Step {
  return found === null ? otherwise : { kind: 'found', found };
}
