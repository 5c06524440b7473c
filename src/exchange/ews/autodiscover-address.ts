import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** What stands in the place of a server where each mailbox is looked for: `autodiscover:MAIL.DOMAIN?trust=HOST,HOST`. */
export interface AutodiscoverAddress {
  /** Lower case, in ASCII. */
  readonly domain: string;
  /** Hosts beside the domain's own that an administrator accepts, each with the names below it. */
  readonly trust: readonly string[];
}

const SCHEME = /^autodiscover:(?:\/\/)?/i;
const MOST_TRUSTED = 16;
const LONGEST_NAME = 253;

/** @param serverUrl normalised @returns `null` where it is the URL of a server */
export function autodiscoverAddress(serverUrl: string): AutodiscoverAddress | null {
  const address = readAutodiscoverAddress(serverUrl);
  return address === 'invalid' ? null : address;
}

/**
 * As a person types it: letters of any alphabet, and a whole e-mail address in place of its domain.
 * @returns `null` for anything without `autodiscover:`
 */
export function readAutodiscoverAddress(typed: string): AutodiscoverAddress | 'invalid' | null {
  if (!SCHEME.test(typed)) return null;
  const [place = '', query, ...rest] = typed.replace(SCHEME, '').split('?');
  const domain = mailDomain(place.slice(place.lastIndexOf('@') + 1));
  const trust = trustedHosts(query);
  return domain === null || trust === null || rest.length > 0 ? 'invalid' : { domain, trust };
}

function trustedHosts(query: string | undefined): readonly string[] | null {
  if (query === undefined || query === '') return [];
  const [, list] = /^trust=([^&#]*)$/i.exec(query) ?? [];
  if (list === undefined) return null;
  const typed = list.split(',').filter((host) => host.trim() !== '');
  const hosts = typed.map(mailDomain).filter((host) => host !== null);
  return hosts.length < typed.length || hosts.length > MOST_TRUSTED ? null : [...new Set(hosts)];
}

/**
 * A name with a dot in it, lower case and in ASCII; `null` for anything else. One label alone is no mail domain, and to
 * accept one would be to accept a whole top-level domain.
 */
export function mailDomain(typed: string): string | null {
  const name = typed.trim().replace(/\.$/, '').replace(/^\*\./, '');
  if (/[\s/\\:@%#?]/.test(name) || name.length > LONGEST_NAME) return null;
  const ascii = domainToASCII(name).toLowerCase();
  const isName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/.test(ascii);
  return isName && isIP(ascii) === 0 ? ascii : null;
}
