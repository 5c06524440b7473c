import type { ToldAddresses } from './autodiscover.ts';

/** `?Email=…&Protocol=Ews`, or the address as the last part of the path. @returns the address and the protocol */
export function readJsonRequest(url: URL): { readonly address: string; readonly protocol: string } | undefined {
  const inPath = /\/autodiscover\.json\/v1\.0\/([^/]+)$/i.exec(url.pathname)?.[1];
  const address = inPath === undefined ? parameter(url, 'Email') : decodeURIComponent(inPath);
  const protocol = parameter(url, 'Protocol');
  return address === null || protocol === null ? undefined : { address, protocol };
}

export function jsonSettings({ external, internal }: ToldAddresses): string {
  return JSON.stringify({ Protocol: 'Ews', Url: external ?? internal });
}

export function jsonError(code: string): string {
  return JSON.stringify({ ErrorCode: code, ErrorMessage: 'The request could not be answered.' });
}

/** Names compare without regard to case. */
function parameter(url: URL, name: string): string | null {
  for (const [key, value] of url.searchParams) if (key.toLowerCase() === name.toLowerCase()) return value;
  return null;
}
