import { placeOf } from './server-address.ts';

/** Whether a typed address leads to the server that is stored. Only a hint while somebody types: the API decides. */
export function isSameServer(typed: string, stored: string): boolean {
  if (typed.trim() === '') return true;
  const [accepts, accepted] = [acceptedBy(typed.trim()), acceptedBy(stored)];
  return hostOf(typed.trim()) === hostOf(stored) && accepts.every((host) => accepted.includes(host));
}

/** A host, or the mail domain of Autodiscover. */
function hostOf(address: string): string {
  const { serverPlace, mailDomain } = placeOf(address);
  if (serverPlace === 'mailDomain')
    return `autodiscover:${mailDomain
      .slice(mailDomain.lastIndexOf('@') + 1)
      .trim()
      .toLowerCase()}`;
  try {
    return new URL(address.includes('://') ? address : `https://${address}`).host;
  } catch {
    return '';
  }
}

/** Hosts that may be shown the password beside the domain's own. */
function acceptedBy(address: string): readonly string[] {
  const { acceptedHosts } = placeOf(address.toLowerCase());
  return acceptedHosts.split(/[\s,]+/).filter((host) => host !== '');
}
