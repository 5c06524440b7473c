/** What the form holds of a server's address; texts as they are typed. */
export interface ServerPlaceValues {
  readonly serverPlace: 'server' | 'mailDomain';
  readonly serverUrl: string;
  readonly mailDomain: string;
  /** Hosts beside the domain's own, with commas or spaces between them. */
  readonly acceptedHosts: string;
}

const AUTODISCOVER = /^autodiscover:(?:\/\/)?([^?]*)(?:\?trust=(.*))?$/i;

/** The one text that the API knows: a server, or `autodiscover:MAIL.DOMAIN?trust=HOST,HOST`. */
export function addressOf({ serverPlace, serverUrl, mailDomain, acceptedHosts }: ServerPlaceValues): string {
  if (serverPlace === 'server') return serverUrl.trim();
  const hosts = acceptedHosts.split(/[\s,;]+/).filter((host) => host !== '');
  const domain = mailDomain.trim().replace(/^autodiscover:(\/\/)?/i, '');
  return `autodiscover:${domain}${hosts.length === 0 ? '' : `?trust=${hosts.join(',')}`}`;
}

export function placeOf(address: string): ServerPlaceValues {
  const [found, mailDomain = '', trust = ''] = AUTODISCOVER.exec(address) ?? [];
  return found === undefined
    ? { serverPlace: 'server', serverUrl: address, mailDomain: '', acceptedHosts: '' }
    : { serverPlace: 'mailDomain', serverUrl: '', mailDomain, acceptedHosts: trust.split(',').join(', ') };
}
