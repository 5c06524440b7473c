import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Under which names the server is reached, and through whom. */
export interface Site {
  /** Origin under which people open the page, `https://raccordo.example`; `null`: only this machine reaches it. */
  readonly publicOrigin: string | null;
  /** Address of a proxy that is not on this machine; what it says about callers is believed. */
  readonly trustedProxy: string | null;
}

declare module 'fastify' {
  interface FastifyInstance {
    site: Site;
  }
}

export function addSite(app: FastifyInstance, site: Site): void {
  app.decorate('site', site);
}

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @param host as in a `Host` header: with or without port, IPv6 in brackets */
export function isLoopbackName(host: string): boolean {
  return LOOPBACK_NAMES.has(host.toLowerCase().replace(/:\d+$/, ''));
}

/** @param address as sockets tell it, or a name to listen on */
export function isLoopbackAddress(address: string): boolean {
  const plain = withoutMapping(address);
  return plain === 'localhost' || plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** Whether what a peer says in `X-Forwarded-*` is believed. */
export function trustsPeer({ trustedProxy }: Site): (address: string) => boolean {
  return (address) => isLoopbackAddress(address) || (trustedProxy !== null && withoutMapping(address) === trustedProxy);
}

/** Sockets that listen on `::` tell IPv4 peers as `::ffff:10.0.0.5`. */
export function withoutMapping(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}
