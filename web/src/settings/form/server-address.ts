/** What the form holds of a server's address; texts as they are typed. */
export interface ServerPlaceValues {
  readonly serverPlace: 'server' | 'mailDomain';
  readonly serverUrl: string;
  readonly mailDomain: string;
  /** Hosts beside the domain's own, with commas or spaces between them. */
  readonly acceptedHosts: string;
}

/** What is between the names of several hosts. */
const BETWEEN = /[\s,;]+/;
const AUTODISCOVER = /^autodiscover:(?:\/\/)?([^?]*)(?:\?trust=(.*))?$/i;

/** The one text that the API knows: a server, or `autodiscover:MAIL.DOMAIN?trust=HOST,HOST`. */
export function addressOf({ serverPlace, serverUrl, mailDomain, acceptedHosts }: ServerPlaceValues): string {
  if (serverPlace === 'server') return serverUrl.trim();
  const hosts = hostsIn(acceptedHosts);
  const domain = mailDomain.trim().replace(/^autodiscover:(\/\/)?/i, '');
  return `autodiscover:${domain}${hosts.length === 0 ? '' : `?trust=${hosts.join(',')}`}`;
}

export function hostsIn(acceptedHosts: string): readonly string[] {
  return acceptedHosts.split(BETWEEN).filter((host) => host !== '');
}

/** Whether it can be a name with a dot in it; letters of any alphabet, and a whole e-mail address in place of its domain. */
export function isMailDomain(typed: string): boolean {
  const name = typed
    .trim()
    .replace(/^autodiscover:(\/\/)?/i, '')
    .replace(/^.*@/, '')
    .replace(/^\*\./, '')
    .replace(/\.$/, '');
  if (/[\s/\\:@%#?]/.test(name) || !URL.canParse(`https://${name}`)) return false;
  const { hostname } = new URL(`https://${name}`);
  return /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])$/.test(hostname);
}

export function placeOf(address: string): ServerPlaceValues {
  const [found, mailDomain = '', trust = ''] = AUTODISCOVER.exec(address) ?? [];
  return found === undefined
    ? { serverPlace: 'server', serverUrl: address, mailDomain: '', acceptedHosts: '' }
    : { serverPlace: 'mailDomain', serverUrl: '', mailDomain, acceptedHosts: trust.split(',').join(', ') };
}
